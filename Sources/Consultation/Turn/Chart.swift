import Clinical
import Evidence
import Foundation

/// What of the patient goes into a turn: facts of the chart for the prompt, and what the tools made of the chart and
/// the question.
struct Chart: Sendable {
    /// The same for every question, so that the model needn't read them again with the next one.
    var facts: [ChartFact] = []
    /// Others that this question names.
    var asked: [ChartFact] = []
    /// What the chart has against the drugs that are asked about, then what was computed, then what the tables say.
    var computed: [ComputedValue] = []
    /// Ids of the guideline passages that decided, the main ones first: they stand beside the computed values.
    var passages: [String] = []

    /// More objections than these are read by nobody.
    private static let mostObjections = 3

    init(_ request: TurnRequest, tables: DecisionTables, check: ChartCheck?, language: Language) {
        if let patient = request.patient {
            let lines = chartFacts(for: patient, language: language.rawValue, on: request.now)
                .filter { $0.section != .computed }
                .map { fact in
                    var fact = fact
                    fact.text = Instructions.leftOut(of: fact.text)
                    return fact
                }
            facts = relevantChartFacts(for: "", among: lines)
            let known = Set(facts.map(\.id))
            asked = relevantChartFacts(for: request.question, among: lines).filter { !known.contains($0.id) }
        }
        let tools = QuestionChart(
            question: request.question, note: request.patientNote, patient: request.patient, on: request.now)
        let values = relevantComputedFacts(for: request.question, among: tools.facts)
        let answers = tableFacts(
            for: request.question, patient: tools.patient, computed: tools.facts, tables: tables, on: request.now)
        let objections = check?.objections(toDrugsAskedIn: request.question).prefix(Self.mostObjections) ?? []
        computed =
            objections.map { ComputedValue($0, language: language) }
            + (values + answers).map { ComputedValue(n: "", $0, language: language) }
        for index in computed.indices {
            computed[index].n = "C\(index + 1)"
            // It names drugs as the chart does, and a chart may come from anybody.
            computed[index].text = Instructions.leftOut(of: computed[index].text)
        }
        passages = answers.flatMap(\.passages)
    }
}

extension ComputedValue {
    /// An objection of the medication rules, said as the others are.
    fileprivate init(_ alert: ChartAlert, language: Language) {
        self.init(
            n: "", tool: "medication-safety", inputs: ["drugs": alert.drugs.joined(separator: ", ")], value: nil,
            unit: "", text: alert.text(in: language.rawValue), source: alert.source, status: alert.status)
    }
}
