import Evidence

/// Cuts an answer into sentences; citation marks that follow the full stop stay with their sentence.
public enum Sentences {
    /// The sentences in order, each a range of the text; the ranges and what lies between them (white space) are the
    /// whole text.
    public static func ranges(in text: String) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var start = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            guard ends(text, at: index) else {
                index = next
                continue
            }
            index = text[index] == "\n" ? next : afterClosers(text, from: next)
            append(text, start..<index, to: &found)
            start = index
        }
        append(text, start..<text.endIndex, to: &found)
        return found
    }

    public static func split(_ text: String) -> [String] {
        ranges(in: text).map { String(text[$0]) }
    }

    private static func append(_ text: String, _ range: Range<String.Index>, to found: inout [Range<String.Index>]) {
        guard let first = text[range].firstIndex(where: { !$0.isWhitespace }),
            let last = text[range].lastIndex(where: { !$0.isWhitespace })
        else { return }
        found.append(first..<text.index(after: last))
    }

    private static func ends(_ text: String, at index: String.Index) -> Bool {
        switch text[index] {
        case "。", "！", "？", "；", "!", "?", "\n": true
        case ".": isFullStop(text, at: index)
        default: false
        }
    }

    /// A dot ends a sentence before white space or a citation mark, unless it belongs to an abbreviation or numbers a
    /// list.
    private static func isFullStop(_ text: String, at index: String.Index) -> Bool {
        let next = text.index(after: index)
        guard next == text.endIndex || text[next].isWhitespace || text[next] == "[" else { return false }
        let word = text[..<index].reversed().prefix { !$0.isWhitespace && $0 != "(" }
        let written = String(word.reversed())
        let before = written.lowercased()
        if abbreviations.contains(before) || isGenus(written, in: text, before: next) { return false }
        return !isListNumber(text, word: before, end: index)
    }

    /// "H. pylori": one capital letter, and what goes on in a small one.
    private static func isGenus(_ word: String, in text: String, before index: String.Index) -> Bool {
        guard word.count == 1, word.allSatisfy({ $0.isASCII && $0.isUppercase }) else { return false }
        return text[index...].first { $0 != " " }.map { $0.isASCII && $0.isLowercase } ?? false
    }

    private static func isListNumber(_ text: String, word: String, end: String.Index) -> Bool {
        guard !word.isEmpty, word.count <= 2, word.allSatisfy(\.isASCIIDigit) else { return false }
        let start = text.index(end, offsetBy: -word.count)
        return start == text.startIndex || text[text.index(before: start)] == "\n"
    }

    private static let abbreviations: Set<String> = [
        "e.g", "i.e", "vs", "dr", "fig", "no", "sec", "approx", "etc", "al", "cf", "resp", "ca",
    ]

    /// Past closing quotes and brackets and past citation marks, so that "… 7.0%. [1]" is one sentence.
    private static func afterClosers(_ text: String, from index: String.Index) -> String.Index {
        var index = index
        while index < text.endIndex {
            if "”’\"')）】」*".contains(text[index]) {
                index = text.index(after: index)
            } else if let end = CitationMark.end(in: text, from: index) {
                index = end
            } else {
                break
            }
        }
        return index
    }
}

/// `[2]`, `[1, 3]`, `[C1]` in an answer.
enum CitationMark {
    /// The index after a mark at the index, white space before it allowed; nil where there is none.
    static func end(in text: String, from index: String.Index) -> String.Index? {
        guard let open = text[index...].firstIndex(where: { $0 != " " }), text[open] == "[" else { return nil }
        guard let close = text[open...].firstIndex(of: "]"), numbers(in: text[open...close]) != nil else { return nil }
        return text.index(after: close)
    }

    /// The numbers in a mark, computed values (C1) left out; nil where the brackets hold something else.
    static func numbers(in mark: Substring) -> [Int]? {
        let inside = mark.dropFirst().dropLast()
        guard !inside.isEmpty, inside.count <= 24 else { return nil }
        var numbers: [Int] = []
        for part in inside.split(whereSeparator: { ",，、; ".contains($0) }) {
            let digits = part.drop { $0 == "C" || $0 == "[" }
            guard let number = Int(digits) else { return nil }
            if part.first != "C" { numbers.append(number) }
        }
        return numbers
    }

    /// Puts marks before a text's closing punctuation, as printed guidelines do in Chinese and we do in both.
    static func put(_ numbers: [String], into text: String) -> String {
        guard !numbers.isEmpty else { return text }
        let marks = numbers.map { "[\($0)]" }.joined()
        guard let last = text.last, "。！？；.!?;：:".contains(last) else { return text + " " + marks }
        let space = last.isASCII ? " " : ""
        return text.dropLast() + space + marks + String(last)
    }

    /// The text without its marks, and the numbers they held, in order.
    static func strip(_ text: String) -> (text: String, numbers: [Int]) {
        var kept = ""
        var found: [Int] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == "[", let close = text[index...].firstIndex(of: "]"),
                let numbers = numbers(in: text[index...close])
            {
                found += numbers
                while kept.last == " " { kept.removeLast() }
                index = text.index(after: close)
            } else {
                kept.append(text[index])
                index = text.index(after: index)
            }
        }
        let lead = kept.prefix(while: \.isWhitespace)
        return (String(kept.dropFirst(lead.count)), found)
    }
}
