import Testing

@testable import Evidence

@Suite("Fusion of rankings")
struct FusionTests {
    private let fusion = Fusion()

    private func matches(_ values: [(Int64, Double)]) -> [Fusion.Match] {
        values.map { Fusion.Match(row: $0.0, value: $0.1) }
    }

    @Test("A passage that is first in both lists has the score 1, one in a single list less")
    func scores() {
        let ranked = fusion.rank(
            semantic: matches([(1, 0.9), (2, 0.89)]), lexical: matches([(1, 12), (3, 6)]))
        #expect(ranked.map(\.row) == [1, 2, 3])
        #expect(abs(ranked[0].score - 1) < 1e-9)
        #expect(ranked[1].score < 1 && ranked[2].score > 0)
    }

    @Test("One list alone keeps its order, and no list gives nothing")
    func singleList() {
        #expect(fusion.rank(semantic: [], lexical: matches([(7, 9), (5, 8), (9, 1)])).map(\.row) == [7, 5, 9])
        #expect(fusion.rank(semantic: [], lexical: []).isEmpty)
    }

    @Test("What lies far below the nearest passage counts nothing by meaning, and words tell it apart")
    func spread() {
        let ranked = fusion.rank(
            semantic: matches([(1, 0.95), (2, 0.85), (3, 0.84)]), lexical: matches([(3, 10), (2, 1)]))
        #expect(ranked.map(\.row) == [1, 3, 2])
        #expect(ranked[1].byMeaning == 0)
    }

    @Test("Packing a direction into bytes hardly turns it, and each passage counts by its better language")
    func vectors() {
        let vector = (0..<Embedder.dimension).map { Float(($0 * 37 % 101) - 50) / 620 }
        let packed = PackedVector(vector).floats
        let dot = zip(vector, packed).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        let length = vector.reduce(Float(0)) { $0 + $1 * $1 }
        #expect(abs(dot / length - 1) < 0.002)

        var index = VectorIndex()
        index.add(PackedVector(vector.map { -$0 }), passage: 5)
        index.add(PackedVector(vector), passage: 5)
        let nearest = index.nearest(to: vector, limit: 3)
        #expect(nearest.map(\.row) == [5] && abs(nearest[0].value - Double(length)) < 0.01)
        #expect(index.nearest(to: [1, 2], limit: 3).isEmpty)
    }
}
