extension ClinicalTool {
    static let childPugh = ClinicalTool(
        id: "child-pugh", aliases: ["child-turcotte-pugh"], name: BilingualText("Child-Pugh score", "Child-Pugh评分"),
        inputs: [
            .bilirubin, .albumin(0.5...7), .normalisedRatio,
            ToolInput(
                "ascites", BilingualText("ascites (or its points 1–3)", "腹水（或分值1–3）"),
                .choice([
                    ToolChoice("none", "none", "无", spellings: ["1", "absent", "no", "無"]),
                    ToolChoice(
                        "mild", "mild or controlled", "轻度或可控", spellings: ["2", "slight", "controlled", "轻度", "少量"]),
                    ToolChoice(
                        "moderate", "moderate to severe", "中重度",
                        spellings: [
                            "3", "severe", "large", "refractory", "moderate_to_severe", "moderate_severe",
                            "moderate_or_severe", "中量", "大量",
                        ]),
                ])),
            ToolInput(
                "encephalopathy", BilingualText("encephalopathy (or its points 1–3)", "肝性脑病（或分值1–3）"),
                .choice([
                    ToolChoice("none", "none", "无", spellings: ["1", "absent", "no", "無"]),
                    ToolChoice(
                        "grade_1_2", "grade 1–2", "1–2级",
                        spellings: ["2", "mild", "1-2", "grade 1-2", "1_2", "grade_1_or_2", "i-ii"]),
                    ToolChoice(
                        "grade_3_4", "grade 3–4", "3–4级",
                        spellings: ["3", "severe", "moderate", "3-4", "grade 3-4", "3_4", "grade_3_or_4", "iii-iv"]),
                ])),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "1–3 points each: bilirubin <2, 2–3, >3 mg/dL; albumin >3.5, 2.8–3.5, <2.8 g/dL; INR <1.7, 1.7–2.3, >2.3; "
                + "ascites; encephalopathy; 5–15",
            "各1–3分：胆红素<2、2–3、>3 mg/dL；白蛋白>3.5、2.8–3.5、<2.8 g/dL；INR<1.7、1.7–2.3、>2.3；腹水；肝性脑病；5–15分"),
        bands: [
            .below(7, "class A (5–6)", "A级（5–6分）"),
            .from(7, below: 10, "class B (7–9)", "B级（7–9分）"),
            .from(10, "class C (10–15)", "C级（10–15分）"),
        ],
        limits: BilingualText(
            "cirrhosis; sources differ on albumin (2.8 or 3.0 g/dL); cholestatic disease has other bilirubin limits (4, 10)",
            "用于肝硬化；白蛋白界值来源不一（2.8或3.0 g/dL）；胆汁淤积性疾病胆红素界值不同（4、10）"),
        source: ToolSource(
            "Pugh 1973", seenAt: ToolSource.medCalcBench("child_pugh_score"), status: .verified),
        keywords: ["child-pugh", "cirrhosis", "hepatic impair", "liver", "肝硬化", "肝功能"],
        examples: [
            childPugh([1.5, 3.8, 1.2], 1, 1, 5), childPugh([2.5, 3.0, 1.9], 2, 2, 10),
            childPugh([2.5, 3.0, 1.5], 2, 1, 8), childPugh([2, 3.5, 1.7], 1, 1, 8), childPugh([3, 2.8, 2.3], 3, 3, 12),
        ]
    ) { values throws(ToolError) in
        let bilirubin = try values.number("bilirubin")
        let albumin = try values.number("albumin")
        let ratio = try values.number("inr")
        let fluid = try values.points(of: "ascites", ["none": 1, "mild": 2, "moderate": 3])
        let brain = try values.points(of: "encephalopathy", ["none": 1, "grade_1_2": 2, "grade_3_4": 3])
        let ofBilirubin: Double = bilirubin < 2 ? 1 : bilirubin <= 3 ? 2 : 3
        let ofAlbumin: Double = albumin > 3.5 ? 1 : albumin >= 2.8 ? 2 : 3
        let ofRatio: Double = ratio < 1.7 ? 1 : ratio <= 2.3 ? 2 : 3
        return .number(ofBilirubin + ofAlbumin + ofRatio + fluid + brain)
    }

    /// - Parameter figures: bilirubin, albumin, INR.
    private static func childPugh(_ figures: [Double], _ fluid: Int, _ brain: Int, _ score: Double) -> ToolExample {
        let names = ["bilirubin", "albumin", "inr"]
        var inputs = Dictionary(uniqueKeysWithValues: zip(names, figures.map(GivenValue.number)))
        inputs["ascites"] = .number(Double(fluid))
        inputs["encephalopathy"] = .number(Double(brain))
        return ToolExample(inputs, score, within: 0)
    }
}
