import Testing

@testable import Evidence

@Suite("What of a passage is embedded")
struct EmbeddedTextTests {
    @Test("A text without a title is embedded as it is, and questions of each language apart")
    func untitled() {
        let passage = Passage(
            id: "a", guideline: "g", english: "Text.", chinese: "文字。", questions: ["What?", "什么？", "Why?"])
        #expect(EmbeddedText.all(of: passage) == ["Text.", "文字。", "What? Why?", "什么？"])
    }

    @Test(
        "A titled text's direction lies between its own and its title's",
        .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
    func titled() async throws {
        let embedder = try Embedder(Resources.model)
        let passage = Passage(
            id: "a", guideline: "g", english: "Fever, cough and a rash.", title: "What are the symptoms of measles?")
        let texts = EmbeddedText.all(of: passage)
        let between = try #require(await EmbeddedText.directions(of: texts, by: embedder)?.first)
        let title = try #require(await embedder.passages(["What are the symptoms of measles?"])?.first)
        let whole = try #require(
            await embedder.passages(["What are the symptoms of measles?\nFever, cough and a rash."])?.first)
        func cosine(_ one: [Float], _ other: [Float]) -> Float { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(abs(cosine(between, between) - 1) < 1e-4)
        #expect(cosine(between, title) > cosine(whole, title))
        #expect(cosine(between, whole) > cosine(title, whole))
    }

    @Test("A title of one word says nothing and turns nothing")
    func plainTitle() {
        let passage = Passage(id: "a", guideline: "g", english: "Text.", title: "Introduction")
        #expect(EmbeddedText.all(of: passage) == ["Introduction\nText."])
    }
}
