/// What stands before the items of a list, before headings, footnotes and captions.
enum PDFMarker {
    static let bullets: Set<Character> = [
        "•", "◦", "▪", "▫", "●", "○", "■", "□", "◆", "◇", "➢", "►", "▶", "✓", "✔", "\u{F0B7}", "\u{F0A7}", "\u{F0D8}",
        "‣", "∙", "·",
    ]

    // A pattern is built anew each time that it is met, which costs more than all else here: so a look at the first
    // character comes first.

    static func isMarker(_ text: String) -> Bool {
        text.count == 1 && (bullets.contains(text.first ?? " ") || "-–—*".contains(text))
            || text.wholeMatch(of: /[(（\[]?(?:[0-9]{1,3}|[a-zA-Z]|[ivx]{1,4})[.)）\]、．]|[①-⑳]/) != nil
    }

    /// The text behind a bullet; nil where there is none.
    static func behindBullet(_ line: String) -> String? {
        guard let first = line.first else { return nil }
        let rest = line.dropFirst()
        guard bullets.contains(first) || "-–—*".contains(first) && rest.first == " " else { return nil }
        return String(rest).trimmed
    }

    /// A number or letter of a list: "1. ", "(a) ", "（1）", "1、", "①".
    static func isNumbered(_ line: String) -> Bool {
        guard let first = line.first, first.isNumber || first.isASCII && first.isLetter || "([（".contains(first),
            line.prefix(5).contains(where: { ".．)]）、".contains($0) }) || circled.contains(first)
        else { return false }
        return circled.contains(first) || line.prefixMatch(of: /（[0-9]{1,3}）|[0-9]{1,2}、/) != nil
            || line.prefixMatch(
                of: /(?:[0-9]{1,3}[.．]|[(\[]?(?:[0-9]{1,3}|[a-zA-Z]|[ivx]{1,4})[)\]])(?:\s+\S|\p{Han})/) != nil
    }

    private static let circled: ClosedRange<Character> = "①"..."⑳"

    static func isCaption(_ line: String) -> Bool {
        guard let first = line.first, "TFB图表圖".contains(first) else { return false }
        return line.prefixMatch(
            of: /(?:Table|Figure|Fig\.|Box)\s*[0-9A-Z]+(?:\.[0-9]+)?[.:\s]|[图表圖]\s*[0-9]+(?:[.\-－][0-9]+)?/) != nil
            || line.wholeMatch(of: /(?:Table|Figure|Box) [0-9]+/) != nil
    }

    static func isFootnote(_ line: String) -> Bool {
        guard let first = line.first else { return false }
        return "*∗†‡§¶∥‖".contains(first) || circled.contains(first) || line.hasPrefix("注：") || line.hasPrefix("注:")
            || first == "[" && line.prefixMatch(of: /\[[0-9]{1,3}\]/) != nil
    }

    /// A line of a table of contents: dots that lead to a page.
    static func isLeader(_ line: String) -> Bool {
        guard line.unicodeScalars.count(where: { ".·•…．".unicodeScalars.contains($0) }) > 4 else { return false }
        return line.contains(/(?:[.·•…．]\s?){5,}\s*[0-9ivx]*$/)
    }

    /// How deep a heading's number says it is, from 1; nil where it has none.
    static func depth(_ heading: String) -> (kind: Kind, depth: Int)? {
        guard let first = heading.first, first.isNumber || "第（(".contains(first) else { return nil }
        if heading.prefixMatch(of: /第[一二三四五六七八九十百零0-9]+[章篇编部]/) != nil { return (.chapter, 1) }
        if heading.prefixMatch(of: /第[一二三四五六七八九十百零0-9]+节/) != nil { return (.chapter, 2) }
        if heading.prefixMatch(of: /[一二三四五六七八九十]{1,3}[、．.]/) != nil { return (.han, 1) }
        if heading.prefixMatch(of: /[（(][一二三四五六七八九十]{1,3}[）)]/) != nil { return (.han, 2) }
        guard let number = heading.prefixMatch(of: /([0-9]{1,2}(?:\.[0-9]{1,2}){0,4})\.?[\s、．]*(?=\p{L})/)?.1 else {
            return nil
        }
        return (.figures, number.count { $0 == "." } + 1)
    }

    enum Kind { case chapter, han, figures }
}
