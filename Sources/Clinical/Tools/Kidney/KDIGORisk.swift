extension ClinicalTool {
    /// GFR category by albuminuria category.
    static let kdigoRisk = ClinicalTool(
        id: "kdigo-ckd-risk", aliases: ["ckd-risk", "kdigo"],
        name: BilingualText("KDIGO risk of CKD by eGFR and albuminuria", "KDIGO慢性肾脏病风险分级（eGFR与白蛋白尿）"),
        inputs: [
            .filtration(0...250),
            ToolInput(
                "acr", aliases: ["uacr", "albumin_creatinine_ratio"],
                BilingualText("urine albumin-to-creatinine ratio", "尿白蛋白/肌酐比值（UACR）"),
                .number(ToolQuantity("mg/mmol", 0...5000, analyte: "uacr"))),
        ],
        output: .category,
        formula: BilingualText(
            "grid of G1 ≥90, G2 60–89, G3a 45–59, G3b 30–44, G4 15–29, G5 <15 by A1 <3, A2 3–30, A3 >30 mg/mmol "
                + "(<30, 30–300, >300 mg/g)",
            "分级表：G1≥90、G2 60–89、G3a 45–59、G3b 30–44、G4 15–29、G5<15；A1<3、A2 3–30、A3>30 mg/mmol（<30、30–300、>300 mg/g）"),
        limits: BilingualText(
            "both values must have lasted for 3 months; G1 and G2 with A1 are CKD only with other signs of kidney damage",
            "两项异常须持续3个月；G1、G2且A1者仅在有其他肾损伤证据时为CKD"),
        source: ToolSource(
            "KDIGO 2024 clinical practice guideline for CKD (risk grid of KDIGO 2012)",
            seenAt: "https://pmc.ncbi.nlm.nih.gov/articles/PMC10985780/table/agm212294-tbl-0005", status: .secondary,
            note: BilingualText(
                "sources differ at exactly 300 mg/g (30 mg/mmol): KDIGO counts it as A2, others as A3",
                "恰为300 mg/g（30 mg/mmol）时来源不一：KDIGO归A2，其他归A3")),
        keywords: [
            "ckd", "kidney", "renal", "albumin", "uacr", "acr", "egfr", "nephro", "finerenone", "肾", "腎", "白蛋白", "非奈利酮",
        ],
        examples: [
            ToolExample(["egfr": 95, "acr": "1.5 mg/mmol"], "Low risk (green)"),
            ToolExample(["egfr": 59, "acr": "15.8 mg/mmol"], "High risk (orange)"),
            ToolExample(["egfr": 78, "acr": "29 mg/g"], "Low risk (green)"),
            ToolExample(["egfr": 78, "acr": "30 mg/g"], "Moderately increased risk (yellow)"),
            ToolExample(["egfr": 89, "acr": "30.3 mg/mmol"], "High risk (orange)"),
            ToolExample(["egfr": 29, "acr": "1 mg/mmol"], "Very high risk (red)"),
        ]
    ) { values throws(ToolError) in
        let stage = FiltrationStage(try values.number("egfr"))
        let albuminuria = Albuminuria(try values.number("acr"), stated: values.stated("acr"))
        let risk = KidneyRisk(stage, albuminuria)
        return ToolFinding(
            .category(risk.name),
            interpretation: BilingualText(
                "\(stage.rawValue) and \(albuminuria.name)", "\(stage.rawValue)，\(albuminuria.name)"),
            figures: [ToolFigure("risk_level", Double(risk.rawValue + 1))])
    }
}

private enum Albuminuria: Int {
    case a1 = 0
    case a2, a3

    var name: String { "A\(rawValue + 1)" }

    /// Judged in the unit of the report: KDIGO's limits in mg/g and mg/mmol are both round and not quite equal.
    init(_ milligramsPerMillimole: Double, stated: Quantity?) {
        let isPerGram = stated?.unit == "mg/g"
        let value = isPerGram ? stated?.value ?? milligramsPerMillimole : milligramsPerMillimole
        let (low, high) = isPerGram ? (30.0, 300.0) : (3.0, 30.0)
        self = value < low ? .a1 : value <= high ? .a2 : .a3
    }
}

private enum KidneyRisk: Int {
    case low = 0
    case moderate, high, veryHigh

    init(_ stage: FiltrationStage, _ albuminuria: Albuminuria) {
        let base =
            switch stage {
            case .g1, .g2: 0
            case .g3a: 1
            case .g3b: 2
            case .g4, .g5: 3
            }
        self = KidneyRisk(rawValue: base + albuminuria.rawValue) ?? .veryHigh
    }

    var name: BilingualText {
        switch self {
        case .low: BilingualText("Low risk (green)", "低风险（绿）")
        case .moderate: BilingualText("Moderately increased risk (yellow)", "中度风险（黄）")
        case .high: BilingualText("High risk (orange)", "高风险（橙）")
        case .veryHigh: BilingualText("Very high risk (red)", "极高风险（红）")
        }
    }
}
