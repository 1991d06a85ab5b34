import Foundation

extension ClinicalTool {
    /// The name under which charts and answers list the eGFR.
    static let chartNameOfFiltration = "egfr-ckd-epi-2021"

    /// The CKD-EPI creatinine equation of 2021, without race.
    static let ckdEpi2021 = ClinicalTool(
        id: "ckd-epi-2021", aliases: [chartNameOfFiltration, "egfr"],
        name: BilingualText("eGFR (CKD-EPI creatinine 2021)", "eGFR（CKD-EPI 2021肌酐公式）"),
        inputs: [.creatinine(0.1...15), .age(18...120), .sex],
        output: .number(unit: "mL/min/{1.73_m2}", decimals: 1),
        formula: BilingualText(
            "142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^age (× 1.012 if female); Scr in mg/dL; κ 0.7 female, "
                + "0.9 male; α −0.241 female, −0.302 male",
            "142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.200 × 0.9938^年龄（女性×1.012）；Scr单位mg/dL；κ女0.7、男0.9；"
                + "α女−0.241、男−0.302"),
        bands: FiltrationStage.bands,
        limits: BilingualText(
            "not for acute kidney injury or extremes of muscle mass; adults only", "急性肾损伤或肌肉量极端者不适用；仅用于成人"),
        source: ToolSource(
            "CKD-EPI creatinine equation 2021: Inker 2021, NEJM 385:1737; NKF/NIDDK",
            seenAt: "https://kidney.org/ckd-epi-creatinine-equation-2021", status: .verified),
        keywords: [
            "egfr", "gfr", "kidney", "renal", "ckd", "creatinine", "肾", "腎", "肌酐", "肌酸酐",
        ],
        examples: [
            ToolExample(["creatinine": 0.9, "age": 55, "sex": "F"], 75.5),
            ToolExample(["creatinine": 0.9, "age": 40, "sex": "M"], 110.7),
            ToolExample(["creatinine": 2.0, "age": 70, "sex": "M"], 35.2),
            ToolExample(["creatinine": 0.6, "age": 30, "sex": "F"], 123.8),
        ]
    ) { values throws(ToolError) in
        let isFemale = try values.choice("sex") == "female"
        let ratio = try values.number("creatinine") / (isFemale ? 0.7 : 0.9)
        let low = pow(min(ratio, 1), isFemale ? -0.241 : -0.302)
        let high = pow(max(ratio, 1), -1.2)
        return .number(142 * low * high * pow(0.9938, try values.number("age")) * (isFemale ? 1.012 : 1))
    }
}
