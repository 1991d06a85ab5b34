/// Text from outside, made harmless for a screen or a pipe: no control characters, escape sequences or direction
/// overrides; new lines stay.
public enum PlainText {
    public static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isHarmless(scalar) { scalars.append(scalar) }
        return String(scalars)
    }

    /// The same on one line.
    static func line(_ text: String) -> String {
        clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: true
        case 0x00..<0x20, 0x7F..<0xA0: false
        // Bidirectional embeddings, overrides and isolates; the soft hyphen's and byte-order mark's kin; tags.
        case 0x202A...0x202E, 0x2060...0x206F, 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0xE0000...0xE007F: false
        default: true
        }
    }
}
