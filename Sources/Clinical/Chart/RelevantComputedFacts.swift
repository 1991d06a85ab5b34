/// The tools whose keywords a question has, the one with the most of them first.
public func toolsAsked(in question: String) -> [ClinicalTool] {
    let words = QuestionWords(question)
    let scored = ClinicalTool.all.enumerated().map {
        (place: $0, tool: $1, score: $1.keywords.count(where: words.contain))
    }
    return scored.filter { $0.score > 0 }.sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map(\.tool)
}

/// The computed facts that matter to a question, in their own order, so that a prompt isn't flooded.
///
/// A fact matters where a keyword of its tool stands in the question (either language, either script). eGFR always
/// stays: nearly every drug depends on it.
///
/// - Parameters:
///   - facts: of the chart, from `computedFacts(for:on:)`.
///   - limit: the most facts that are returned; those with the most keywords in the question are kept.
public func relevantComputedFacts(
    for question: String, among facts: [ComputedFact], limit: Int = 6
) -> [ComputedFact] {
    let words = QuestionWords(question)
    let scored = facts.enumerated().map { index, fact in
        let isAlways = fact.tool == ClinicalTool.chartNameOfFiltration
        let keywords = (try? ClinicalTool.named(fact.tool))?.keywords ?? []
        return (index: index, score: keywords.filter(words.contain).count + (isAlways ? 100 : 0))
    }
    let kept = scored.filter { $0.score > 0 }.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.prefix(
        max(0, limit))
    return kept.map(\.index).sorted().map { facts[$0] }
}
