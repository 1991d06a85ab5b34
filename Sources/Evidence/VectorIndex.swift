internal import CE5

/// What a search by meaning scans, in memory: directions as they are stored or, of very many, sketches, by which the
/// candidates are found that are then compared exactly.
struct VectorIndex: Sendable {
    /// The passage of each row; a passage has a row or more, one after another.
    private(set) var passages: [Int64] = []
    private var bytes: [UInt8] = []
    private var scales: [Float] = []
    private var bits: [UInt64] = []
    /// Which rows belong to which pack: the first row after them, and the pack's name.
    private var spans: [(end: Int, specialty: String)] = []

    var count: Int { passages.count }
    var isExact: Bool { bits.isEmpty }

    mutating func add(_ vector: PackedVector, passage: Int64, specialty: String = "") {
        guard vector.bytes.count == Embedder.dimension else { return }
        bytes += vector.bytes
        scales.append(Float(vector.scale))
        passages.append(passage)
        close(specialty)
    }

    /// Adds sketches; a damaged list adds nothing.
    mutating func add(_ sketches: [UInt64], passages new: [Int64], specialty: String) {
        guard sketches.count == new.count * Sketch.words else { return }
        bits += sketches
        passages += new
        close(specialty)
    }

    private mutating func close(_ specialty: String) {
        if spans.last?.specialty == specialty { spans.removeLast() }
        spans.append((passages.count, specialty))
    }

    // MARK: Search

    /// The nearest passages by their better row, best first, by a comparison with every row.
    func nearest(to query: [Float], specialties: [String]? = nil, limit: Int) -> [Fusion.Match] {
        let scores = similarities(to: query)
        var best = Best(limit: limit)
        for rows in ranges(specialties) where rows.upperBound <= scores.count {
            var row = rows.lowerBound
            while row < rows.upperBound {
                let passage = passages[row]
                var score = scores[row]
                row += 1
                while row < rows.upperBound, passages[row] == passage {
                    score = max(score, scores[row])
                    row += 1
                }
                best.add(Fusion.Match(row: passage, value: Double(score)))
            }
        }
        return best.matches
    }

    /// Every row's cosine with a query.
    private func similarities(to query: [Float]) -> [Float] {
        guard query.count == Embedder.dimension, !scales.isEmpty else { return [] }
        return unsafe [Float](unsafeUninitializedCapacity: scales.count) { scores, count in
            unsafe bytes.withUnsafeBytes { rows in
                unsafe ce5_scores(
                    rows.baseAddress?.assumingMemoryBound(to: CChar.self), scales, scales.count,
                    Int32(Embedder.dimension), query, scores.baseAddress)
            }
            count = scales.count
        }
    }

    /// The passages of the sketches that fit best, in order of their rows: `count`, and those that fit as well as the
    /// last of them.
    func candidates(_ planes: [UInt64], specialties: [String]?, count: Int) -> [Int64] {
        let scores = unsafe [Int16](unsafeUninitializedCapacity: passages.count) { scores, initialised in
            unsafe ce5_sketch_scores(bits, passages.count, Int32(Sketch.words), planes, scores.baseAddress)
            initialised = passages.count
        }
        let ranges = ranges(specialties)
        let least = Self.leastOfBest(count, scores, ranges)
        var found: [Int64] = []
        for rows in ranges {
            for row in rows where scores[row] >= least && found.last != passages[row] { found.append(passages[row]) }
        }
        return found
    }

    /// The score that `count` rows reach.
    private static func leastOfBest(_ count: Int, _ scores: [Int16], _ ranges: [Range<Int>]) -> Int16 {
        let most = Embedder.dimension * 15
        var having = [Int](repeating: 0, count: 2 * most + 1)
        for rows in ranges {
            for row in rows { having[Int(scores[row]) + most] += 1 }
        }
        var left = count
        for place in having.indices.reversed() {
            left -= having[place]
            if left <= 0 { return Int16(place - most) }
        }
        return .min
    }

    /// The rows of some packs, and of what belongs to none.
    private func ranges(_ specialties: [String]?) -> [Range<Int>] {
        guard let specialties else { return passages.isEmpty ? [] : [0..<passages.count] }
        var start = 0
        var ranges: [Range<Int>] = []
        for span in spans {
            if span.specialty.isEmpty || specialties.contains(span.specialty) { ranges.append(start..<span.end) }
            start = span.end
        }
        return ranges
    }
}

/// The best so far, best first. Most of what comes is below the last, so keeping them in order costs next to nothing.
struct Best {
    let limit: Int
    private(set) var matches: [Fusion.Match] = []

    init(limit: Int) { self.limit = limit }

    /// Of equal ones the lower row is the better.
    mutating func add(_ match: Fusion.Match) {
        if matches.count >= limit {
            guard let last = matches.last, Self.precedes(match, last) else { return }
            matches.removeLast()
        }
        var low = 0
        var high = matches.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(matches[middle], match) { low = middle + 1 } else { high = middle }
        }
        matches.insert(match, at: low)
    }

    private static func precedes(_ one: Fusion.Match, _ other: Fusion.Match) -> Bool {
        (other.value, one.row) < (one.value, other.row)
    }
}
