import Testing

@testable import Clinical

struct TriageTextTests {
    private func tokens(_ text: String) -> [String] { TriageText(text).tokens.map(\.text) }

    @Test("Width, case, accents, apostrophes and script are folded")
    func folding() {
        #expect(tokens("ＣＨＥＳＴ pain, can’t") == ["chest", "pain", "cant"])
        #expect(tokens("頭暈") == ["头", "晕"])
        #expect(tokens("Ménière") == ["meniere"])
    }

    @Test("The writer's own words come back unchanged")
    func originalWords() throws {
        let text = "我爸ＢＰ ２２４，頭暈"
        let read = TriageText(text)
        #expect(read.words(0..<text.unicodeScalars.count) == text)
    }

    @Test("Chinese numerals are numbers before a measure word and characters elsewhere")
    func numerals() {
        #expect(TriageText("三十五片").tokens.first?.value == 35)
        #expect(TriageText("两片").tokens.first?.value == 2)
        #expect(TriageText("一直痛").tokens.first?.kind == .han)
    }

    @Test("A full stop in a number or an abbreviation ends no sentence")
    func sentences() {
        #expect(TriageText("K 7.1 e.g. now").tokens.last?.sentence == 0)
        #expect(TriageText("K 7.1. Now").tokens.last?.sentence == 1)
    }

    @Test(
        "Any text is read without harm",
        arguments: ["", " ", "\u{0}\u{1b}[31m", "👨‍👩‍👧", "12345678901234567890", "((((", "~#|*", "。。。"])
    func oddTexts(text: String) throws {
        #expect(try TriageFiles.level(text) == .none)
    }

    @Test("A long text is judged too")
    func longText() throws {
        let text =
            String(repeating: "The weather was fine and we walked. ", count: 300)
            + "Then crushing chest pain and sweating."
        #expect(try TriageFiles.level(text) == .emergency)
    }
}
