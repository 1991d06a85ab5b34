extension ClinicalTool {
    static let bodyMassIndex = ClinicalTool(
        id: "bmi", name: BilingualText("Body mass index", "体质量指数（BMI）"),
        inputs: [
            .weight(10...400),
            ToolInput(
                "height", BilingualText("height", "身高"), .number(ToolQuantity("m", 0.5...2.5, others: [.centimetres]))),
        ],
        output: .number(unit: "kg/m2", decimals: 1),
        formula: BilingualText("weight in kg / (height in m)²", "体重（kg）÷ 身高（m）²"),
        bands: [
            .below(18.5, "underweight (WHO, and below 18.5 in China)", "体重过低（WHO；中国标准同为<18.5）"),
            .from(18.5, below: 24, "normal", "正常"),
            .from(24, below: 25, "normal (WHO); overweight by Chinese adult cut-offs (24)", "WHO标准正常；按中国成人标准（24）为超重"),
            .from(25, below: 28, "overweight (WHO and Chinese cut-offs)", "超重（WHO与中国标准）"),
            .from(28, below: 30, "overweight (WHO); obese by Chinese adult cut-offs (28)", "WHO标准超重；按中国成人标准（28）为肥胖"),
            .from(30, below: 35, "obese, class I (WHO)", "肥胖I级（WHO）"),
            .from(35, below: 40, "obese, class II (WHO)", "肥胖II级（WHO）"),
            .from(40, "obese, class III (WHO)", "肥胖III级（WHO）"),
        ],
        limits: BilingualText(
            "adults only; says nothing of muscle, oedema or pregnancy", "仅用于成人；不反映肌肉量、水肿或妊娠"),
        source: ToolSource(
            "WHO: weight / height²",
            seenAt: "https://github.com/ncbi-nlp/MedCalc-Bench/blob/main/calculator_implementations/bmi_calculator.py",
            status: .verified,
            note: BilingualText(
                "the Chinese cut-offs (24, 28) are general knowledge, unverified", "中国切点（24、28）为通用知识，未经核实")),
        keywords: ["bmi", "weight", "obes", "体重", "體重", "肥胖", "超重", "减重"],
        examples: [
            ToolExample(["weight": 70, "height": 1.75], 22.9),
            ToolExample(["weight": 95, "height": 1.62], 36.2),
        ]
    ) { values throws(ToolError) in
        let height = try values.number("height")
        return .number(try values.number("weight") / (height * height))
    }
}
