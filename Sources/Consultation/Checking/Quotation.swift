/// A sentence of an answer that may be somebody's words as they stand: without white space, and without the source that a
/// quotation begins with.
struct Quotation {
    let key: String

    /// Fewer characters could stand anywhere.
    private static let shortest = 8

    /// Nil where the sentence is too short to be told from a coincidence.
    init?(_ sentence: String) {
        let words =
            sentence.firstMatch(of: /^-?\s*\*\*.+?\*\*.*?(?:：|: )/).map { sentence[$0.range.upperBound...] }
            ?? sentence[...]
        key = Self.key(String(words))
        guard key.count >= Self.shortest else { return nil }
    }

    static func key(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }
}
