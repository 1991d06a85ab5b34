import Testing

@testable import Inference

@Suite("Brackets may hold nothing but the ids of the evidence")
struct CitationAutomatonTests {
    private let automaton = CitationAutomaton(["1", "2", "12", "C1"])

    /// Byte by byte and in one go must be the same.
    private func end(_ text: String, _ automaton: CitationAutomaton) -> CitationAutomaton.State? {
        let whole = automaton.accepts(Array(text.utf8), from: CitationAutomaton.start)
        var state: CitationAutomaton.State? = CitationAutomaton.start
        for byte in text.utf8 { state = state.flatMap { automaton.accepts([byte], from: $0) } }
        #expect(state == whole)
        return whole
    }

    @Test(
        "marks in every form that the checker reads pass",
        arguments: [
            "", "No bracket.", "Below 130/80 mmHg [1].", "[1][2]", "[1] [C1]", "[12]", "[1, 2]", "[1,2]", "[1，2]",
            "[1、C1]",
            "目标为低于130/80 mmHg[1]。二甲双胍减量[C1]。", "[1, 2, 12, C1, 1]", "(1) and {9} and 9]", "【适应症】成人", "【CT】检查",
            "【1】【C1】", "【1、2】", "【2型糖尿病】", "〔9〕", "（[1]）",
        ])
    func passes(_ text: String) {
        let state = end(text, automaton)
        #expect(state.map(automaton.mayEnd) == true)
    }

    @Test(
        "anything else in brackets is refused",
        arguments: [
            "[9", "[3]", "[13", "[0", "[]", "[ ", "[abc", "[a link](https://a.example)", "[c1", "[C2", "[C]", "[1;",
            "[1 ",
            "[1,]", "[1, 9", "[1,  2", "[1，9", "[1[", "[95% CI", "[1】", "[\n", "See [1] and [9", "【9", "【1、9", "【13",
            "【C9",
            "【c1", "[1, 2, 1, 2, 1, 2",
        ])
    func refuses(_ text: String) {
        #expect(end(text, automaton) == nil)
    }

    @Test("an answer may not end within brackets", arguments: ["[", "[1", "a [C", "[1,", "[1, 2", "【1，"])
    func open(_ text: String) {
        let state = end(text, automaton)
        #expect(state.map(automaton.mayEnd) == false)
    }

    @Test("without evidence no bracket opens, and everything else passes")
    func none() {
        let nothing = CitationAutomaton([])
        #expect(end("a [", nothing) == nil && end("【1", nothing) == nil && end("【C1", nothing) == nil)
        #expect(end("Take it with food (2 tablets) 【用法】口服", nothing) != nil)
    }

    @Test("a character cut in two by tokens counts as whole")
    func cutCharacters() throws {
        let first = try #require(automaton.accepts([0xE3, 0x80], from: CitationAutomaton.start))
        #expect(automaton.mayEnd(in: first))
        let open = try #require(automaton.accepts([0x90], from: first))
        #expect(automaton.accepts(Array("9".utf8), from: open) == nil)
        // 「 begins with the same two bytes.
        let quote = try #require(automaton.accepts([0x8C], from: first))
        #expect(automaton.accepts(Array("9".utf8), from: quote) == CitationAutomaton.start)
        // A byte that goes on with no character, and a bracket after it.
        let torn = try #require(automaton.accepts([0xE3], from: CitationAutomaton.start))
        #expect(automaton.accepts(Array("[9".utf8), from: torn) == nil)
    }
}

@Suite("The sampler's choice is taken where it cites nothing else")
struct CitationGuardTests {
    /// A vocabulary in the order of its likelihood; 0 ends an answer, 1 has no bytes.
    private final class Tokens: NextToken {
        let texts: [String]
        var excluded: Set<Int32> = []
        private(set) var asked = 0

        init(_ texts: [String]) { self.texts = ["", ""] + texts }

        var vocabulary: Int { texts.count }
        func best() -> Int32 {
            asked += 1
            let order = Array(2..<Int32(texts.count)) + [0, 1]
            return order.first { !excluded.contains($0) } ?? 0
        }
        func exclude(_ token: Int32) { excluded.insert(token) }
        func bytes(of token: Int32) -> [UInt8] { Array(texts[Int(token)].utf8) }
        func isEnd(_ token: Int32) -> Bool { token == 0 }

        func text(_ token: Int32) -> String { texts[Int(token)] }
    }

    @Test("an allowed choice is asked for once; refused ones are left out, and the next best is taken")
    func nextBest() throws {
        var citations = CitationGuard(["1"])
        let allowed = Tokens(["word", "[9"])
        #expect(allowed.text(try citations.take(from: allowed)) == "word" && allowed.asked == 1)
        let lured = Tokens(["[9", " [abc", "[", "[1"])
        #expect(lured.text(try citations.take(from: lured)) == "[" && lured.excluded == [2, 3])
        let inside = Tokens(["9", "word", "]", "1]."])
        #expect(inside.text(try citations.take(from: inside)) == "1].")
        #expect(Tokens(["a"]).text(try citations.take(from: Tokens(["a"]))) == "a")
    }

    @Test("within brackets neither the end nor a token without text is taken")
    func noEnd() throws {
        var citations = CitationGuard(["1"])
        _ = try citations.take(from: Tokens(["["]))
        let ending = Tokens(["1"])
        ending.excluded = [2]
        #expect(throws: InferenceError.self) { try citations.take(from: ending) }
        _ = try citations.take(from: Tokens(["1]"]))
        #expect(try citations.take(from: Tokens([])) == 0)
    }

    @Test("where nothing likely may follow, the whole vocabulary is looked through once")
    func bounded() throws {
        var citations = CitationGuard(["1"])
        _ = try citations.take(from: Tokens(["["]))
        let words = Tokens((0..<500).map { "word \($0)" } + ["1"])
        #expect(words.text(try citations.take(from: words)) == "1")
        #expect(words.asked == CitationGuard.mostRefusals + 1)
    }

    @Test("without ids to hold to, everything is taken as it comes")
    func free() throws {
        var free = CitationGuard(nil)
        for text in ["[9", "[abc", "]"] { #expect(try free.take(from: Tokens([text])) == 2) }
    }
}
