import Testing

@testable import Terminal

@Suite struct TerminalModesTests {
    @Test("padding is taken out of a terminfo string, a dollar sign is not")
    func padding() {
        func strip(_ text: String) -> String {
            String(decoding: TerminalModes.withoutPadding(Array(text.utf8)), as: UTF8.self)
        }
        #expect(strip("\u{1B}[?1049l$<5/>x$<100>") == "\u{1B}[?1049lx")
        #expect(strip("a$b$<") == "a$b$<")
    }

    @Test("whatever may be switched on is switched off")
    func off() {
        let on = String(decoding: TerminalModes(hasMouse: true, hasFocusEvents: true).on, as: UTF8.self)
        let off = String(decoding: TerminalModes.off, as: UTF8.self)
        for mode in on.split(separator: "h").map({ $0.dropFirst(3) }) {
            #expect(off.contains("\u{1B}[?\(mode)l"))
        }
        #expect(on.contains("\u{1B}[?2004h"))
    }
}
