/// Splits text into the words that are indexed and searched.
///
/// Chinese has no spaces, and SQLite's trigrams miss words of two characters such as 血压. So a run of Chinese
/// characters becomes its overlapping pairs (and, in the index, its single characters); Latin words are folded
/// to one spelling; a number is one word, with `7.0` the same as `7`, `7,0`, `７.０` and 七点零.
enum Words {
    /// The words of a passage, in order, with repetitions.
    static func indexed(_ text: String) -> [String] { split(text, singles: true) + FigureWords.all(in: text) }

    /// The words of a question: no repetitions, no words that say nothing about the subject.
    static func asked(_ text: String) -> [String] {
        var seen: Set<String> = []
        return split(text, singles: false).filter { !StopWords.english.contains($0) && seen.insert($0).inserted }
    }

    private static func split(_ text: String, singles: Bool) -> [String] {
        var words: [String] = []
        var rest = ChineseFigures.digits(in: Folding.fold(text))[...]
        while let first = rest.unicodeScalars.first {
            if Folding.isHan(first) {
                let run = take(from: &rest, while: Folding.isHan)
                words += pairs(of: run, singles: singles)
            } else if isDigit(first) {
                words.append(number(takeNumber(from: &rest)))
            } else if first.properties.isAlphabetic {
                words += parts(of: takeWord(from: &rest))
            } else {
                rest.unicodeScalars.removeFirst()
            }
        }
        return words
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic && !Folding.isHan(scalar)
    }

    private static func take(from rest: inout Substring, while belongs: (Unicode.Scalar) -> Bool) -> Substring {
        let run = rest.unicodeScalars.prefix(while: belongs)
        rest = rest[run.endIndex...]
        return Substring(run)
    }

    // MARK: Chinese

    private static func pairs(of run: Substring, singles: Bool) -> [String] {
        let characters = run.unicodeScalars.map { String($0) }
        guard characters.count > 1 else { return characters }
        let pairs = zip(characters, characters.dropFirst()).map { $0 + $1 }
        return singles ? pairs + characters : pairs
    }

    // MARK: Numbers

    private static func takeNumber(from rest: inout Substring) -> Substring {
        let start = rest
        _ = take(from: &rest, while: isDigit)
        while let mark = rest.unicodeScalars.first, mark == "." || mark == ",",
            let next = rest.unicodeScalars.dropFirst().first, isDigit(next)
        {
            rest.unicodeScalars.removeFirst()
            _ = take(from: &rest, while: isDigit)
        }
        return start[..<rest.startIndex]
    }

    /// A comma before three digits groups them ("1,000"), a single one before one or two is a decimal sign ("7,0").
    private static func number(_ text: Substring) -> String {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let isDecimal = groups.count == 2 && groups[1].count < 3 && !text.contains(".")
        return trimmed(groups.joined(separator: isDecimal ? "." : ""))
    }

    private static func trimmed(_ number: String) -> String {
        guard number.contains(".") else { return number }
        var digits = number[...]
        while digits.last == "0" { digits.removeLast() }
        if digits.last == "." { digits.removeLast() }
        return String(digits)
    }

    /// A value as it is written as a word; `step` is a whole number or a tenth.
    static func digits(_ value: Double, step: Double) -> String {
        guard step < 1 else { return String(Int(value.rounded())) }
        let tenths = Int((value * 10).rounded())
        return trimmed("\(tenths / 10).\(tenths % 10)")
    }

    // MARK: Latin and Greek

    /// A letter, then letters and digits, with single hyphens inside: `sglt2i`, `ldl-c`.
    private static func takeWord(from rest: inout Substring) -> Substring {
        let start = rest
        let belongs: (Unicode.Scalar) -> Bool = { isLetter($0) || isDigit($0) }
        _ = take(from: &rest, while: belongs)
        while rest.unicodeScalars.first == "-", let next = rest.unicodeScalars.dropFirst().first, belongs(next) {
            rest.unicodeScalars.removeFirst()
            _ = take(from: &rest, while: belongs)
        }
        return start[..<rest.startIndex]
    }

    private static func parts(of word: Substring) -> [String] {
        let parts = word.split(separator: "-")
        guard parts.count > 1 else { return [Folding.spelling(word)] }
        let whole = Folding.spelling(Substring(parts.joined()))
        return [whole] + parts.filter { $0.count > 1 }.map(Folding.spelling)
    }
}
