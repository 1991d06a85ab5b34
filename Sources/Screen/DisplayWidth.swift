/// How many terminal columns text takes.
///
/// The figures are those of `wcwidth` in the C.UTF-8 locale of Debian 12, because that is what ncurses and tmux
/// count with: a "better" figure would put every following character one column off. Ambiguous characters are
/// narrow, combining marks and joiners take nothing, controls take nothing (and are never drawn).
public enum DisplayWidth {
    /// Columns of a text; line ends count nothing.
    public static func of(_ text: String) -> Int {
        if let ascii = asciiWidth(text) { return ascii }
        return text.reduce(0) { $0 + of($1) }
    }

    /// Columns of one grapheme cluster.
    public static func of(_ character: Character) -> Int {
        if let scalar = onlyScalar(of: character) { return of(scalar) }
        var columns = 0
        forEachPart(of: character) { _, width in columns += width }
        return columns
    }

    /// Columns of one scalar: 0, 1 or 2.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        // Most of Chinese, without a search.
        if (0x4E00...0x9FFF).contains(value) { return 2 }
        if WidthTable.contains(value, in: WidthTable.wide) { return 2 }
        return WidthTable.contains(value, in: WidthTable.zero) ? 0 : 1
    }

    /// The longest beginning of the text that fits; a character is never cut in two.
    /// With an ellipsis, its columns are part of the limit.
    public static func truncate(_ text: String, to columns: Int, ellipsis: String = "") -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        let room = columns - of(ellipsis)
        guard room >= 0 else { return truncate(text, to: columns) }
        var used = 0
        var end = text.startIndex
        for index in text.indices {
            used += of(text[index])
            guard used <= room else { break }
            end = text.index(after: index)
        }
        return text[..<end] + ellipsis
    }

    /// The text followed by spaces up to that many columns, or truncated to them.
    public static func pad(_ text: String, to columns: Int) -> String {
        let fitted = truncate(text, to: columns)
        return fitted + String(repeating: " ", count: max(0, columns - of(fitted)))
    }

    /// The scalar of a cluster that has but one (a CR LF has two).
    static func onlyScalar(of character: Character) -> Unicode.Scalar? {
        var scalars = character.unicodeScalars.makeIterator()
        let first = scalars.next()
        return scalars.next() == nil ? first : nil
    }

    /// What of a cluster goes to the screen: its parts that take columns, each with the marks that sit on it.
    ///
    /// Most clusters are one part. Flags and some Indic clusters are several. Of an emoji sequence only the first
    /// emoji is shown, and joiners and variation selectors never are: terminals disagree about the width of the
    /// rest, so sending it would tear the line.
    static func forEachPart(of character: Character, _ body: (_ text: String, _ width: Int) -> Void) {
        if let scalar = onlyScalar(of: character) {
            let width = of(scalar)
            if width > 0 { body(String(character), width) }
            return
        }
        var part = ""
        var width = 0
        var marks = 0
        var isJoinedToEmoji = false
        for scalar in character.unicodeScalars {
            let columns = of(scalar)
            if columns == 0 {
                isJoinedToEmoji = isJoinedToEmoji || (scalar.value == 0x200D && width == 2)
                guard width > 0, marks < maximumMarks, !isInvisible(scalar) else { continue }
                part.unicodeScalars.append(scalar)
                marks += 1
                continue
            }
            if width > 0 && (isJoinedToEmoji || scalar.properties.isEmojiModifier) { continue }
            if width > 0 { body(part, width) }
            part = String(scalar)
            width = columns
            marks = 0
        }
        if width > 0 { body(part, width) }
    }

    /// ncurses keeps five wide characters in a cell: the base and four marks.
    private static let maximumMarks = 4

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .control
    }

    private static func asciiWidth(_ text: String) -> Int? {
        var columns = 0
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            if byte >= 0x20 && byte != 0x7F { columns += 1 }
        }
        return columns
    }
}
