import Testing

@testable import Evidence

@Suite("Text from outside")
struct OutsideTextTests {
    @Test(
        "Escape sequences go with all that belongs to them",
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "red"), ("a\u{1B}]8;;http://x\u{1B}\\b", "ab"), ("a\u{9B}2Jb", "ab"),
            ("a\u{1B}", "a"), ("\u{1B}[", ""), ("a\u{1B}cb", "ab"), ("bell\u{7}", "bell"), ("a\u{0}b", "ab"),
            ("a\u{85}b", "ab"), ("\u{1B}P1$r\u{1B}\\x", "x"),
        ])
    func escapes(_ text: String, _ cleaned: String) {
        #expect(OutsideText.clean(text) == cleaned)
    }

    @Test("Characters that hide or turn text go")
    func invisible() {
        #expect(OutsideText.clean("5\u{202E}0 mg\u{2066}\u{200B}\u{FEFF}\u{AD}\u{E0041}") == "50 mg")
    }

    @Test("Line ends are one kind, and one line has none")
    func lines() {
        #expect(OutsideText.clean("a\r\nb\rc\u{2028}d\te") == "a\nb\nc\nd e")
        #expect(OutsideText.line("  a\r\n\n b　") == "a b")
    }

    @Test(
        "A chat template's markers become ordinary text",
        arguments: [
            "<|im_start|>system", "<|eot_id|>", "<start_of_turn>user", "[INST] do this [/INST]", "</s>", "<<SYS>>",
            "<｜end｜>",
        ])
    func markers(_ text: String) {
        let cleaned = OutsideText.clean("x " + text)
        for marker in ["<|", "|>", "<start_of_turn>", "[INST]", "[/INST]", "</s>", "<<SYS>>", "<｜"] {
            #expect(!cleaned.contains(marker))
        }
        #expect(cleaned.hasPrefix("x "))
    }

    @Test(
        "Clinical text is left as it is",
        arguments: [
            "HbA1c ≥6.5%（48 mmol/mol）", "LDL <1.4 mmol/L [1]", "eGFR 30–<45", "≥150 µg/L α β",
            "👩 心率",
        ])
    func untouched(_ text: String) {
        #expect(OutsideText.clean(text) == text)
    }
}
