/// A sentence of an answer that may be somebody's words as they stand: without white space, and without the source that a
/// quotation begins with.
struct Quotation {
    let key: String

    /// Fewer characters could stand anywhere.
    private static let shortest = 8

    /// Nil where the sentence is too short to be told from a coincidence.
    init?(_ sentence: String) {
        key = Self.key(Self.words(of: sentence))
        guard key.count >= Self.shortest else { return nil }
    }

    /// A sentence that the program quoted itself, however short: a mark of something left out and the list's sign aren't part
    /// of it.
    init?(own sentence: String) {
        key = Self.key(Self.words(of: sentence).drop { " -…".contains($0) })
        guard !key.isEmpty else { return nil }
    }

    private static func words(of sentence: String) -> Substring {
        sentence.firstMatch(of: /^-?\s*\*\*.+?\*\*.*?(?:：|: )/).map { sentence[$0.range.upperBound...] }
            ?? sentence[...]
    }

    static func key(_ text: some StringProtocol) -> String { String(text.filter { !$0.isWhitespace }) }
}

/// Sentences that stand in the evidence word for word need no weighing: they are its own, figures and all.
extension Checker {
    /// The passage in which a sentence stands.
    func source(of sentence: String, written: [Int]) -> Int? {
        guard let quotation = Quotation(sentence) else { return nil }
        let sources = evidence.passages.filter { $0.says(quotation) }.compactMap(\.number)
        return sources.first(where: written.contains) ?? sources.first
    }

    /// The passage from which the program quoted a sentence, where it stands there indeed.
    func quoted(_ sentence: String, from origin: Lead.Origin) -> Int? {
        guard case .passage(let number) = origin, let quotation = Quotation(own: sentence) else { return nil }
        return evidence.passages.contains { $0.number == number && $0.says(quotation) } ? number : nil
    }

    /// The computed value of whose text a sentence is part.
    func said(_ sentence: String, by origin: Lead.Origin) -> String? {
        guard case .computed(let label) = origin, let quotation = Quotation(own: sentence) else { return nil }
        return evidence.context.contains { $0.label == label && $0.says(quotation) } ? label : nil
    }
}
