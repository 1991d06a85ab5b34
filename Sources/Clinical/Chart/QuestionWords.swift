/// A question prepared for keywords of both languages and scripts.
struct QuestionWords {
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

    /// How many words the keywords that stand in the question hold: what is named more closely fits better.
    ///
    /// - Parameter keywords: the parts of a keyword, apart by " + ", must all stand in the question
    func score(_ keywords: [[String]]) -> Int {
        keywords.reduce(0) { sum, parts in parts.allSatisfy(contain) ? sum + parts.count : sum }
    }

    private static func words(_ text: String) -> String {
        let parts = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return " " + parts.joined(separator: " ") + " "
    }
}
