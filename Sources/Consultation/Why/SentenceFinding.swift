import Evidence

/// What the checks looked at in one sentence and found, beyond the verdict.
public struct SentenceFinding: Sendable, Equatable, Codable {
    /// A figure of the sentence, and where it stands.
    public struct FoundFigure: Sendable, Equatable, Codable {
        public var text: String
        /// `[2]` for a passage, `[C1]` for a computed value, `chart`, `question`; empty where it stands nowhere.
        public var places: [String]
        /// It stands somewhere, but not in the sentence that says the same as this one.
        public var isMisplaced: Bool
    }

    /// With the marks that the model wrote; the corrected ones stand in the answer.
    public var written: String
    public var writtenCitations: [Int]
    /// The passages that support it, and the computed values.
    public var citations: [Int]
    public var computed: [String]
    /// The share of the sentence's terms that its best support has, 0…1; 1 for a quotation.
    public var coverage: Double
    /// It stands word for word in a passage.
    public var isQuotation: Bool
    public var figures: [FoundFigure]
    /// What the chart has against it, the gravest first.
    public var objections: [String]
    public var verdict: Verdict
}

extension Checker {
    /// Where the figures of a sentence stand.
    func placed(_ figures: [Figure], misplaced: [Figure]) -> [SentenceFinding.FoundFigure] {
        figures.map { figure in
            SentenceFinding.FoundFigure(
                text: figure.text, places: evidence.places(of: figure), isMisplaced: misplaced.contains(figure))
        }
    }
}

extension EvidenceSet {
    func places(of figure: Figure) -> [String] {
        let passages = passages.filter { $0.holds(figure) }.compactMap { $0.number.map { "[\($0)]" } }
        let others = context.filter { $0.holds(figure) }.map { item in
            item.label.map { "[\($0)]" } ?? (item.isQuestion ? "question" : "chart")
        }
        return others.reduce(into: passages) { if !$0.contains($1) { $0.append($1) } }
    }
}
