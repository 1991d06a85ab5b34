import Foundation

/// Finds the answers to tables' inputs: in the question first, then in the chart.
struct TableInputs {
    let asked: QuestionReading
    /// Nil where there is no chart, or the question is about somebody else.
    let patient: Patient?
    let computed: [ComputedFact]
    let date: Date

    private let figures: QuestionFigures
    private let choices: QuestionChoices

    init(_ asked: QuestionReading, patient: Patient?, computed: [ComputedFact], on date: Date) {
        self.asked = asked
        self.patient = patient
        self.computed = computed
        self.date = date
        figures = QuestionFigures(note: asked.note)
        choices = QuestionChoices(note: asked.note)
    }

    /// What is known of a table's inputs, and what of its categories is left open.
    func answers(for table: DecisionTable) -> (known: [String: TableAnswer], open: [String: [ToolChoice]]) {
        var known: [String: TableAnswer] = [:]
        var open: [String: [ToolChoice]] = [:]
        for axis in table.axes where axis.domain == nil {
            if axis.id == "sex" {
                known[axis.id] = sex(axis)
                continue
            }
            let left = choices.left(of: axis)
            if left.count == 1, let only = left.first {
                known[axis.id] = TableAnswer(given: .text(only.id), origin: .question)
            } else if !axis.input.isOptional {
                open[axis.id] = left
            }
        }
        for axis in table.axes where axis.domain != nil { known[axis.id] = fromQuestion(axis, table) }
        let pressures = pressure(table, known)
        for axis in table.axes where axis.domain != nil && known[axis.id] == nil {
            known[axis.id] = pressures[axis.id] ?? fromChart(axis, table, known)
        }
        return (known, open)
    }

    // MARK: Age and sex

    private func sex(_ axis: TableAxis) -> TableAnswer? {
        let isAsked = asked.sex != .unknown
        let sex = isAsked ? asked.sex : patient?.sex ?? .unknown
        guard axis.choices.contains(where: { $0.id == sex.rawValue }) else { return nil }
        return TableAnswer(given: .text(sex.rawValue), origin: isAsked ? .question : .chart(day: nil))
    }

    private func age() -> TableAnswer? {
        if let age = asked.age { return TableAnswer(given: .number(Double(age.years)), origin: .question) }
        return patient?.age(on: date).map { TableAnswer(given: .number(Double($0)), origin: .chart(day: nil)) }
    }

    // MARK: The question's figures

    private func fromQuestion(_ axis: TableAxis, _ table: DecisionTable) -> TableAnswer? {
        func answer(_ given: GivenValue?) -> TableAnswer? { given.map { TableAnswer(given: $0, origin: .question) } }
        if axis.unit == "a" { return asked.age == nil ? nil : age() }
        if axis.analyte == nil, UnitMeasure.scale(from: axis.unit, to: "mm") != nil {
            return answer(figures.length(ofSolidPart: axis.id.contains("solid")))
        }
        if axis.analyte == nil, UnitMeasure.scale(from: axis.unit, to: "mg") != nil { return answer(figures.dose) }
        if let analyte = axis.analyte, isAlone(analyte, in: table) {
            return isUnclear(axis) ? nil : answer(results(axis).first?.given)
        }
        return answer(figures.value(named: names(axis)) { fits($0, axis) })
    }

    /// Results of the axis's analyte in the question; any glucose of the blood where the table says no more than that.
    private func results(_ axis: TableAxis) -> [Observation] {
        guard let analyte = axis.analyte else { return [] }
        let kinds = axis.id == "glucose" ? Self.bloodGlucose : [analyte]
        return asked.observations.filter { $0.isUsable && kinds.contains($0.analyteID ?? "") }
    }

    private static let bloodGlucose: Set<String> = ["glucose", "fasting-glucose", "capillary-glucose"]

    /// Two different results leave open which is meant.
    private func isUnclear(_ axis: TableAxis) -> Bool { Set(results(axis).map(\.given)).count > 1 }

    /// Fasting, 1-hour and 2-hour glucose of one table are all glucose: only their names tell them apart.
    private func isAlone(_ analyte: String, in table: DecisionTable) -> Bool {
        table.axes.count { $0.analyte == analyte } == 1
    }

    private func names(_ axis: TableAxis) -> [[String]] {
        let texts = [axis.name.english, axis.name.chinese, axis.id]
        let short = texts.flatMap { text in
            [" score", " risk", "评分", "风险"].compactMap { tail in
                // "NEWS2", "Brock": a proper name needs no "score" behind it; "cancer" does.
                let rest = text.hasSuffix(tail) ? String(text.dropLast(tail.count)) : ""
                return rest.contains(where: \.isUppercase) ? rest : nil
            }
        }
        return QuestionChoices.names((texts + short).filter { !Self.everyday.contains($0) })
    }

    /// Ids that are words of every question.
    private static let everyday: Set<String> = ["risk", "rise", "probability", "size", "glucose"]

    /// A unit may be missing where there is but one to give: creatinine clearance, milliseconds, scores.
    private func fits(_ unit: String, _ axis: TableAxis) -> Bool {
        guard case .number(let quantity) = axis.input.kind else { return false }
        if unit.isEmpty { return ["", "mL/min", "ms"].contains(axis.unit) }
        return !axis.unit.isEmpty && quantity.converted(1, from: unit) != nil
    }

    // MARK: The chart's

    private func fromChart(_ axis: TableAxis, _ table: DecisionTable, _ known: [String: TableAnswer]) -> TableAnswer? {
        if axis.unit == "a" { return age() }
        if axis.id == "crcl" { return fact(ClinicalTool.cockcroftGault.id) }
        guard let analyte = axis.analyte, isAlone(analyte, in: table), !isUnclear(axis),
            !isPressure(axis), !(axis.input.isOptional && isAnsweredElsewhere(table, known))
        else { return nil }
        if analyte == "egfr", let fact = fact(ClinicalTool.chartNameOfFiltration) { return fact }
        guard let result = patient?.usable(analyte).last, let given = result.given,
            !Self.momentary.contains(analyte) || isOfToday(result)
        else { return nil }
        return TableAnswer(given: given, origin: .chart(day: result.time?.dayText))
    }

    /// Of several figures that a diagnosis can rest on, the question's aren't mixed with the chart's older ones.
    private func isAnsweredElsewhere(_ table: DecisionTable, _ known: [String: TableAnswer]) -> Bool {
        table.axes.contains { $0.input.isOptional && $0.domain != nil && known[$0.id]?.origin == .question }
    }

    private func fact(_ tool: String) -> TableAnswer? {
        guard let fact = computed.first(where: { $0.tool == tool }), let value = fact.value else { return nil }
        let given = GivenValue.text("\(NumberText.exact(value)) \(fact.unit)")
        return TableAnswer(given: given, origin: fact.isFromText ? .question : .chart(day: fact.inputs["date"]))
    }

    /// What changes within hours says nothing days later.
    private static let momentary: Set<String> = ["glucose", "ketone", "bicarbonate", "ph"]

    private func isOfToday(_ result: Observation) -> Bool {
        guard let day = result.time?.date else { return false }
        return abs(day.timeIntervalSince(date)) < 36 * 3600
    }

    // MARK: Blood pressure

    private func isPressure(_ axis: TableAxis) -> Bool { axis.unit == "mm[Hg]" }

    /// Systolic and diastolic pressure of one measurement; none where the question gives one of them.
    private func pressure(_ table: DecisionTable, _ known: [String: TableAnswer]) -> [String: TableAnswer] {
        let axes = table.axes.filter(isPressure)
        guard axes.count == 2, !axes.contains(where: { known[$0.id] != nil || !results($0).isEmpty }),
            let samples = patient?.samples([
                .analyte("systolic", "systolic"), .analyte("diastolic", "diastolic"),
            ]), samples.first?.time == samples.last?.time
        else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: zip(["systolic", "diastolic"], samples).compactMap { name, sample in
                sample.given.map { (name, TableAnswer(given: $0, origin: .chart(day: sample.time?.dayText))) }
            })
    }
}

extension TableAxis {
    /// The id of what is measured, in the table of analytes: as the table says, or by the axis's own name.
    fileprivate var analyte: String? {
        guard case .number(let quantity) = input.kind else { return nil }
        if let analyte = quantity.analyte { return analyte }
        let named = Analyte.all.first { $0.id == id.replacing("_", with: "-") }
        return named.flatMap { quantity.converted(1, from: $0.conventionalUnit) == nil ? nil : $0.id }
    }
}
