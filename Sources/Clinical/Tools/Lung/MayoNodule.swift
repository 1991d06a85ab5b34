import Foundation

extension ClinicalTool {
    static let mayoNodule = ClinicalTool(
        id: "mayo-nodule", aliases: ["mayo", "swensen", "mayo-spn"],
        name: BilingualText("Mayo Clinic model of a pulmonary nodule (Swensen)", "Mayo肺结节恶性概率模型（Swensen）"),
        inputs: [
            .age(18...120), .yesNo("ever_smoker", aliases: ["smoker"], "current or former smoker", "吸烟者（现在或既往）"),
            .yesNo(
                "extrathoracic_cancer_over_5_years", aliases: ["extrathoracic_cancer_gt5y", "cancer"],
                "cancer outside the chest more than 5 years ago", "5年以前的胸外恶性肿瘤"),
            .noduleDiameter(4...30),
            .yesNo("upper_lobe", "in an upper lobe", "位于上叶"),
            .yesNo("spiculation", aliases: ["spiculated"], "spiculation", "毛刺征"),
        ],
        output: .number(unit: "%", decimals: 1),
        formula: BilingualText(
            "1/(1 + e^−x), x = −6.8272 + 0.0391 age + 0.7917 smoker + 1.3388 cancer + 0.1274 diameter in mm + 1.0407 "
                + "spiculation + 0.7838 upper lobe",
            "1/(1+e^−x)，x=−6.8272+0.0391×年龄+0.7917×吸烟+1.3388×肿瘤史+0.1274×直径mm+1.0407×毛刺+0.7838×上叶"),
        limits: BilingualText(
            "solitary nodules of 4–30 mm; not with cancer diagnosed within 5 years", "用于4–30 mm孤立结节；5年内诊断肿瘤者不适用"),
        source: ToolSource(
            "Swensen 1997, Arch Intern Med 157:849",
            seenAt:
                "https://www.medicalalgorithms.com/probability-of-malignancy-in-a-solitary-pulmonary-nodule-using-the-equation-of-swensen-et-al",
            status: .verified,
            note: BilingualText(
                "one page prints the intercept as −6.872 (a slip), another puts the cancer within 5 years; the source says more than 5",
                "有页面将截距误印为−6.872，另有页面误作5年以内肿瘤；原文为5年以前")),
        keywords: NoduleModel.keywords,
        examples: [
            nodule(60, smoker: true, cancer: false, 20, upper: true, spicules: true, 66.44),
            nodule(50, smoker: false, cancer: false, 8, upper: false, spicules: false, 2.08),
            nodule(72, smoker: true, cancer: true, 15, upper: true, spicules: false, 69.28),
        ]
    ) { values throws(ToolError) in
        var sum = -6.8272 + 0.0391 * (try values.number("age")) + 0.1274 * (try values.number("diameter"))
        sum += 0.7917 * (try values.points("ever_smoker"))
        sum += 1.3388 * (try values.points("extrathoracic_cancer_over_5_years"))
        sum += 1.0407 * (try values.points("spiculation")) + 0.7838 * (try values.points("upper_lobe"))
        return ToolFinding(
            .number(NoduleModel.percent(sum)), interpretation: BilingualText("probability of malignancy", "恶性概率"))
    }

    private static func nodule(
        _ age: Double, smoker: Bool, cancer: Bool, _ diameter: Double, upper: Bool, spicules: Bool, _ percent: Double
    ) -> ToolExample {
        ToolExample(
            [
                "age": .number(age), "ever_smoker": .flag(smoker), "extrathoracic_cancer_over_5_years": .flag(cancer),
                "diameter": .number(diameter), "upper_lobe": .flag(upper), "spiculation": .flag(spicules),
            ], percent)
    }
}

/// What the models of a pulmonary nodule share.
enum NoduleModel {
    static let keywords = ["nodule", "lung cancer", "pulmonary nod", "brock", "mayo", "herder", "结节", "結節", "肺癌"]

    /// The logistic function, in percent.
    static func percent(_ sum: Double) -> Double { 100 / (1 + exp(-sum)) }
}

extension ToolInput {
    static func noduleDiameter(_ range: ClosedRange<Double>) -> ToolInput {
        ToolInput(
            "diameter", aliases: ["diameter_mm", "size", "size_mm"], BilingualText("diameter of the nodule", "结节直径"),
            .number(ToolQuantity("mm", range, others: [ToolUnit("cm", factor: 10)])))
    }
}
