/// Text from outside (a patient file, a guideline, a model's answer, a paste), made fit for the screen.
public enum SafeText {
    /// The text without anything that a terminal obeys or a reader cannot see: escape sequences whole, C0 and C1
    /// controls, bidirectional overrides, soft hyphens, zero-width spaces, tag characters. A tab becomes spaces up to
    /// the next multiple of four columns; CR LF, CR and the Unicode separators become a line feed.
    public static func clean(_ text: String) -> String {
        guard !isClean(text) else { return text }
        var cleaner = SafeTextCleaner()
        return cleaner.clean(Array(text.unicodeScalars))
    }

    /// The text on one line: cleaned, with every line end and run of blanks as a single space.
    public static func oneLine(_ text: String) -> String {
        clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether `clean` would give the text back as it is.
    public static func isClean(_ text: String) -> Bool {
        for byte in text.utf8 where byte < 0x20 && byte != 0x0A || byte >= 0x7F {
            if byte < 0x80 { return false }
            return text.unicodeScalars.allSatisfy { $0 == "\n" || !isUnsafe($0) }
        }
        return true
    }

    /// Whether a scalar may not be drawn as it stands.
    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0xAD, 0x61C, 0x180E: true
        case 0x200B, 0x200E, 0x200F: true
        case 0x2028...0x202E, 0x2060...0x206F: true
        case 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE007F: true
        default: false
        }
    }
}

/// One pass over the scalars; knows how each kind of escape sequence ends.
private struct SafeTextCleaner {
    private var output = String.UnicodeScalarView()
    private var column = 0

    mutating func clean(_ scalars: [Unicode.Scalar]) -> String {
        var index = 0
        while index < scalars.count {
            index = step(scalars, at: index)
        }
        return String(output)
    }

    /// Takes one character or one whole sequence and gives the index after it.
    private mutating func step(_ scalars: [Unicode.Scalar], at index: Int) -> Int {
        let scalar = scalars[index]
        switch scalar.value {
        case 0x1B: return endOfEscape(scalars, after: index)
        case 0x9B: return endOfControlSequence(scalars, from: index + 1)
        case 0x90, 0x98, 0x9D, 0x9E, 0x9F: return endOfString(scalars, from: index + 1)
        case 0x0A, 0x2028, 0x2029: newLine()
        case 0x0D:
            newLine()
            if index + 1 < scalars.count && scalars[index + 1] == "\n" { return index + 2 }
        case 0x09: tab()
        default:
            guard !SafeText.isUnsafe(scalar) else { break }
            output.append(scalar)
            column += DisplayWidth.of(scalar)
        }
        return index + 1
    }

    private mutating func newLine() {
        output.append("\n")
        column = 0
    }

    private mutating func tab() {
        let count = 4 - column % 4
        output.append(contentsOf: String(repeating: " ", count: count).unicodeScalars)
        column += count
    }

    private func endOfEscape(_ scalars: [Unicode.Scalar], after escape: Int) -> Int {
        let next = escape + 1
        guard next < scalars.count else { return next }
        switch scalars[next].value {
        case 0x5B: return endOfControlSequence(scalars, from: next + 1)
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F: return endOfString(scalars, from: next + 1)
        case 0x20...0x2F:
            var index = next
            while index < scalars.count, (0x20...0x2F).contains(scalars[index].value) { index += 1 }
            return min(index + 1, scalars.count)
        case 0x30...0x7E: return next + 1
        default: return next
        }
    }

    /// Parameters and intermediates, then one final byte. Anything else ends the sequence and stays as text.
    private func endOfControlSequence(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < scalars.count, (0x20...0x3F).contains(scalars[index].value) { index += 1 }
        guard index < scalars.count, (0x40...0x7E).contains(scalars[index].value) else { return index }
        return index + 1
    }

    /// A title, a clipboard write and the like end with BEL or ST. One that never ends must not swallow the text
    /// after it (it could hide an allergy), so then only its introducer goes.
    private func endOfString(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
        var index = start
        while index < scalars.count {
            switch scalars[index].value {
            case 0x07, 0x9C: return index + 1
            case 0x1B where index + 1 < scalars.count && scalars[index + 1] == "\\": return index + 2
            case 0x0A, 0x0D, 0x1B: return start
            default: index += 1
            }
        }
        return start
    }
}
