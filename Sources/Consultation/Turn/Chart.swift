import Clinical
import Evidence
import Foundation

/// What of the patient goes into a turn: facts of the chart for the prompt, and what the tools made of the chart and
/// the question.
struct Chart: Sendable {
    var facts: [ChartFact] = []
    /// What the chart has against the drugs that are asked about, then what was computed, then what the tables say.
    var computed: [ComputedValue] = []
    /// Ids of the guideline passages that decided, the main ones first: they stand beside the computed values.
    var passages: [String] = []

    /// More objections than these are read by nobody.
    private static let mostObjections = 3

    init(_ request: TurnRequest, tables: DecisionTables, check: ChartCheck?, language: Language) {
        if let patient = request.patient {
            let lines = chartFacts(for: patient, language: language.rawValue, on: request.now)
            facts = relevantChartFacts(for: request.question, among: lines.filter { $0.section != .computed })
            for index in facts.indices { facts[index].text = Instructions.leftOut(of: facts[index].text) }
        }
        let asked = QuestionChart(
            question: request.question, note: request.patientNote, patient: request.patient, on: request.now)
        let values = relevantComputedFacts(for: request.question, among: asked.facts)
        let answers = tableFacts(
            for: request.question, patient: asked.patient, computed: asked.facts, tables: tables, on: request.now)
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
