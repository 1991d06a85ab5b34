extension ClinicalTool {
    static let curb65 = ClinicalTool(
        id: "curb-65", name: BilingualText("CURB-65 for pneumonia", "CURB-65肺炎评分"),
        inputs: [
            .yesNo("confusion", "new confusion (AMTS ≤8)", "新发意识障碍（AMTS≤8）"),
            ToolInput(
                "urea", aliases: ["bun", "urea_nitrogen"],
                BilingualText("urea (mg/dL is read as urea nitrogen, BUN)", "尿素（mg/dL按尿素氮BUN计）"),
                .number(ToolQuantity("mmol/L", 0.3...120, analyte: "urea-nitrogen"))),
            .respiratoryRate, .systolic(20...300), .diastolic(10...200), .age(18...120),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText(
            "confusion 1, urea >7 mmol/L 1, respiratory rate ≥30 1, SBP <90 or DBP ≤60 1, age ≥65 1; 0–5",
            "意识障碍1、尿素>7 mmol/L 1、呼吸≥30 1、收缩压<90或舒张压≤60 1、年龄≥65 1；0–5分"),
        bands: [
            .below(2, "0–1: consider outpatient care", "0–1：可考虑门诊治疗"),
            .from(2, below: 3, "2: admit", "2：住院"),
            .from(3, "3–5: severe, consider intensive care", "3–5：重症，考虑ICU"),
        ],
        limits: BilingualText(
            "community-acquired pneumonia in adults; oxygenation, comorbidity and home situation count too",
            "用于成人社区获得性肺炎；须结合氧合、合并症和居家条件"),
        source: ToolSource(
            "Lim 2003, Thorax 58:377", seenAt: ToolSource.medCalcBench("curb_65"), status: .verified,
            note: BilingualText("the disposition bands are general knowledge, unverified", "处置分级为通用知识，未经核实")),
        keywords: ["pneumonia", "curb", "肺炎"],
        examples: [
            pneumonia(confusion: false, [6, 22, 120, 70, 70], 1),
            pneumonia(confusion: true, [10, 32, 88, 55, 80], 5),
            pneumonia(confusion: false, [7, 29, 90, 61, 64], 0),
        ]
    ) { values throws(ToolError) in
        var score = try values.points("confusion")
        if try values.number("urea") > 7 { score += 1 }
        if try values.number("respiratory_rate") >= 30 { score += 1 }
        let (systolic, diastolic) = (try values.number("systolic_bp"), try values.number("diastolic_bp"))
        if systolic < 90 || diastolic <= 60 { score += 1 }
        if try values.number("age") >= 65 { score += 1 }
        return .number(score)
    }

    /// - Parameter figures: urea, respiratory rate, systolic, diastolic, age.
    private static func pneumonia(confusion: Bool, _ figures: [Double], _ score: Double) -> ToolExample {
        let names = ["urea", "respiratory_rate", "systolic_bp", "diastolic_bp", "age"]
        var inputs = Dictionary(uniqueKeysWithValues: zip(names, figures.map(GivenValue.number)))
        inputs["confusion"] = .flag(confusion)
        return ToolExample(inputs, score, within: 0)
    }
}
