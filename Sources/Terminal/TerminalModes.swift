import CNcurses

/// The sequences that ncurses does not send by itself, and the one that takes everything back.
struct TerminalModes {
    /// Whether the wheel and clicks are reported; the terminal's own selection then needs Shift.
    var hasMouse: Bool
    var hasFocusEvents: Bool

    /// Bracketed paste, SGR mouse reports, focus reports.
    var on: [UInt8] {
        Array(
            ("\u{1B}[?2004h" + (hasMouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "")
                + (hasFocusEvents ? "\u{1B}[?1004h" : "")).utf8)
    }

    /// All of them off, whether they were on or not.
    static let off = Array("\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?1004l\u{1B}[?2004l".utf8)

    /// What has to be written when ncurses can't be asked: our modes off, then the terminal's own strings for plain
    /// text, default colours, a visible cursor, normal keys and the normal screen.
    static func emergencySequence() -> [UInt8] {
        let leavesScreen = capability("rmcup")
        return off + capability("sgr0") + capability("op") + capability("cnorm") + capability("rmkx")
            + (leavesScreen.isEmpty ? Array("\r\n".utf8) : leavesScreen)
    }

    /// A terminfo string without its padding, `$<5/>`.
    private static func capability(_ name: String) -> [UInt8] {
        guard let found = unsafe tigetstr(name), Int(bitPattern: found) != -1 else { return [] }
        return withoutPadding(unsafe Array(String(cString: found).utf8))
    }

    static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "<"),
                let end = bytes[index...].firstIndex(of: UInt8(ascii: ">"))
            {
                index = end + 1
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
