import Foundation

/// The terms of the model for one person, as the paper transforms them.
struct PREVENTModel {
    enum Outcome: String, CaseIterable { case cvd, ascvd, hf }
    enum Horizon: String {
        case ten = "10"
        case thirty = "30"
    }
    /// Coefficients in the order of `terms`.
    struct BySex {
        var women: [Double]
        var men: [Double]
    }

    private let isFemale: Bool
    private let terms: [Double]

    init(_ values: ToolValues) throws(ToolError) {
        isFemale = try values.choice("sex") == "female"
        let age = (try values.number("age") - 55) / 10
        let total = try values.number("total_cholesterol")
        let hdl = try values.number("hdl_cholesterol")
        let otherCholesterol = (total - hdl) * 0.02586 - 3.5
        let goodCholesterol = (hdl * 0.02586 - 1.3) / 0.3
        let systolic = try values.number("systolic_bp")
        let (lowPressure, highPressure) = ((min(systolic, 110) - 110) / 20, (max(systolic, 110) - 130) / 20)
        let filtration = try values.number("egfr")
        let (lowFiltration, highFiltration) = ((min(filtration, 60) - 60) / -15, (max(filtration, 60) - 90) / -15)
        let mass = try values.number("bmi")
        let (lowMass, highMass) = ((min(mass, 30) - 25) / 5, (max(mass, 30) - 30) / 5)
        let diabetes = try values.points("diabetes")
        let smoking = try values.points("current_smoker")
        let treated = try values.points("treated_bp")
        let statin = try values.points("statin")
        terms =
            [1, age, age * age, otherCholesterol, goodCholesterol, lowPressure, highPressure, diabetes, smoking]
            + [lowMass, highMass, lowFiltration, highFiltration, treated, statin]
            + [treated * highPressure, statin * otherCholesterol]
            + [otherCholesterol, goodCholesterol, highPressure, diabetes, smoking, highMass, lowFiltration]
            .map { age * $0 }
    }

    /// As a fraction.
    func risk(_ outcome: Outcome, _ years: Horizon) -> Double {
        let table = years == .ten ? Self.tenYears : Self.thirtyYears
        let coefficients = table[outcome].map { isFemale ? $0.women : $0.men } ?? []
        let logit = zip(terms, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-logit))
    }

    /// The thresholds of two guidelines, of 10-year risks in percent.
    static func meaning(cvd: Double, ascvd: Double) -> BilingualText {
        let group: (String, String) =
            switch ToolResult.rounded(ascvd, decimals: 2) {
            case ..<3: ("low (<3%)", "低危（<3%）")
            case ..<5: ("borderline (3 to <5%)", "临界（3–<5%）")
            case ..<10: ("intermediate (5 to <10%)", "中危（5–<10%）")
            default: ("high (≥10%)", "高危（≥10%）")
            }
        let isAbove = ToolResult.rounded(cvd, decimals: 2) >= 7.5
        let shown = (
            NumberText.exact(ToolResult.rounded(ascvd, decimals: 2)),
            NumberText.exact(ToolResult.rounded(cvd, decimals: 2))
        )
        return BilingualText(
            "10-year ASCVD \(shown.0)%: \(group.0) by ACC/AHA 2026; 10-year total CVD \(shown.1)%: "
                + (isAbove ? "at or above" : "below") + " 7.5%, the treatment threshold at 130/80 of AHA/ACC 2025",
            "10年ASCVD风险\(shown.0)%：按ACC/AHA 2026为\(group.1)；10年总CVD风险\(shown.1)%："
                + (isAbove ? "达到或超过" : "低于") + "AHA/ACC 2025在130/80时的治疗阈值7.5%")
    }

    /// Supplement S12 of the paper, and one case computed from the coefficients.
    static let examples: [ToolExample] = [
        printed("female", "cvd", "10", 14.68), printed("male", "cvd", "10", 16.32),
        printed("female", "ascvd", "10", 9.2), printed("male", "ascvd", "10", 10.19),
        printed("female", "hf", "10", 8.06), printed("male", "hf", "10", 10.59),
        printed("female", "ascvd", "30", 35.43), printed("male", "ascvd", "30", 34.86),
        ToolExample(
            [
                "age": 65, "sex": "female", "systolic_bp": 135, "treated_bp": false, "total_cholesterol": 220,
                "hdl_cholesterol": 55, "statin": false, "diabetes": false, "current_smoker": true, "egfr": 75,
                "bmi": 27,
                "outcome": "ascvd",
            ], 6.95, within: 0.006),
    ]

    private static func printed(_ sex: String, _ outcome: String, _ years: String, _ risk: Double) -> ToolExample {
        ToolExample(
            [
                "age": 50, "sex": .text(sex), "systolic_bp": 160, "treated_bp": true, "total_cholesterol": 200,
                "hdl_cholesterol": 45, "statin": false, "diabetes": true, "current_smoker": false, "egfr": 90,
                "bmi": 35,
                "outcome": .text(outcome), "years": .text(years),
            ], risk, within: 0.061)
    }
}
