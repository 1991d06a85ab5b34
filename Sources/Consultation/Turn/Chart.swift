import Clinical
import Foundation

/// What of the patient goes into a turn: facts of the chart for the prompt, and what the tools made of the chart and
/// the question.
struct Chart: Sendable {
    var facts: [ChartFact] = []
    var computed: [ComputedValue] = []
    /// Ids of the guideline passages that decided, the main ones first: they stand beside the computed values.
    var passages: [String] = []

    init(_ request: TurnRequest, tables: DecisionTables, language: Language) {
        if let patient = request.patient {
            let lines = chartFacts(for: patient, language: language.rawValue, on: request.now)
            facts = relevantChartFacts(for: request.question, among: lines.filter { $0.section != .computed })
        }
        let asked = QuestionChart(
            question: request.question, note: request.patientNote, patient: request.patient, on: request.now)
        let values = relevantComputedFacts(for: request.question, among: asked.facts)
        let answers = tableFacts(
            for: request.question, patient: asked.patient, computed: asked.facts, tables: tables, on: request.now)
        computed = (values + answers).enumerated().map { index, fact in
            ComputedValue(n: "C\(index + 1)", fact, language: language)
        }
        passages = answers.flatMap(\.passages)
    }
}
