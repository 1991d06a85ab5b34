/// The chart's lines that matter to a question, in their own order: who it is, allergies, drugs and problems always; of
/// the values those that the question names, then the packs' own, abnormal ones first.
///
/// - Parameters:
///   - facts: of the chart, from `chartFacts(for:language:on:)`.
///   - limit: the most values that are kept.
public func relevantChartFacts(for question: String, among facts: [ChartFact], limit: Int = 16) -> [ChartFact] {
    let words = QuestionWords(question)
    let ranked = facts.enumerated().filter { $0.element.section == .values }.map { index, fact in
        let weight = words.name(fact) ? 0 : !fact.isKey ? 3 : fact.isAbnormal ? 1 : 2
        return (index: index, weight: weight)
    }
    let kept = Set(
        ranked.filter { $0.weight < 3 }.sorted { ($0.weight, $0.index) < ($1.weight, $1.index) }.prefix(max(0, limit))
            .map(\.index))
    return facts.enumerated().filter { $0.element.section != .values || kept.contains($0.offset) }.map(\.element)
}

extension QuestionWords {
    /// Whether a value's analyte stands in the question under any of its names, or a value of another kind under the
    /// name that the chart gives it.
    fileprivate func name(_ fact: ChartFact) -> Bool {
        guard let analyte = fact.loinc.flatMap({ Analyte.byCode[$0] }) else {
            let label = fact.text.prefix { $0 != ":" && $0 != "：" }
            return !label.isEmpty && contain(label.lowercased())
        }
        let names = [analyte.english, analyte.simplifiedChinese, analyte.traditionalChinese, analyte.abbreviation]
        return names.compactMap(\.self).contains { contain($0.lowercased()) }
    }
}
