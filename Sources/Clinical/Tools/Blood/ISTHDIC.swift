extension ClinicalTool {
    static let isthDIC = ClinicalTool(
        id: "isth-dic", aliases: ["dic"], name: BilingualText("ISTH score for overt DIC", "ISTH显性DIC评分"),
        inputs: [
            .platelets(0...3000),
            ToolInput(
                "fibrin_marker", aliases: ["dd", "d_dimer", "fdp", "fibrin_related_marker"],
                BilingualText("rise of D-dimer or FDP (laboratory's bands)", "D-二聚体或FDP升高（按实验室分级）"),
                .choice([
                    ToolChoice("none", "none", "无", spellings: ["no", "normal", "無"]),
                    ToolChoice("moderate", "moderate", "中度"),
                    ToolChoice("strong", "strong", "重度", spellings: ["severe"]),
                ])),
            ToolInput(
                "prothrombin_time_prolongation", aliases: ["pt", "pt_prolongation"],
                BilingualText("prothrombin time above the upper limit", "凝血酶原时间超过上限"),
                .number(ToolQuantity("s", 0...200))),
            ToolInput(
                "fibrinogen", BilingualText("fibrinogen", "纤维蛋白原"),
                .number(ToolQuantity("g/L", 0...20, others: [ToolUnit("mg/dL", factor: 0.01)]))),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "platelets <50 2, 50–99 1; fibrin marker moderate 2, strong 3; PT ≥6 s 2, 3 to <6 s 1; fibrinogen <1.0 g/L 1; "
                + "0–8",
            "血小板<50 2、50–99 1；纤维蛋白相关标志物中度2、重度3；PT延长≥6 s 2、3–<6 s 1；纤维蛋白原<1.0 g/L 1；0–8分"),
        bands: [
            .below(5, "below 5: suggests non-overt DIC, repeat in 1–2 days", "<5：提示非显性DIC，1–2天后复查"),
            .from(5, "5 or more: overt DIC, repeat daily", "≥5：显性DIC，每日复查"),
        ],
        limits: BilingualText("only with a disorder that causes DIC", "仅用于存在DIC相关基础疾病者"),
        source: ToolSource(
            "Taylor 2001 (ISTH)", seenAt: "https://pmc.ncbi.nlm.nih.gov/articles/PMC5011102/table/T1", status: .verified
        ),
        keywords: ["dic", "disseminated", "coagulopathy", "弥散性血管内凝血", "瀰漫性血管內凝血", "凝血功能"],
        examples: [
            coagulation(40, "strong", 5, 0.8, 7), coagulation(90, "moderate", 2, 2, 3),
            coagulation(110, "none", 1, 3, 0),
            coagulation(50, "none", 6, 1.0, 3),
        ]
    ) { values throws(ToolError) in
        let platelets = try values.number("platelets")
        let seconds = try values.number("prothrombin_time_prolongation")
        var score: Double = platelets < 50 ? 2 : platelets < 100 ? 1 : 0
        score += try values.points(of: "fibrin_marker", ["moderate": 2, "strong": 3])
        score += seconds >= 6 ? 2 : seconds >= 3 ? 1 : 0
        if try values.number("fibrinogen") < 1 { score += 1 }
        return .number(score)
    }

    private static func coagulation(
        _ platelets: Double, _ marker: String, _ seconds: Double, _ fibrinogen: Double, _ score: Double
    ) -> ToolExample {
        ToolExample(
            [
                "platelets": .number(platelets), "fibrin_marker": .text(marker),
                "prothrombin_time_prolongation": .number(seconds), "fibrinogen": .number(fibrinogen),
            ], score, within: 0)
    }
}
