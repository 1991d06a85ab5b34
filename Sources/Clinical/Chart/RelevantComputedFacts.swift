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

/// A question prepared for keywords.
private struct QuestionWords {
    /// Latin words apart by one space, with one before and after.
    private let latin: String
    private let whole: String

    init(_ question: String) {
        whole = folded(question)
        latin = Self.words(whole)
    }

    /// Latin keywords begin at the beginning of a word, and short ones are whole words: "map" isn't in "mapping".
    func contain(_ keyword: String) -> Bool {
        guard keyword.allSatisfy(\.isASCII) else { return whole.contains(folded(keyword)) }
        let words = Self.words(keyword)
        // Three letters and the two spaces.
        return latin.contains(words.count <= 5 ? words : String(words.dropLast()))
    }

    private static func words(_ text: String) -> String {
        let parts = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return " " + parts.joined(separator: " ") + " "
    }
}
