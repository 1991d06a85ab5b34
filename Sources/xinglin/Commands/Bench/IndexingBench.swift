import Evidence
import Foundation

/// How many of the packs' passages are embedded a second as indexing does it (all their texts, in batches, on all cores), and
/// what that gains over one text after another by the engine's kernels alone.
struct IndexingBench: BenchRow {
    /// Every so many of the passages are taken.
    private static let step = 8

    let passages: Int
    let texts: Int
    let passagesPerSecond: Double
    let textsPerSecond: Double
    let ratio: Double
    let medianRatio: Double
    let leastCosine: Float

    static func measure(_ bench: Bench) async throws -> IndexingBench {
        guard let model = bench.workplace.resources.embedder else {
            throw UsageError("The embedding model isn't there: `make deps` fetches it.")
        }
        let library = try await bench.workplace.openLibrary()
        var all: [Passage] = []
        for guideline in try await library.guidelines() { all += try await library.passages(of: guideline.id) }
        let some = stride(from: 0, to: all.count, by: step).map { all[$0] }
        let speed = try await IndexingSpeed(of: some, model: model)
        return IndexingBench(
            passages: speed.passages, texts: speed.texts,
            passagesPerSecond: Double(speed.passages) / speed.batchedSeconds,
            textsPerSecond: Double(speed.texts) / speed.batchedSeconds,
            ratio: speed.singleSeconds / speed.batchedSeconds, medianRatio: speed.medianRatio,
            leastCosine: speed.leastCosine)
    }
}
