/// Small raised marks: kept apart from the word or figure before them, so that "10" with a raised "9" isn't 109, and
/// a dose with a raised reference isn't ten times the dose.
enum ReferenceMark {
    private static let raised: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
        "-": "⁻", "−": "⁻", "–": "⁻", "(": "⁽", ")": "⁾", "n": "ⁿ",
    ]
    private static let symbols = "*†‡§¶#‖"

    /// The mark of a footnote where the text refers to it.
    static func inText(_ mark: String) -> String {
        if mark.allSatisfy({ symbols.contains($0) }) { return mark }
        if mark.allSatisfy(\.isNumber) { return " " + raise(mark) }
        return " [" + mark + "]"
    }

    /// The same before the footnote itself.
    static func footnote(_ mark: String) -> String { inText(mark).trimmed + " " }

    /// What a raised text becomes after another text.
    static func superscript(_ text: String, after before: String?) -> String {
        let mark = text.filter { !$0.isWhitespace }
        guard !mark.isEmpty else { return "" }
        if mark.allSatisfy({ symbols.contains($0) }) { return mark }
        let isFigure = mark.allSatisfy { $0.isASCII && $0.isNumber }
        if isFigure, let last = before?.last, last.isASCII, last.isNumber { return "^" + mark }
        if isFigure, ["2", "3"].contains(mark), isLength(before) { return raise(mark) }
        // A charge or a negative exponent: Ca²⁺, 10⁻³.
        if mark.contains(where: { "+-−".contains($0) }), mark.allSatisfy({ raised[$0] != nil }), mark.first != "(",
            mark.count <= 3, !mark.dropLast().contains(where: { "-−–".contains($0) }) || mark.hasPrefix("-")
        {
            return raise(mark)
        }
        if mark.first?.isNumber == true {
            let listed = mark.split { ",，;".contains($0) }.map { raise(String($0)) }.joined(separator: ",")
            return " " + listed
        }
        // One letter is a note's mark; "st", "®" and the like belong to their word.
        return mark.count == 1 && mark.first?.isASCII == true ? " [" + mark + "]" : mark
    }

    private static func isLength(_ before: String?) -> Bool {
        guard let word = before?.split(whereSeparator: { !$0.isLetter }).last, before?.last?.isLetter == true else {
            return false
        }
        return ["m", "cm", "mm", "dm", "km"].contains(word)
    }

    private static func raise(_ text: String) -> String { String(text.map { raised[$0] ?? $0 }) }

    private static let footnoteMark = Pattern(
        /(?:\[\^?(\w{1,4})\]|([*†‡§¶#]+)|([⁰¹²³⁴-⁹]+)|(\d{1,3})[.)]?\s|([a-z])[.)]?\s)\s*/)

    /// The mark with which a footnote begins, as it stands in the text; nil where it begins with none.
    static func of(footnote text: String) -> [String]? {
        guard
            let match = text.prefixMatch(
                of: footnoteMark.regex)
        else { return nil }
        if let symbol = match.2 { return [String(symbol)] }
        if let high = match.3 { return [String(high)] }
        let plain = String(match.1 ?? match.4 ?? match.5 ?? "")
        return [raise(plain), "[" + plain + "]", "[^" + plain + "]"].filter { $0 != plain }
    }
}
