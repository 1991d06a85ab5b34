/// Text from a file, made safe to show and to put into a prompt.
///
/// A document may come from anybody. Nothing of it may move the cursor, turn the reading direction, hide
/// itself, or look like a chat template's own marker to a model.
enum OutsideText {
    /// Removes control characters, escape sequences, bidi overrides and invisible characters, and neutralises
    /// chat markers. Line ends stay (as `\n`), tabs become spaces.
    static func clean(_ text: String) -> String {
        var findings = OutsideFindings()
        return clean(text, noting: &findings)
    }

    /// The same for one line: line ends become spaces, and there are none at the ends.
    static func line(_ text: String) -> String {
        var findings = OutsideFindings()
        return line(text, noting: &findings)
    }

    static func clean(_ text: String, noting findings: inout OutsideFindings) -> String {
        neutralise(printable(text, noting: &findings), &findings)
    }

    static func line(_ text: String, noting findings: inout OutsideFindings) -> String {
        clean(text, noting: &findings).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Without what hides or moves text, its markup as it was: for a format whose own marks look like a model's.
    static func printable(_ text: String, noting findings: inout OutsideFindings) -> String {
        String(String.UnicodeScalarView(visible(text.unicodeScalars, &findings)))
    }

    /// One line of a document that goes to a model: sentences that speak to the model are quoted as well.
    static func documentLine(_ text: String, noting findings: inout OutsideFindings) -> String {
        Instructions.quoted(in: line(text, noting: &findings), noting: &findings)
    }

    static func documentLine(_ text: String) -> String {
        var findings = OutsideFindings()
        return documentLine(text, noting: &findings)
    }

    private static func visible(
        _ scalars: String.UnicodeScalarView, _ findings: inout OutsideFindings
    ) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        kept.reserveCapacity(scalars.count)
        var rest = scalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B, 0x9B:
                skipSequence(after: scalar, in: &rest)
                findings.note(.escapeSequence)
            case 0x0A: kept.append("\n")
            case 0x0D:
                if rest.first != "\n" { kept.append("\n") }
            case 0x09, 0x0C, 0x2028, 0x2029: kept.append(scalar.value == 0x09 ? " " : "\n")
            case let value:
                if let kind = unwanted(value) {
                    findings.note(kind)
                } else if !isSoftHyphen(value) {
                    kept.append(scalar)
                    if value == 0xFFFD { findings.note(.lostCharacter) }
                }
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

    /// What kind of unwanted character this is; nil for one that stays.
    private static func unwanted(_ value: UInt32) -> IngestNotice.Kind? {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: .controlCharacter  // C0 and C1
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: .directionOverride
        case 0x180E, 0x200B...0x200D, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF: .invisibleCharacter  // zero width
        case 0x115F, 0x1160, 0x3164, 0xFFA0: .invisibleCharacter  // Hangul fillers
        case 0xFFF0...0xFFFB, 0xE0000...0xE0FFF: .invisibleCharacter  // specials, tags, variation selectors
        default: nil
        }
    }

    /// A place to break a word, in every other page of the web: it goes without a word.
    private static func isSoftHyphen(_ value: UInt32) -> Bool { value == 0xAD }

    // MARK: Chat markers

    /// Words in angle or square brackets that some chat template uses as its own.
    private static let markers: [(String, String)] = [
        ("<|", "‹|"), ("|>", "|›"), ("<｜", "‹｜"), ("｜>", "｜›"), ("<start_of_turn>", "‹start_of_turn›"),
        ("<end_of_turn>", "‹end_of_turn›"), ("<<SYS>>", "‹‹SYS››"), ("<</SYS>>", "‹‹/SYS››"), ("[INST]", "(INST)"),
        ("[/INST]", "(/INST)"), ("<s>", "‹s›"), ("</s>", "‹/s›"), ("<bos>", "‹bos›"), ("<eos>", "‹eos›"),
        ("<think>", "‹think›"), ("</think>", "‹/think›"), ("<tool_call>", "‹tool_call›"),
        ("</tool_call>", "‹/tool_call›"),
    ]

    private static func neutralise(_ text: String, _ findings: inout OutsideFindings) -> String {
        guard
            text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: ">") })
        else { return text }
        return markers.reduce(text) { text, marker in
            let places = text.ranges(of: marker.0).count
            guard places > 0 else { return text }
            findings.note(.chatMarker, count: places)
            return text.replacing(marker.0, with: marker.1)
        }
    }
}
