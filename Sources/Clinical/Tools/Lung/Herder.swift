extension ClinicalTool {
    static let herder = ClinicalTool(
        id: "herder", aliases: ["herder-nodule"],
        name: BilingualText("Herder model (Mayo probability and FDG-PET)", "Herder模型（Mayo概率与FDG-PET）"),
        inputs: [
            ToolInput(
                "mayo_probability", aliases: ["pretest_probability", "mayo"],
                BilingualText("probability of the Mayo model", "Mayo模型概率"), .number(ToolQuantity("%", 0...100))),
            ToolInput(
                "pet_uptake", aliases: ["pet", "fdg_uptake", "uptake", "fdg_pet"], BilingualText("FDG uptake", "FDG摄取"),
                .choice([
                    ToolChoice("none", "not above lung background", "不高于肺本底", spellings: ["no", "absent", "无"]),
                    ToolChoice("faint", "up to the mediastinal blood pool", "不高于纵隔血池", spellings: ["轻度"]),
                    ToolChoice("moderate", "above the mediastinal blood pool", "高于纵隔血池", spellings: ["中度"]),
                    ToolChoice("intense", "markedly above it", "显著高于纵隔血池", spellings: ["strong", "重度"]),
                ])),
        ],
        output: .number(unit: "%", decimals: 1),
        formula: BilingualText(
            "1/(1 + e^−y), y = −4.739 + 3.691 × Mayo probability (0–1) + uptake (none 0, faint 2.322, moderate 4.617, intense "
                + "4.771)",
            "1/(1+e^−y)，y=−4.739+3.691×Mayo概率(0–1)+摄取（无0、轻度2.322、中度4.617、重度4.771）"),
        bands: [
            .below(10, "below 10%: CT surveillance (BTS)", "<10%：CT随访（BTS）"),
            .from(
                10, to: 70,
                "10–70%: consider image-guided biopsy; alternatives excision biopsy or CT surveillance (BTS)",
                "10–70%：考虑影像引导活检；也可切除活检或CT随访（BTS）"),
            .above(
                70, "above 70%: consider excision or non-surgical treatment, with or without biopsy (BTS)",
                ">70%：考虑切除或非手术治疗，可先活检（BTS）"),
        ],
        limits: BilingualText(
            "nodules that PET can judge (about 8 mm and more)", "用于PET可评估的结节（约≥8 mm）"),
        source: ToolSource(
            "Herder 2005, Chest 128:2490", seenAt: "https://pacs.de/term/herder-risk-model", status: .unverified,
            note: BilingualText(
                "intercept, slope and the scale of uptake were seen; the weights of the uptake are general knowledge, "
                    + "unverified",
                "截距、斜率和摄取分级已核对；摄取权重为通用知识，未经核实")),
        keywords: NoduleModel.keywords + ["pet"],
        examples: [
            ToolExample(["mayo_probability": 66.44, "pet_uptake": "intense"], 92.3),
            ToolExample(["mayo_probability": 0, "pet_uptake": "none"], 0.9),
        ]
    ) { values throws(ToolError) in
        let uptake = try values.points(of: "pet_uptake", ["faint": 2.322, "moderate": 4.617, "intense": 4.771])
        return .number(NoduleModel.percent(-4.739 + 3.691 * (try values.number("mayo_probability")) / 100 + uptake))
    }
}
