extension ClinicalTool {
    static let anionGap = ClinicalTool(
        id: "anion-gap", name: BilingualText("Anion gap (with albumin correction)", "阴离子间隙（白蛋白校正）"),
        inputs: [
            .sodium(100...180),
            ToolInput("chloride", aliases: ["cl"], BilingualText("chloride", "血氯"), .number(.electrolyte(60...140))),
            ToolInput(
                "bicarbonate", aliases: ["hco3", "co2"], BilingualText("bicarbonate", "碳酸氢根"),
                .number(.electrolyte(2...50))),
            .albumin(1...6, isOptional: true),
        ],
        output: .number(unit: "mmol/L", decimals: 1),
        formula: BilingualText(
            "Na − (Cl + HCO₃); with albumin: + 2.5 × (4.0 − albumin in g/dL)",
            "Na −（Cl + HCO₃）；给出白蛋白时 + 2.5 ×（4.0 − 白蛋白g/dL）"),
        bands: [
            .below(8, "below the usual 8–12", "低于常见值8–12"),
            .from(8, to: 12, "usual (about 8–12)", "常见范围（约8–12）"),
            .above(
                12, "above 12: suggests high-gap acidosis (ketones, lactate, renal failure, toxins)",
                ">12：提示高阴离子间隙酸中毒（酮体、乳酸、肾衰竭、毒物）"),
        ],
        limits: BilingualText(
            "without potassium; the normal range depends on the assay", "未计钾；正常范围因检测方法而异"),
        source: ToolSource("standard chemistry", seenAt: ToolSource.medCalcBench("anion_gap"), status: .verified),
        keywords: ["anion gap", "acidosis", "ketoacid", "dka", "阴离子间隙", "陰離子", "酸中毒", "酮症"],
        examples: [
            ToolExample(["sodium": 140, "chloride": 100, "bicarbonate": 24], 16, within: 0),
            ToolExample(
                ["sodium": 138, "chloride": 95, "bicarbonate": 10, "albumin": 2.0], 38, within: 0,
                figures: ["uncorrected": 33]),
        ]
    ) { values throws(ToolError) in
        let gap = try values.number("sodium") - (try values.number("chloride")) - (try values.number("bicarbonate"))
        guard let albumin = values.optionalNumber("albumin") else { return .number(gap) }
        return ToolFinding(
            .number(gap + 2.5 * (4 - albumin)),
            remarks: [
                BilingualText(
                    "corrected for albumin; uncorrected \(NumberText.shown(gap))", "经白蛋白校正；未校正\(NumberText.shown(gap))")
            ],
            figures: [ToolFigure("uncorrected", gap, unit: "mmol/L")])
    }
}
