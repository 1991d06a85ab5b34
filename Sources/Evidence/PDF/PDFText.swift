import Foundation

/// How words become a line, and lines a paragraph: spaces, hyphens, raised signs.
enum PDFText {
    /// A character as it is written elsewhere: ligatures taken apart, the look-alikes of Chinese characters replaced.
    static func spelled(_ character: Unicode.Scalar) -> String {
        switch character.value {
        case 0xFB00...0xFB06, 0x2E80...0x2FDF, 0xF900...0xFAFF:
            String(character).precomposedStringWithCompatibilityMapping
        case 0x00...0x1F, 0x7F...0x9F: ""
        default: String(character)
        }
    }

    /// Whether it is written without spaces around it.
    static func isChinese(_ character: Character?) -> Bool {
        guard let scalar = character?.unicodeScalars.first else { return false }
        return Folding.isHan(scalar) || (0x3000...0x30FF).contains(scalar.value)
            || (0xFF00...0xFFEF).contains(scalar.value)
    }

    // MARK: A line

    /// The words of a line, from the left; and whether it begins with a raised mark, which is left out.
    static func line(_ words: [PDFWord]) -> (text: String, hasMark: Bool) {
        let size = mainSize(words)
        let main = words.filter { $0.size > 0.85 * size }
        let bottom = main.map(\.box.bottom).reduce(0, +) / Double(max(main.count, 1))
        var text = ""
        var hasMark = false
        var last: PDFWord?
        for word in words {
            let isRaised = word.size <= 0.85 * size && bottom - word.box.bottom > 0.2 * size
            if isRaised, let written = raised(word.text, behind: text) {
                if text.isEmpty { hasMark = true }
                text += written
            } else {
                if let last, needsSpace(from: last, to: word, behind: text.last) { text += " " }
                text += word.text
            }
            last = word
        }
        return (text.trimmed, hasMark)
    }

    /// The size of most characters.
    static func mainSize(_ words: [PDFWord]) -> Double {
        var counts: [Int: Int] = [:]
        for word in words where word.size < 10_000 { counts[Int(word.size * 10), default: 0] += word.text.count }
        return Double(counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 100) / 10
    }

    private static func needsSpace(from last: PDFWord, to word: PDFWord, behind end: Character?) -> Bool {
        let em = max(last.size, word.size)
        let gap = word.box.left - last.box.right
        if isChinese(end) || isChinese(word.text.first) { return gap > 0.6 * em }
        return !(word.isGlued && gap < 0.3 * em)
    }

    /// What a raised sign is to say: a power or a charge is kept, a mark of reference left out; nil for other words.
    private static func raised(_ sign: String, behind text: String) -> String? {
        let isPower =
            text.firstMatch(of: /(?:^|[^0-9.,])10$/) != nil && sign.allSatisfy { $0.isNumber || isSign($0) }
            || "23".contains(sign) && text.firstMatch(of: /(?:^|[^A-Za-z])[µμcmdk]?m$/) != nil
        if isPower || sign.wholeMatch(of: /[0-9]?[+−⁻-]/) != nil {
            return String(String.UnicodeScalarView(sign.unicodeScalars.map { powers[$0] ?? $0 }))
        }
        return sign.wholeMatch(of: /[0-9,;–\-*∗†‡§¶∥‖#\[\]()（）①-⑳]+|[a-z](?:,[a-z])*/) != nil ? "" : nil
    }

    private static func isSign(_ character: Character) -> Bool { "+−⁻-".contains(character) }

    private static let powers: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
        "-": "⁻", "−": "⁻",
    ]

    // MARK: A paragraph

    /// Puts a line behind what was written, with what belongs between the two.
    static func join(_ text: String, _ line: String, _ spelling: PDFSpelling) -> String {
        guard let end = text.last, let start = line.first else { return text + line }
        let before = text.dropLast().last
        if PDFSpelling.hyphens.contains(end), let before, before.isLetter || before.isNumber {
            return spelling.isBroken(text, line) ? text.dropLast() + line : text + line
        }
        if isChinese(end) || isChinese(start) { return text + line }
        if "–—/".contains(end), before?.isWhitespace == false { return text + line }
        return text + " " + line
    }
}
