extension ClinicalTool {
    static let fourTs = ClinicalTool(
        id: "4ts", aliases: ["4t", "four-ts"],
        name: BilingualText("4Ts score for heparin-induced thrombocytopenia", "4Ts评分（肝素诱导的血小板减少症）"),
        inputs: [
            points(
                "thrombocytopenia", "thrombocytopenia", "血小板减少",
                ["fall <30% or nadir <10", "fall 30–50% or nadir 10–19", "fall >50% and nadir ≥20"],
                ["下降<30%或最低值<10", "下降30–50%或最低值10–19", "下降>50%且最低值≥20"]),
            points(
                "timing", "timing", "发生时间",
                [
                    "<4 days without recent exposure",
                    "unclear or after day 10, or ≤1 day with heparin 30–100 days ago",
                    "day 5–10, or ≤1 day with heparin in the past 30 days",
                ],
                ["<4天且近期未用肝素", "不明确或第10天后，或≤1天且30–100天前用过", "第5–10天，或≤1天且30天内用过"]),
            points(
                "thrombosis", "thrombosis", "血栓",
                ["none", "progressive, recurrent or suspected", "new thrombosis, skin necrosis or acute reaction"],
                ["无", "进展、复发或可疑", "新发血栓、皮肤坏死或急性反应"]),
            points(
                "other_causes", aliases: ["other"], "other causes of thrombocytopenia", "其他原因",
                ["definite", "possible", "none"], ["明确", "可能", "无"]),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText("sum of four items of 0–2 points; 0–8", "四项各0–2分之和；0–8分"),
        bands: [
            .below(4, "low (below 1–5%): no testing", "低度（<1–5%）：无需检测"),
            .from(4, below: 6, "intermediate (about 10%)", "中度（约10%）"),
            .from(6, "high (about 50%)", "高度（约50%）"),
        ],
        limits: BilingualText(
            "the 2-point fall is >50% AND nadir ≥20; copies that say OR over-call", "2分项为下降>50%“且”最低值≥20；写作“或”者会高估"),
        source: ToolSource(
            "Lo 2006; ASH 2018", seenAt: "https://bibliotheek.ehb.be:2400/topics/en-gb/1202/criteria", status: .verified
        ),
        keywords: ["4ts", "heparin", "hit ", "thrombocytopenia", "肝素", "血小板减少"],
        examples: [
            ToolExample(["thrombocytopenia": 2, "timing": 2, "thrombosis": 2, "other_causes": 2], 8, within: 0),
            ToolExample(["thrombocytopenia": 1, "timing": 1, "thrombosis": 0, "other_causes": 1], 3, within: 0),
        ]
    ) { values throws(ToolError) in
        var score = 0.0
        for item in ["thrombocytopenia", "timing", "thrombosis", "other_causes"] {
            score += Double(try values.choice(item)) ?? 0
        }
        return .number(score)
    }

    /// An item of 0, 1 or 2 points, each with its meaning.
    private static func points(
        _ name: String, aliases: [String] = [], _ english: String, _ chinese: String, _ meanings: [String],
        _ chineseMeanings: [String]
    ) -> ToolInput {
        ToolInput(
            name, aliases: aliases, BilingualText("\(english), points", "\(chinese)，分值"),
            .choice(
                zip(meanings, chineseMeanings).enumerated().map { index, meaning in
                    ToolChoice("\(index)", meaning.0, meaning.1)
                }))
    }
}
