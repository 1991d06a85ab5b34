extension ChartRecipe {
    /// Every tool that a chart can feed, in the order of the list; eGFR and BMI come before them.
    static let all: [ChartRecipe] = [
        kidneyRisk, creatinineClearance, meanPressure, lowDensityLipoprotein, nonHDL, cardiovascularRisk,
        averageGlucose,
        strokeRisk, liverFibrosis, liverScore, correctedCalcium, correctedSodium, anionGap, mentzer,
    ]

    private static let kidneyRisk = ChartRecipe(
        tool: .kdigoRisk, measures: [.analyte("acr", "uacr")], earlier: ["egfr"])

    private static let creatinineClearance = ChartRecipe(
        tool: .cockcroftGault,
        measures: [
            .analyte("creatinine", "creatinine"), .analyte("weight", "weight", withinDays: 365),
        ], optional: [.analyte("height", "height", withinDays: nil)])

    private static let meanPressure = ChartRecipe(
        tool: .meanArterialPressure,
        measures: [.analyte("systolic_bp", "systolic"), .analyte("diastolic_bp", "diastolic")],
        isDue: { _, samples in samples.first?.time == samples.last?.time })

    /// Only where no LDL was measured as lately.
    private static let lowDensityLipoprotein = ChartRecipe(
        tool: .ldlSampson,
        measures: [
            .analyte("total_cholesterol", "total-cholesterol"), .analyte("hdl_cholesterol", "hdl"),
            .analyte("triglycerides", "triglycerides"),
        ], isDue: { patient, samples in !patient.hasOwn("ldl", since: samples.first?.time) })

    private static let nonHDL = ChartRecipe(
        tool: .nonHDL,
        measures: [.analyte("total_cholesterol", "total-cholesterol"), .analyte("hdl_cholesterol", "hdl")],
        isDue: { patient, samples in !patient.hasOwn("non-hdl", since: samples.first?.time) })

    /// Without race and for people without cardiovascular disease; the smoking status must be recorded.
    private static let cardiovascularRisk = ChartRecipe(
        tool: .prevent,
        measures: [
            .analyte("total_cholesterol", "total-cholesterol"), .analyte("hdl_cholesterol", "hdl"),
            .analyte("systolic_bp", "systolic", withinDays: 365),
        ], earlier: ["egfr", "bmi"],
        answers: [
            "diabetes": condition(.diabetes), "treated_bp": treatment(.antihypertensive, of: .hypertension),
            "statin": treatment(.statin, of: nil),
            "current_smoker": { $0.isCurrentSmoker.map { Answer(isYes: $0, because: nil) } },
        ],
        isDue: { patient, _ in
            let excluded: [ChartCondition] = [.coronaryDisease, .vascularDisease, .stroke, .heartFailure]
            return !patient.problems.isEmpty && excluded.allSatisfy { $0.problem(of: patient) == nil }
        })

    private static let averageGlucose = ChartRecipe(tool: .estimatedGlucose, measures: [.analyte("hba1c", "hba1c")])

    /// Conditions that the chart doesn't name count as absent, and the text says so.
    private static let strokeRisk = ChartRecipe(
        tool: .cha2ds2vasc,
        answers: [
            "congestive_heart_failure": condition(.heartFailure), "hypertension": condition(.hypertension),
            "diabetes": condition(.diabetes), "stroke_tia_thromboembolism": condition(.stroke),
            "vascular_disease": condition(.vascularDisease),
        ], isDue: { patient, _ in ChartCondition.atrialFibrillation.problem(of: patient) != nil })

    private static let liverFibrosis = ChartRecipe(
        tool: .fib4, measures: [.analyte("ast", "ast"), .analyte("alt", "alt"), .platelets])

    private static let liverScore = ChartRecipe(
        tool: .meld3,
        measures: [
            .codes("bilirubin", ["1975-2", "14631-6"]), .codes("inr", ["6301-6", "34714-6"], withinDays: 7),
            .analyte("creatinine", "creatinine", withinDays: 7), .analyte("sodium", "sodium", withinDays: 7),
            .codes("albumin", ["1751-7"], withinDays: 7),
        ], isDue: { patient, _ in ChartCondition.liverDisease.problem(of: patient) != nil })

    private static let correctedCalcium = ChartRecipe(
        tool: .correctedCalcium, measures: [.codes("calcium", ["17861-6", "49765-1", "2000-8"]), .albumin])

    /// From 200 mg/dL on, where the correction begins to matter.
    private static let correctedSodium = ChartRecipe(
        tool: .correctedSodium,
        measures: [.analyte("sodium", "sodium"), .analyte("glucose", "glucose", "fasting-glucose")],
        isDue: { _, samples in
            guard let glucose = samples.last, let value = glucose.value, let loinc = glucose.loinc else { return false }
            return (UnitConversion.convert(value, to: "mg/dL", loinc: loinc)?.value ?? 0) >= 200
        })

    /// With a bicarbonate below 22 mmol/L, where acidosis is a question.
    private static let anionGap = ChartRecipe(
        tool: .anionGap, measures: [.analyte("sodium", "sodium"), .chloride, .bicarbonate], optional: [.albumin],
        isDue: { _, samples in (samples.last?.value?.value ?? 100) < 22 })

    /// Microcytosis only.
    private static let mentzer = ChartRecipe(
        tool: .mentzer, measures: [.codes("mcv", ["787-2"]), .codes("red_cell_count", ["789-8"])],
        isDue: { _, samples in (samples.first?.value?.value ?? 100) < 80 })

    private static func condition(_ condition: ChartCondition) -> @Sendable (Patient) -> Answer? {
        { patient in
            let problem = condition.problem(of: patient)
            return Answer(isYes: problem != nil, because: problem?.text)
        }
    }

    /// Drugs of the class; for blood pressure they count only where hypertension is a problem too.
    private static func treatment(_ drugs: DrugClass, of condition: ChartCondition?) -> @Sendable (Patient) -> Answer? {
        { patient in
            if let condition, condition.problem(of: patient) == nil { return Answer(isYes: false, because: nil) }
            let drug = drugs.drug(of: patient)
            return Answer(isYes: drug != nil, because: drug?.text)
        }
    }
}
