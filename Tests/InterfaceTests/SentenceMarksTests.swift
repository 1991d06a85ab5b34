import Consultation
import Testing

@testable import Interface

@Suite struct SentenceMarksTests {
    private func text(_ source: String, _ sentences: [CheckedSentence]) -> String {
        SentenceMarks.apply(sentences, to: MarkdownReader.read(source)).texts
            .map { $0.map { $0.text.replacing("\u{A0}", with: " ") }.joined() }.joined(separator: "|")
    }

    private func sentence(_ text: String, _ verdict: Verdict, _ citations: [Int] = []) -> CheckedSentence {
        CheckedSentence(text: text, citations: citations, verdict: verdict, detail: nil)
    }

    @Test("A doubtful sentence gets its sign in front, whatever Markdown stands in it")
    func signs() {
        let marked = text(
            "Fine. **Bad** figure *here* 9 mmol/L. Fine again.",
            [
                sentence("Fine.", .supported), sentence("**Bad** figure *here* 9 mmol/L.", .numberNotInEvidence),
                sentence("Fine again.", .uncited),
            ])
        #expect(marked == "Fine. ⚠ Bad figure here 9 mmol/L. ○ Fine again.")
    }

    @Test("The same words twice are two sentences, each with its own verdict")
    func tellsRepeatsApart() {
        let marked = text(
            "减量。减量。", [sentence("减量。", .supported), sentence("减量。", .againstChart)])
        #expect(marked == "减量。‼ 减量。")
    }

    @Test("List numbers that Markdown takes away don't hide a sentence")
    func findsListItems() {
        let marked = text(
            "1. Stop it [2].\n2. Go on.",
            [sentence("1. Stop it [2].", .weakSupport, [2]), sentence("2. Go on.", .unknownCitation)])
        #expect(marked == "△ Stop it [2].|⚠ Go on.")
    }

    @Test("Passages that support a sentence without being named are named, and none twice")
    func attributes() {
        #expect(text("A goal. Next.", [sentence("A goal.", .supported, [3])]) == "A goal.[3] Next.")
        #expect(text("A goal [3]. Next.", [sentence("A goal [3].", .supported, [3])]) == "A goal [3]. Next.")
        #expect(text("目标<7%。[1]", [sentence("目标<7%。", .supported, [1])]) == "目标<7%。[1]")
    }

    @Test("The text itself is never changed or lost, wherever sentences are cut")
    func keepsTheText() {
        let source = "Eins zwei. Drei **vier fünf** sechs; 七八。九 [1] 十"
        let plain = text(source, [])
        for cut in 0..<source.count {
            let sentences = [
                sentence(String(source.prefix(cut)), .supported), sentence(String(source.dropFirst(cut)), .supported),
            ]
            #expect(text(source, sentences) == plain)
        }
    }

    @Test("A sentence that isn't in the text marks nothing")
    func ignoresStrangers() {
        #expect(text("Here.", [sentence("Elsewhere.", .againstChart), sentence("", .uncited)]) == "Here.")
    }
}
