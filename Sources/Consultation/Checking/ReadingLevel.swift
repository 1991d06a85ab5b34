import Evidence

/// How hard a text is to read.
///
/// English: the Flesch–Kincaid grade, 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid et al. 1975, the
/// US school grade that reads it). Chinese has no measure of that standing whose word list is at hand, so its sentences'
/// mean length in characters is taken, which says less. Citation marks and the names of sources don't count.
public struct ReadingLevel: Sendable, Equatable, Codable {
    public enum Measure: String, Sendable, Codable {
        case fleschKincaidGrade = "flesch-kincaid-grade"
        case charactersPerSentence = "characters-per-sentence"
    }

    public var measure: Measure
    public var value: Double

    /// Above these an answer isn't plain any more: grade 8, and 30 characters. Limits of this program, not of a guideline.
    public static let plainGrade = 8.0
    public static let plainCharacters = 30.0

    public var isPlain: Bool {
        switch measure {
        case .fleschKincaidGrade: value <= Self.plainGrade
        case .charactersPerSentence: value <= Self.plainCharacters
        }
    }

    /// Nil for a text without a sentence of words.
    public init?(_ text: String, language: Language) {
        let sentences = Sentences.split(text).map(Self.bare)
        if language.isChinese {
            let lengths = sentences.map { $0.count(where: \.isHan) }.filter { $0 > 0 }
            guard !lengths.isEmpty else { return nil }
            measure = .charactersPerSentence
            value = Double(lengths.reduce(0, +)) / Double(lengths.count)
        } else {
            let words = sentences.map(Self.words).filter { !$0.isEmpty }
            let all = words.joined()
            guard !all.isEmpty else { return nil }
            let syllables = all.map(Self.syllables).reduce(0, +)
            measure = .fleschKincaidGrade
            value =
                0.39 * Double(all.count) / Double(words.count) + 11.8 * Double(syllables) / Double(all.count) - 15.59
        }
    }

    private static func bare(_ sentence: String) -> String {
        CitationMark.strip(sentence).text.replacing(/^-?\s*\*\*.+?\*\*.*?(?:：|: )/, with: "")
    }

    /// Runs of letters: figures and units without letters are no words.
    private static func words(_ sentence: String) -> [Substring] {
        sentence.split { !($0.isLetter || $0 == "'" || $0 == "’") }.filter { $0.contains(where: \.isLetter) }
    }

    /// Groups of vowels, without the silent e of "taste" and "used"; a word has one at least.
    static func syllables(_ word: Substring) -> Int {
        let letters = Array(word.lowercased())
        let isVowel = letters.map { "aeiouyáéèêëíóöúü".contains($0) }
        var count = isVowel.indices.count { isVowel[$0] && ($0 == 0 || !isVowel[$0 - 1]) }
        let text = String(letters)
        let isSilent =
            text.hasSuffix("e") && !(text.hasSuffix("le") && letters.count > 2 && !isVowel[letters.count - 3])
            || text.hasSuffix("ed") && !text.hasSuffix("ted") && !text.hasSuffix("ded")
        if isSilent, letters.count > 2, !isVowel[letters.count - (text.hasSuffix("ed") ? 3 : 2)] { count -= 1 }
        return max(1, count)
    }
}
