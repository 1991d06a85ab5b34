import Testing

@testable import Consultation

@Suite("Answers are cut into sentences")
struct SentencesTests {
    @Test("A full stop inside a number or an abbreviation ends nothing, and marks stay with their sentence")
    func english() {
        let text =
            "HbA1c ≥6.5% is diagnostic, e.g. in adults. [1] Repeat it (vs. glucose).[2]\n1. First item\n2. Second."
        #expect(
            Sentences.split(text) == [
                "HbA1c ≥6.5% is diagnostic, e.g. in adults. [1]", "Repeat it (vs. glucose).[2]", "1. First item",
                "2. Second.",
            ])
    }

    @Test("A genus cut to its letter ends nothing; a note in small letters is cut where its full stops are")
    func abbreviatedNames() {
        #expect(
            Sentences.split("chest pain. no fever. took aspirin.") == ["chest pain.", "no fever.", "took aspirin."])
        #expect(
            Sentences.split("Test for H. pylori first. Then treat E. coli.") == [
                "Test for H. pylori first.", "Then treat E. coli.",
            ])
    }

    @Test("Chinese sentences end at 。！？； and keep their marks")
    func chinese() {
        #expect(
            Sentences.split("空腹血糖≥7.0 mmol/L可诊断[1]。若无症状，需复查。[2]目标<7.0%；老年人放宽") == [
                "空腹血糖≥7.0 mmol/L可诊断[1]。", "若无症状，需复查。[2]", "目标<7.0%；", "老年人放宽",
            ])
    }

    @Test("Nothing of the text is lost but white space between sentences")
    func complete() {
        let text = "  One. Two!\n\nThree? 四。五"
        let kept = Sentences.split(text).joined().filter { !$0.isWhitespace }
        #expect(kept == text.filter { !$0.isWhitespace })
    }

    @Test("Marks are taken out of a sentence, other brackets stay")
    func marks() {
        let (text, numbers) = CitationMark.strip("LDL <1.4 mmol/L [2, 3][C1] (very high risk [see table]).")
        #expect(text == "LDL <1.4 mmol/L (very high risk [see table]).")
        #expect(numbers == [2, 3])
    }
}
