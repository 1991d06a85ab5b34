import Foundation

extension ClinicalTool {
    static let cockcroftGault = ClinicalTool(
        id: "cockcroft-gault", aliases: ["creatinine-clearance", "crcl"],
        name: BilingualText("Creatinine clearance (Cockcroft-Gault)", "肌酐清除率（Cockcroft-Gault）"),
        inputs: [
            .age(18...120), .weight(20...300), .creatinine(0.2...15), .sex,
            .height(centimetres: 100...250, isOptional: true),
        ],
        output: .number(unit: "mL/min", decimals: 1),
        formula: BilingualText(
            "(140 − age) × weight / (72 × Scr) (× 0.85 if female); weight in kg, Scr in mg/dL",
            "(140 − 年龄) × 体重 ÷ (72 × Scr)（女性×0.85）；体重kg，Scr mg/dL"),
        bands: [
            .below(30, "below 30: high risk with drugs that the kidneys clear", "<30：经肾清除药物风险高"),
            .from(30, below: 60, "below 60: consider a dose change", "<60：考虑调整剂量"),
            .from(60, "60 or above", "≥60"),
        ],
        limits: BilingualText(
            "for drug labels that name CrCl; uses the weight that is given: actual weight, unless obese (then ideal or "
                + "adjusted weight, which must be stated); not for unstable creatinine; adults only",
            "用于以CrCl为准的药品说明书；按所给体重计算：一般用实际体重，肥胖者用理想或校正体重并注明；肌酐不稳定时不适用；仅用于成人"),
        source: ToolSource(
            "Cockcroft & Gault 1976, Nephron 16:31", seenAt: ToolSource.medCalcBench("creatinine_clearance"),
            status: .verified),
        keywords: [
            "crcl", "clearance", "cockcroft", "renal dos", "dose", "dosing", "anticoag", "doac", "apixaban",
            "rivaroxaban", "dabigatran", "edoxaban", "沙班", "达比加群", "清除率", "剂量", "劑量",
            "抗凝",
        ],
        examples: [
            ToolExample(["age": 70, "weight": 60, "creatinine": 1.2, "sex": "M"], 48.6),
            ToolExample(["age": 80, "weight": 50, "creatinine": 1.5, "sex": "F"], 23.6),
            ToolExample(["age": 40, "weight": 80, "creatinine": 1.0, "sex": "M"], 111.1),
        ]
    ) { values throws(ToolError) in
        let weight = try values.number("weight")
        let isFemale = try values.choice("sex") == "female"
        let perKilogram =
            (140 - (try values.number("age"))) / (72 * (try values.number("creatinine"))) * (isFemale ? 0.85 : 1)
        var finding = ToolFinding.number(perKilogram * weight)
        if let height = values.optionalNumber("height") {
            finding.addWeights(perKilogram, actual: weight, height: height, isFemale: isFemale)
        }
        return finding
    }
}

extension ToolFinding {
    /// Devine's ideal weight and the adjusted one, with the clearances that they give.
    fileprivate mutating func addWeights(_ perKilogram: Double, actual: Double, height: Double, isFemale: Bool) {
        let ideal = (isFemale ? 45.5 : 50) + 2.3 * (height / 2.54 - 60)
        guard ideal > 0 else { return }
        let adjusted = ideal + 0.4 * (actual - ideal)
        figures = [
            ToolFigure("ideal_weight", ideal, unit: "kg"), ToolFigure("adjusted_weight", adjusted, unit: "kg"),
            ToolFigure("clearance_by_ideal_weight", perKilogram * ideal, unit: "mL/min"),
            ToolFigure("clearance_by_adjusted_weight", perKilogram * adjusted, unit: "mL/min"),
        ]
        guard actual / pow(height / 100, 2) >= 30 else { return }
        let shown = NumberText.shown(perKilogram * adjusted)
        remarks = [
            BilingualText(
                "obese: by adjusted weight (\(NumberText.shown(adjusted)) kg) it would be \(shown) mL/min",
                "肥胖：按校正体重（\(NumberText.shown(adjusted)) kg）为\(shown) mL/min")
        ]
    }
}
