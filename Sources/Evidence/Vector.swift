internal import CE5

/// A direction as it is stored: one byte a number and one common scale, a quarter of the space of floats, which
/// moves a cosine by less than 0.002.
struct PackedVector: Equatable, Sendable {
    var scale: Double
    var bytes: [UInt8]

    init(scale: Double, bytes: [UInt8]) {
        self.scale = scale
        self.bytes = bytes
    }

    init(_ vector: [Float]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let scale = largest > 0 ? largest / 127 : 1
        self.scale = Double(scale)
        bytes = vector.map { UInt8(bitPattern: Int8(($0 / scale).rounded())) }
    }

    var floats: [Float] { bytes.map { Float(Int8(bitPattern: $0)) * Float(scale) } }
}

/// All passages' directions in memory. A plain scan of a few thousand rows takes about a millisecond.
struct VectorIndex: Sendable {
    private var rows: [Float] = []
    /// The passage of each row; a passage has a row a language.
    private var passages: [Int64] = []

    var count: Int { passages.count }

    mutating func add(_ vector: PackedVector, passage: Int64) {
        guard vector.bytes.count == Embedder.dimension else { return }
        rows += vector.floats
        passages.append(passage)
    }

    /// Each passage's cosine with a query: that of its better language.
    func similarities(to query: [Float]) -> [Int64: Double] {
        guard query.count == Embedder.dimension, !passages.isEmpty else { return [:] }
        var scores = [Float](repeating: 0, count: passages.count)
        unsafe rows.withUnsafeBufferPointer { rows in
            unsafe query.withUnsafeBufferPointer { query in
                unsafe scores.withUnsafeMutableBufferPointer { scores in
                    guard let rows = rows.baseAddress, let query = query.baseAddress, let scores = scores.baseAddress
                    else { return }
                    unsafe ce5_scores(rows, passages.count, Int32(Embedder.dimension), query, scores)
                }
            }
        }
        var best: [Int64: Double] = [:]
        best.reserveCapacity(passages.count)
        for (passage, score) in zip(passages, scores) { best[passage] = max(best[passage] ?? -1, Double(score)) }
        return best
    }
}
