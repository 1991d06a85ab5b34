/// Text from a file, made safe to show and to put into a prompt.
///
/// A document may come from anybody. Nothing of it may move the cursor, turn the reading direction, hide
/// itself, or look like a chat template's own marker to a model.
enum OutsideText {
    /// Removes control characters, escape sequences, bidi overrides and invisible characters, and neutralises
    /// chat markers. Line ends stay (as `\n`), tabs become spaces.
    static func clean(_ text: String) -> String {
        neutralise(String(String.UnicodeScalarView(visible(text.unicodeScalars))))
    }

    /// The same for one line: line ends become spaces, and there are none at the ends.
    static func line(_ text: String) -> String {
        clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func visible(_ scalars: String.UnicodeScalarView) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        kept.reserveCapacity(scalars.count)
        var rest = scalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B, 0x9B: skipSequence(after: scalar, in: &rest)
            case 0x0A: kept.append("\n")
            case 0x0D:
                if rest.first != "\n" { kept.append("\n") }
            case 0x09, 0x2028, 0x2029: kept.append(scalar.value == 0x09 ? " " : "\n")
            case let value where isInvisible(value): break
            default: kept.append(scalar)
            }
        }
        return kept
    }

    /// Drops the rest of an escape sequence: CSI up to its final byte, a string sequence (OSC, DCS…) up to its end.
    private static func skipSequence(after start: Unicode.Scalar, in rest: inout Substring.UnicodeScalarView) {
        var introducer: UInt32 = 0x5B
        if start.value == 0x1B {
            guard let next = rest.popFirst() else { return }
            introducer = next.value
        }
        switch introducer {
        case 0x5B:
            while let scalar = rest.first, (0x20...0x3F).contains(scalar.value) { rest.removeFirst() }
            if let scalar = rest.first, (0x40...0x7E).contains(scalar.value) { rest.removeFirst() }
        case 0x5D, 0x50, 0x58, 0x5E, 0x5F:
            while let scalar = rest.first, scalar.value != 0x07, scalar.value != 0x1B, scalar.value != 0x0A {
                rest.removeFirst()
            }
            if rest.first?.value == 0x07 { rest.removeFirst() }
        default: break
        }
    }

    private static func isInvisible(_ value: UInt32) -> Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true  // C0 and C1
        case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: true  // bidi, zero width
        case 0xFFF0...0xFFFB, 0xE0000...0xE0FFF: true  // specials, tags and variation selectors beyond the BMP
        default: false
        }
    }

    // MARK: Chat markers

    /// Words in angle or square brackets that some chat template uses as its own.
    private static let markers: [(String, String)] = [
        ("<|", "‹|"), ("|>", "|›"), ("<｜", "‹｜"), ("｜>", "｜›"), ("<start_of_turn>", "‹start_of_turn›"),
        ("<end_of_turn>", "‹end_of_turn›"), ("<<SYS>>", "‹‹SYS››"), ("<</SYS>>", "‹‹/SYS››"), ("[INST]", "(INST)"),
        ("[/INST]", "(/INST)"), ("<s>", "‹s›"), ("</s>", "‹/s›"), ("<bos>", "‹bos›"), ("<eos>", "‹eos›"),
        ("<think>", "‹think›"), ("</think>", "‹/think›"), ("<tool_call>", "‹tool_call›"),
        ("</tool_call>", "‹/tool_call›"),
    ]

    private static func neutralise(_ text: String) -> String {
        guard
            text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ">") })
        else { return text }
        return markers.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
