extension ClinicalTool {
    static let hasBled = ClinicalTool(
        id: "has-bled", name: BilingualText("HAS-BLED bleeding risk", "HAS-BLED出血风险评分"),
        inputs: [
            .yesNo(
                "hypertension_uncontrolled", aliases: ["htn"], "uncontrolled hypertension (SBP >160 mmHg)",
                "未控制的高血压（收缩压>160 mmHg）"),
            .yesNo(
                "abnormal_renal_function", aliases: ["renal"],
                "dialysis, transplant or creatinine ≥200 µmol/L (2.26 mg/dL)", "透析、肾移植或肌酐≥200 µmol/L（2.26 mg/dL）"),
            .yesNo(
                "abnormal_liver_function", aliases: ["liver"],
                "cirrhosis, or bilirubin >2 × with AST/ALT/ALP >3 × the upper limit", "肝硬化，或胆红素>2倍且AST/ALT/ALP>3倍上限"),
            .yesNo("stroke", "previous stroke", "卒中史"),
            .yesNo("bleeding_history", aliases: ["bleeding"], "bleeding history or predisposition", "出血史或出血倾向"),
            .yesNo("labile_inr", "labile INR (time in range <60%, on warfarin)", "INR不稳定（华法林治疗范围内时间<60%）"),
            .yesNo("elderly_over_65", aliases: ["age_over_65"], "age over 65", "年龄>65岁"),
            .yesNo("drugs_antiplatelet_nsaid", aliases: ["drugs"], "antiplatelet or NSAID", "抗血小板药或NSAID"),
            .yesNo("alcohol_excess", aliases: ["alcohol"], "8 or more drinks a week", "每周饮酒≥8份"),
        ],
        output: .number(unit: "{score}", decimals: 0),
        formula: BilingualText("one point for each of the nine items; 0–9", "九项各1分；0–9分"),
        bands: [
            .below(2, "low: about 1% major bleeding a year", "低危：年大出血约1%"),
            .from(2, below: 3, "moderate: 1.9% a year", "中危：年1.9%"),
            .from(3, below: 4, "high: 3.7% a year", "高危：年3.7%"),
            .from(4, below: 5, "high: 8.7% a year", "高危：年8.7%"),
            .from(5, "high: 12.5% a year or more", "高危：年≥12.5%"),
        ],
        limits: BilingualText(
            "atrial fibrillation on or considered for anticoagulation; sources differ on creatinine >200 or ≥200 µmol/L",
            "用于正在或考虑抗凝的房颤患者；肌酐界值>200与≥200 µmol/L来源不一"),
        source: ToolSource(
            "Pisters 2010, Chest 138:1093", seenAt: "https://pmc.ncbi.nlm.nih.gov/articles/PMC3418985/table/t3-0580850",
            status: .verified),
        keywords: ["has-bled", "bleed", "anticoag", "warfarin", "doac", "atrial fib", "出血", "抗凝", "房颤", "房顫", "华法林"],
        examples: [
            bleeding(
                ["hypertension_uncontrolled", "bleeding_history", "elderly_over_65", "drugs_antiplatelet_nsaid"], 4),
            bleeding(
                ["abnormal_renal_function", "abnormal_liver_function", "stroke", "labile_inr", "alcohol_excess"], 5),
        ]
    ) { values throws(ToolError) in
        try .number(
            values.points(
                "hypertension_uncontrolled", "abnormal_renal_function", "abnormal_liver_function", "stroke",
                "bleeding_history", "labile_inr", "elderly_over_65", "drugs_antiplatelet_nsaid", "alcohol_excess"))
    }

    private static func bleeding(_ present: Set<String>, _ expected: Double) -> ToolExample {
        .items(
            [
                "hypertension_uncontrolled", "abnormal_renal_function", "abnormal_liver_function", "stroke",
                "bleeding_history", "labile_inr", "elderly_over_65", "drugs_antiplatelet_nsaid", "alcohol_excess",
            ], present: present, expected)
    }
}

extension ToolExample {
    /// A score of yes-no items, of which these are present.
    static func items(_ names: [String], present: Set<String>, _ expected: Double) -> ToolExample {
        ToolExample(
            Dictionary(uniqueKeysWithValues: names.map { ($0, .flag(present.contains($0))) }), expected, within: 0)
    }
}
