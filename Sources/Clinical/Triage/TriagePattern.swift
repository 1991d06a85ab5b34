/// A phrase as rule files write it, taken apart.
///
/// - `chest pain` words in a row; `胸痛` the same, one character at a time
/// - `vomit*` any word that begins so
/// - `(pain|ache|)` one of these, or nothing; inside a word, `tumo(u|)r` spellings of it
/// - `~` a gap: up to six words or ten Chinese characters of one sentence, with no negation among them
/// - `#` any number, `#20+` a number of at least 20
indirect enum TriagePattern: Sendable, Equatable {
    case word(String)
    case prefix(String)
    case gap
    case number(atLeast: Double?)
    case sequence([TriagePattern])
    case choice([TriagePattern])

    struct Mistake: Error {
        var why: String
    }

    init(_ source: String) throws(Mistake) {
        var parser = Parser(source)
        self = try parser.parse()
    }
}

extension TriagePattern {
    private struct Parser {
        private let source: String
        private let scalars: [Unicode.Scalar]
        private var index = 0

        init(_ source: String) {
            self.source = source
            scalars = source.unicodeScalars.map(TriageText.fold)
        }

        mutating func parse() throws(Mistake) -> TriagePattern {
            let pattern = try choice(depth: 0)
            guard index == scalars.count else {
                throw Mistake(why: "\"\(source)\" closes a bracket that was not opened")
            }
            if case .sequence(let parts) = pattern, parts.isEmpty { throw Mistake(why: "a phrase is empty") }
            return pattern
        }

        private mutating func choice(depth: Int) throws(Mistake) -> TriagePattern {
            guard depth < 4 else { throw Mistake(why: "\"\(source)\" nests brackets more than three deep") }
            var options = [try sequence(depth: depth)]
            while index < scalars.count, scalars[index] == "|" {
                guard depth > 0 else { throw Mistake(why: "\"\(source)\" has a | outside brackets") }
                index += 1
                options.append(try sequence(depth: depth))
            }
            return options.count == 1 ? options[0] : .choice(options)
        }

        private mutating func sequence(depth: Int) throws(Mistake) -> TriagePattern {
            var parts: [TriagePattern] = []
            while index < scalars.count, scalars[index] != "|", scalars[index] != ")" {
                if let part = try element(depth: depth) { parts.append(part) }
            }
            return .sequence(parts)
        }

        private mutating func element(depth: Int) throws(Mistake) -> TriagePattern? {
            let scalar = scalars[index]
            if scalar == "(" { return startsWord ? word() : try group(depth: depth) }
            if scalar == "~" {
                index += 1
                return .gap
            }
            if scalar == "#" { return number() }
            if TriageText.isHan(scalar) {
                index += 1
                return .word(String(Character(scalar)))
            }
            if TriageText.isLatin(scalar) || TriageText.isDigit(scalar) { return word() }
            guard [" ", "'", "-", "/", "、", ",", "."].contains(scalar) else {
                throw Mistake(why: "\"\(source)\" has a character that no phrase can match: \(scalar)")
            }
            index += 1
            return nil
        }

        private mutating func group(depth: Int) throws(Mistake) -> TriagePattern {
            index += 1
            let inner = try choice(depth: depth + 1)
            guard index < scalars.count, scalars[index] == ")" else {
                throw Mistake(why: "\"\(source)\" opens a bracket and does not close it")
            }
            index += 1
            return inner
        }

        private mutating func number() -> TriagePattern {
            index += 1
            let digits = takeWhile { TriageText.isDigit($0) || $0 == "." }
            guard index < scalars.count, scalars[index] == "+", let value = Double(digits) else {
                return .number(atLeast: nil)
            }
            index += 1
            return .number(atLeast: value)
        }

        /// A word, with brackets inside it as in "tumo(u|)r*".
        private mutating func word() -> TriagePattern {
            var spellings = [""]
            while index < scalars.count {
                if let end = endOfLetters(from: index) {
                    let parts = scalars[index + 1..<end].split(separator: "|", omittingEmptySubsequences: false)
                        .map { String(String.UnicodeScalarView($0)) }
                    spellings = spellings.flatMap { start in parts.map { start + $0 } }
                    index = end + 1
                } else {
                    let letters = takeWhile { TriageText.isLatin($0) || TriageText.isDigit($0) || $0 == "'" }
                    if letters.isEmpty { break }
                    spellings = spellings.map { $0 + letters.filter { $0 != "'" } }
                }
            }
            let isPrefix = index < scalars.count && scalars[index] == "*"
            if isPrefix { index += 1 }
            let options = spellings.map { isPrefix ? TriagePattern.prefix($0) : .word($0) }
            return options.count == 1 ? options[0] : .choice(options)
        }

        /// The brackets that begin here belong to the word that goes on after them.
        private var startsWord: Bool {
            guard let end = endOfLetters(from: index), end + 1 < scalars.count else { return false }
            return TriageText.isLatin(scalars[end + 1])
        }

        /// The closing bracket, if one opens at `start` and holds nothing but letters and |.
        private func endOfLetters(from start: Int) -> Int? {
            guard scalars[start] == "(" else { return nil }
            var end = start + 1
            while end < scalars.count, TriageText.isLatin(scalars[end]) || scalars[end] == "|" { end += 1 }
            return end < scalars.count && scalars[end] == ")" ? end : nil
        }

        private mutating func takeWhile(_ holds: (Unicode.Scalar) -> Bool) -> String {
            var view = String.UnicodeScalarView()
            while index < scalars.count, holds(scalars[index]) {
                view.append(scalars[index])
                index += 1
            }
            return String(view)
        }
    }
}
