import Clinical
import Foundation

/// What of the patient's chart goes into a turn: facts for the prompt, values computed from it.
struct Chart: Sendable {
    var facts: [ChartFact] = []
    var computed: [ComputedValue] = []

    init(_ request: TurnRequest, language: Language) {
        guard let patient = request.patient else { return }
        facts = chartFacts(for: patient, language: language.rawValue, on: request.now)
            .filter { $0.section != .computed }
        let all = computedFacts(for: patient, on: request.now)
        computed = relevantComputedFacts(for: request.question, among: all).enumerated().map { index, fact in
            ComputedValue(
                n: "C\(index + 1)", tool: fact.tool, inputs: fact.inputs, value: fact.value, unit: fact.unit,
                text: fact.text(in: language.rawValue), source: fact.source)
        }
    }
}
