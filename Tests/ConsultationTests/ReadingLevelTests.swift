import Testing

@testable import Consultation

@Suite("How hard an answer is to read")
struct ReadingLevelTests {
    @Test(
        "Syllables are counted as they are spoken",
        arguments: [
            ("cat", 1), ("taste", 1), ("used", 1), ("table", 2), ("treated", 2), ("pressure", 2), ("medicine", 3),
            ("hypertension", 4), ("the", 1), ("area", 2), ("blood", 1),
        ])
    func syllables(word: String, count: Int) { #expect(ReadingLevel.syllables(word[...]) == count) }

    @Test("The grade is Kincaid's formula, on words, sentences and syllables")
    func formula() throws {
        // 6 words of one syllable in one sentence: 0.39 * 6 + 11.8 - 15.59.
        let level = try #require(ReadingLevel("The cat sat on the mat. [1]", language: .english))
        #expect(level.measure == .fleschKincaidGrade && abs(level.value - (0.39 * 6 + 11.8 - 15.59)) < 1e-9)
        #expect(level.isPlain)
        let hard = try #require(
            ReadingLevel(
                "Pharmacological antihypertensive intervention necessitates individualised consideration of comorbidities.",
                language: .english))
        #expect(hard.value > 20 && !hard.isPlain)
    }

    @Test("Sources and marks of a quotation don't count")
    func quotation() {
        let plain = ReadingLevel("Take it with food.", language: .english)
        #expect(
            ReadingLevel("- **American Diabetes Association 2026** (A): Take it with food. [1]", language: .english)
                == plain)
    }

    @Test("Chinese is measured by its sentences' length in characters")
    func chinese() throws {
        let level = try #require(ReadingLevel("按时吃药。每天量血压[1]。", language: .simplifiedChinese))
        #expect(level.measure == .charactersPerSentence && level.value == 4.5 && level.isPlain)
        let long = String(repeating: "长期未控制的高血压患者", count: 4) + "。"
        #expect(ReadingLevel(long, language: .traditionalChinese)?.isPlain == false)
    }

    @Test("A text without words has no level")
    func none() {
        #expect(ReadingLevel("130/80 [1]", language: .english) == nil)
        #expect(ReadingLevel("", language: .simplifiedChinese) == nil)
    }
}
