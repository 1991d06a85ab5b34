internal import CE5
import Foundation

/// multilingual-e5-small: turns a text into a direction of 384 numbers, near for texts of near meaning in either
/// language.
///
/// Passages are computed each on one thread, as many at once as the machine has cores. A question, which somebody waits
/// for, is shared by the cores that have nothing else to do: threads that share a text wait for each other at every step,
/// for long where other work takes their turn. The direction is the same either way.
final class Embedder: Sendable {
    static let dimension = 384

    /// The largest text in characters that is embedded: about 512 tokens of English, which is what the model reads.
    static let longest = 1_200

    /// Why there are no embeddings.
    enum Failure: Error, Equatable, CustomStringConvertible {
        case missing(String)
        case damaged(String)

        var description: String {
            switch self {
            case .missing(let file): "the embedding model \(file) is not there"
            case .damaged(let file): "the embedding model \(file) is damaged or cut short"
            }
        }
    }

    /// Tells this model's embeddings, and the way they are computed, from others.
    let signature: String
    private let vocabulary: Vocabulary
    private let encoder: Encoder
    /// Tokens that the model reads at once, without the two at the ends.
    private let window: Int

    @safe private final class Encoder: @unchecked Sendable {
        let handle: OpaquePointer

        init?(_ file: EmbedderFile, _ path: String, byEngine: Bool) {
            guard let handle = unsafe ce5_encoder_new(file.shape, path, file.offsets, byEngine) else { return nil }
            unsafe self.handle = handle
        }

        deinit { unsafe ce5_encoder_free(handle) }
    }

    /// - Parameter byEngine: by nothing but the engine's kernels, as on processors without AVX-512 VNNI; to compare with.
    init(_ file: URL, byEngine: Bool = false) throws(Failure) {
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { throw .missing(file.path) }
        guard let contents = try? EmbedderFile(data), let encoder = Encoder(contents, file.path, byEngine: byEngine)
        else {
            throw .damaged(file.path)
        }
        self.encoder = encoder
        vocabulary = contents.vocabulary
        window = Int(contents.shape.positions) - 2
        signature = "ggml-erf-" + Fingerprint(data.prefix(1 << 16)).hex.prefix(12) + "-\(data.count)"
    }

    /// The direction of a question.
    func query(_ text: String) async -> [Float]? {
        direction("query: " + text, threads: min(Self.mostThreads, IdleCores.count()))
    }

    /// With more, a question's few tokens are too little work for each.
    private static let mostThreads = 4

    /// The directions of passages, in order. Longer texts are cut to `longest` characters. Nil where the task was
    /// cancelled.
    func passages(_ texts: [String]) async -> [[Float]]? {
        await withTaskGroup(of: (Int, [Float]?).self) { group in
            for (index, text) in texts.enumerated() {
                group.addTask {
                    (
                        index,
                        Task.isCancelled ? nil : self.direction("passage: " + text.prefix(Self.longest), threads: 1)
                    )
                }
            }
            var vectors = [[Float]](repeating: [], count: texts.count)
            for await (index, vector) in group {
                guard let vector else { return nil }
                vectors[index] = vector
            }
            return vectors
        }
    }

    /// A text that is longer than the model reads is read in windows, which count by their lengths.
    func direction(_ text: String, threads: Int) -> [Float]? {
        let tokens = vocabulary.tokens(text)
        var sum = [Float](repeating: 0, count: Self.dimension)
        for start in stride(from: 0, to: tokens.count, by: window) {
            let part = tokens[start..<min(start + window, tokens.count)]
            guard let mean = mean([vocabulary.beginning] + part + [vocabulary.end], threads) else { return nil }
            for index in sum.indices { sum[index] += mean[index] * Float(part.count) }
        }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 && length.isFinite ? sum.map { $0 / length } : nil
    }

    private func mean(_ tokens: [Int32], _ threads: Int) -> [Float]? {
        var mean = [Float](repeating: 0, count: Self.dimension)
        return unsafe ce5_encode(encoder.handle, tokens, Int32(tokens.count), Int32(threads), &mean) ? mean : nil
    }
}
