import Screen
import Testing

@Suite struct SafeTextTests {
    @Test(
        "nothing that a terminal obeys is left",
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "red"),
            ("\u{1B}[2J\u{1B}[1;1Hgone?", "gone?"),
            ("\u{1B}]0;title\u{7}text", "text"),
            ("\u{1B}]52;c;cm0gLXJm\u{1B}\\text", "text"),
            ("\u{1B}]8;;https://example.org\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
            ("\u{1B}P+q544e\u{1B}\\text", "text"),
            ("\u{9B}31mred", "red"),
            ("\u{9D}0;title\u{9C}text", "text"),
            ("\u{1B}(0text", "text"), ("\u{1B}c\u{1B}7text\u{1B}", "text"),
            ("a\u{8}b\u{7}c\u{0}d\u{7F}e\u{85}f", "abcdef"),
            ("\u{1B}\u{1B}[31mx", "x"),
            ("药物\u{1B}[8m过敏\u{1B}[0m：青霉素", "药物过敏：青霉素"),
        ])
    func stripsSequences(dirty: String, clean: String) {
        #expect(SafeText.clean(dirty) == clean)
        #expect(!SafeText.isClean(dirty))
        #expect(SafeText.isClean(clean))
    }

    @Test("a sequence that never ends does not swallow the text after it")
    func unterminated() {
        #expect(SafeText.clean("\u{1B}]0;Allergy: penicillin\nnext line") == "0;Allergy: penicillin\nnext line")
        #expect(SafeText.clean("\u{1B}PAllergy: penicillin") == "Allergy: penicillin")
        #expect(SafeText.clean("\u{1B}[31;1") == "")
        #expect(SafeText.clean("\u{1B}[3过敏") == "过敏")
    }

    @Test("text cannot be made to read backwards or hide characters")
    func bidirectional() {
        #expect(SafeText.clean("dose \u{202E}05\u{202C} mg") == "dose 05 mg")
        #expect(SafeText.clean("\u{2066}a\u{2069}\u{200F}b\u{61C}\u{FEFF}\u{200B}c\u{AD}d") == "abcd")
        #expect(SafeText.clean("a\u{E0041}\u{E0042}b") == "ab")
    }

    @Test("tabs become blanks up to the next stop and every line end a line feed")
    func whitespace() {
        #expect(SafeText.clean("a\tb") == "a   b")
        #expect(SafeText.clean("糖\tb\n\tc") == "糖  b\n    c")
        #expect(SafeText.clean("a\r\nb\rc\u{2028}d") == "a\nb\nc\nd")
        #expect(SafeText.oneLine(" a\n\n b\t c ") == "a b c")
    }

    @Test("ordinary text in any language is left alone")
    func leavesText() {
        for text in ["", "Blood pressure 150/95\nmmHg", "二甲双胍（500 mg）每日两次。", "é ñ ü", "👨‍👩‍👧‍👦", "نص"] {
            #expect(SafeText.isClean(text))
            #expect(SafeText.clean(text) == text)
        }
    }
}
