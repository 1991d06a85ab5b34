/// Text from outside, made safe to show and to quote: one line, no control or escape characters, nothing invisible
/// that could turn the reading direction or hide words, and no longer than its place allows.
enum PlainText {
    /// Nil where nothing readable is left.
    static func clean(_ text: String?, limit: Int = 300) -> String? {
        guard let text, !text.isEmpty else { return nil }
        if isPlain(text), text.utf8.count <= limit { return text }
        var kept = String.UnicodeScalarView()
        var hasSpace = true
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || isControl(scalar) {
                if !hasSpace { kept.append(" ") }
                hasSpace = true
            } else if !isInvisible(scalar) {
                kept.append(isUnknown(scalar) ? "\u{FFFD}" : scalar)
                hasSpace = false
            }
        }
        if kept.last == " " { kept.removeLast() }
        let line = String(kept)
        guard !line.isEmpty else { return nil }
        return line.count > limit ? String(line.prefix(limit)) + "…" : line
    }

    /// Printable ASCII without doubled or outer spaces, as most text of a chart is: nothing to do.
    private static func isPlain(_ text: String) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard byte >= 0x20, byte < 0x7F, byte != 0x20 || previous != 0x20 else { return false }
            previous = byte
        }
        return previous != 0x20
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    /// Format characters: direction overrides, zero widths, tags, variation selectors.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format || (0xFE00...0xFE0F).contains(scalar.value)
            || (0xE0100...0xE01EF).contains(scalar.value)
    }

    /// Characters of private fonts (rare Chinese names hold them) and unassigned ones: their place stays visible.
    private static func isUnknown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .privateUse: true
        case .unassigned: !(0x20000...0x3FFFF).contains(scalar.value)
        default: false
        }
    }
}
