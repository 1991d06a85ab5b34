package import Foundation

/// How fast passages are embedded the way that indexing does it, beside one text after another on one thread by nothing but
/// the engine's kernels: what threads, and products and an attention of our own, gain together.
package struct IndexingSpeed: Sendable {
    package let passages: Int
    /// What of the passages is embedded: each language by itself, and questions.
    package let texts: Int
    /// Both over each batch's fastest round, since other programs can only slow a round down.
    package private(set) var batchedSeconds = 0.0
    package private(set) var singleSeconds = 0.0
    /// The median of the rounds' own ratios: it must tell the same.
    package var medianRatio: Double { ratios.sorted()[ratios.count / 2] }
    private var ratios: [Double] = []
    /// The least cosine between the two directions of a text.
    package private(set) var leastCosine: Float = 1

    private static let rounds = 3

    /// - Parameter model: the embedding model's file.
    /// - Throws: where it can't be read, or the task was cancelled.
    package init(of passages: [Passage], model: URL) async throws {
        let (ours, engine) = (try Embedder(model), try Embedder(model, byEngine: true))
        let texts = Set(passages.flatMap(EmbeddedText.all))
        (self.passages, self.texts) = (passages.count, texts.count)
        for batch in EmbeddedText.batches(Array(texts), by: \.self) { try await measure(batch, ours, engine) }
    }

    /// The two ways take turns.
    private mutating func measure(_ batch: [String], _ ours: Embedder, _ engine: Embedder) async throws {
        var (batched, single) = (Double.infinity, Double.infinity)
        for _ in 0..<Self.rounds {
            let one = try await Self.timed { await EmbeddedText.directions(of: batch, by: ours) }
            let other = try await Self.timed {
                var directions: [[Float]] = []
                for text in batch { directions += await EmbeddedText.directions(of: [text], by: engine) ?? [] }
                return directions
            }
            (batched, single) = (min(batched, one.seconds), min(single, other.seconds))
            ratios.append(other.seconds / one.seconds)
            for (one, other) in zip(one.directions, other.directions) {
                leastCosine = min(leastCosine, zip(one, other).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }
        batchedSeconds += batched
        singleSeconds += single
    }

    private static func timed(
        _ work: () async -> [[Float]]?
    ) async throws -> (directions: [[Float]], seconds: Double) {
        let start = ContinuousClock.now
        guard let directions = await work() else { throw CancellationError() }
        return (directions, (ContinuousClock.now - start) / .seconds(1))
    }
}
