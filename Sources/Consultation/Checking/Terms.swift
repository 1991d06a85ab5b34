import Evidence

/// What a sentence is about, as comparable pieces: stems of English words, pairs of Han characters, names such as
/// HbA1c. Figures are compared apart, see `Figure`.
struct Terms: Sendable, Equatable {
    private(set) var all: Set<String> = []

    init(_ text: String) {
        var word = ""
        var lastHan: Character?
        for character in text.lowercased() {
            if character.isHan {
                flush(&word)
                if let lastHan { all.insert(String([lastHan, character])) }
                lastHan = character
                continue
            }
            lastHan = nil
            if character.isLatinLetter || character.isASCIIDigit {
                word.append(character)
            } else if character != "-" {
                flush(&word)
            }
        }
        flush(&word)
        all.subtract(Self.empty)
    }

    /// The share of these terms that the other text has too, 0…1; 0 for a text without terms.
    func coverage(by other: Terms) -> Double {
        all.isEmpty ? 0 : Double(all.count(where: other.all.contains)) / Double(all.count)
    }

    private mutating func flush(_ word: inout String) {
        defer { word = "" }
        guard word.count > 1, word.contains(where: \.isLatinLetter), !Self.empty.contains(word) else { return }
        all.insert(Self.stem(word))
    }

    /// Crude on purpose: it only has to make "recommends", "recommended" and "recommend" one.
    static func stem(_ word: String) -> String {
        for ending in ["ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "ly", "s", "e", "y"]
        where word.hasSuffix(ending) && word.count - ending.count >= 4 {
            return String(word.dropLast(ending.count))
        }
        return word
    }

    /// Words that tie a sentence to nothing.
    private static let empty: Set<String> = [
        "the", "and", "for", "with", "are", "is", "of", "to", "in", "on", "at", "or", "an", "as", "be", "by", "it",
        "if", "this", "that", "these", "those", "from", "has", "have", "had", "was", "were", "which", "who", "whom",
        "when", "should", "can", "may", "must", "will", "would", "could", "than", "then", "also", "such", "your",
        "you", "their", "they", "its", "not", "but", "into", "other", "more", "most", "any", "all", "about", "based",
        "according", "guideline", "guidelines", "recommend", "recommends", "recommended", "recommendation",
        "evidence", "short", "plain", "words", "passage", "patient", "patients", "answer", "question", "means", "there",
        "both", "one",
        "建议", "推荐", "指南", "患者", "可以", "应该", "根据", "以及", "或者", "需要", "进行", "因此", "如果", "对于", "的患", "是否",
        "简而", "而言", "言之", "簡而", "通俗", "俗地", "地说", "地說",
    ]
}
