import Testing

@testable import Evidence

@Suite("Fusion of rankings")
struct FusionTests {
    private let fusion = Fusion()

    @Test("A passage that is first in every list has the score 1, one in a single list less")
    func scores() {
        let ranked = fusion.rank(semantic: [1, 2], lexical: [1, 3])
        #expect(ranked.map(\.row) == [1, 2, 3])
        #expect(ranked[0].score == 1)
        #expect(ranked[1].score < 1 && ranked[2].score > 0)
    }

    @Test("One list alone keeps its order, and no list gives nothing")
    func singleList() {
        #expect(fusion.rank(semantic: [], lexical: [7, 5, 9]).map(\.row) == [7, 5, 9])
        #expect(fusion.rank(semantic: [], lexical: []).isEmpty)
    }

    @Test("What the question asks for comes forward")
    func hints() {
        let semantic: [Int64] = [1, 2, 3, 4]
        let plain = fusion.rank(semantic: semantic, lexical: semantic)
        let hinted = fusion.rank(semantic: semantic, lexical: semantic, hints: [{ $0 == 2 }])
        #expect(plain.map(\.row) == [1, 2, 3, 4])
        #expect(hinted.first?.row == 2)
    }

    @Test("A superseded passage comes behind the one that replaces it, unless its year is asked for")
    func editions() {
        let entries: [Int64: Library.Entry] = [
            1: .init(organisation: "", year: 2017, edition: .superseded, replacement: 2),
            2: .init(organisation: "", year: 2025, edition: .current),
        ]
        let ranked = [Fusion.Ranked(row: 1, score: 1), Fusion.Ranked(row: 2, score: 0.4)]
        #expect(fusion.settleEditions(ranked, entries: entries, asked: []).map(\.row) == [2, 1])
        #expect(fusion.settleEditions(ranked, entries: entries, asked: [2017]).map(\.row) == [1, 2])
    }

    @Test("Packing a direction into bytes hardly turns it, and each passage counts by its better language")
    func vectors() throws {
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
