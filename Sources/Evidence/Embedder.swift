internal import CE5
import Foundation

/// multilingual-e5-small: turns a text into a direction of 384 numbers, near for texts of near meaning in either
/// language.
///
/// An actor, because the C library works on one text (or one batch) at a time; it uses all cores itself.
actor Embedder {
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

    /// Tells this model's embeddings from another one's.
    nonisolated let signature: String
    private let model: Model

    @safe private final class Model: @unchecked Sendable {
        let handle: OpaquePointer

        init?(_ path: String) {
            guard let handle = unsafe ce5_load(path) else { return nil }
            unsafe self.handle = handle
        }

        deinit { unsafe ce5_free(handle) }
    }

    init(_ file: URL) throws(Failure) {
        guard let opened = try? FileHandle(forReadingFrom: file) else { throw .missing(file.path) }
        defer { try? opened.close() }
        let head = [UInt8]((try? opened.read(upToCount: 1 << 16)) ?? Data())
        let size = (try? opened.seekToEnd()) ?? 0
        // The C library trusts the file, so what can be checked is checked before.
        guard size >= Self.leastSize(head), let model = Model(file.path),
            unsafe ce5_dimension(model.handle) == Self.dimension
        else { throw .damaged(file.path) }
        self.model = model
        signature = Fingerprint(head).hex.prefix(12) + "-\(size)"
    }

    /// The bytes that the weights named in the header take: four bits each and two bytes of scale for every 32 of
    /// them; more than any file has where the header is none.
    private static func leastSize(_ head: [UInt8]) -> UInt64 {
        guard head.starts(with: Array("E5S1".utf8)), head.count > 36 else { return .max }
        func field(_ index: Int) -> UInt64 {
            (0..<4).reduce(0) { $0 | UInt64(head[8 + index * 4 + $1]) << (8 * UInt64($1)) }
        }
        let (width, layers, inner, words) = (field(0), field(1), field(3), field(4))
        guard width == dimension, (1...64).contains(layers), (1...65_536).contains(inner), words < 1 << 24 else {
            return .max
        }
        return (words * width + layers * (4 * width * width + 2 * width * inner)) * 9 / 16
    }

    /// The direction of a question.
    func query(_ text: String) -> [Float]? {
        var vector = [Float](repeating: 0, count: Self.dimension)
        let code = unsafe vector.withUnsafeMutableBufferPointer { buffer in
            unsafe ce5_embed(model.handle, text, 1, buffer.baseAddress)
        }
        return code == 0 ? vector : nil
    }

    /// The directions of passages, in order. Longer texts are cut to `longest` characters.
    func passages(_ texts: [String]) -> [[Float]]? {
        guard !texts.isEmpty else { return [] }
        // The texts one after another, each with the zero that ends a C string.
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes += text.prefix(Self.longest).utf8.map { CChar(bitPattern: $0) } + [0]
        }
        var vectors = [Float](repeating: 0, count: texts.count * Self.dimension)
        let code = unsafe bytes.withUnsafeBufferPointer { bytes in
            let pointers = unsafe starts.map { unsafe bytes.baseAddress?.advanced(by: $0) }
            return unsafe vectors.withUnsafeMutableBufferPointer { out in
                unsafe ce5_embed_batch(model.handle, pointers, Int32(texts.count), 0, out.baseAddress)
            }
        }
        guard code == 0 else { return nil }
        return texts.indices.map { Array(vectors[$0 * Self.dimension..<($0 + 1) * Self.dimension]) }
    }
}
