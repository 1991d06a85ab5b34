/// Joins rankings into one by reciprocal rank: a passage gets weight / (offset + rank) from each list it is in.
///
/// The weights were chosen on half of the development questions and measured on the other half (see the README's
/// figures); a small offset lets the first places count.
struct Fusion: Sendable {
    var offset = 8.0
    var semantic = 1.0
    var lexical = 0.7
    /// For passages of an organisation or a year that the question names.
    var hint = 0.4
    /// What a superseded passage's score is multiplied by, unless the question names its year.
    var superseded = 0.8
    /// How many of each list are considered.
    var depth = 100

    /// A passage with its cosine or its BM25 (larger is better).
    struct Match: Equatable, Sendable {
        var row: Int64
        var value: Double
    }

    struct Ranked: Equatable {
        var row: Int64
        var score: Double
    }

    /// - Parameters:
    ///   - semantic, lexical: passages, best first.
    ///   - hints: conditions that the question sets; the passages that fulfil one form one more list.
    /// - Returns: best first; the score is 1 for a passage that is first in all lists.
    func rank(
        semantic semanticRows: [Int64], lexical lexicalRows: [Int64], hints: [(Int64) -> Bool] = []
    ) -> [Ranked] {
        var scores: [Int64: Double] = [:]
        var most = 0.0
        func add(_ rows: some Collection<Int64>, weight: Double) {
            for (rank, row) in rows.enumerated() { scores[row, default: 0] += weight / (offset + Double(rank + 1)) }
            if !rows.isEmpty { most += weight / (offset + 1) }
        }
        add(semanticRows.prefix(depth), weight: semantic)
        add(lexicalRows.prefix(depth), weight: lexical)
        let before = Self.sorted(scores).map(\.row)
        for hint in hints { add(before.filter(hint).prefix(20), weight: self.hint) }
        guard most > 0 else { return [] }
        return Self.sorted(scores.mapValues { $0 / most })
    }

    /// Puts superseded passages behind the current ones: each behind what replaces it, and all a little lower.
    func settleEditions(_ ranked: [Ranked], entries: [Int64: Library.Entry], asked years: Set<Int>) -> [Ranked] {
        var scores: [Int64: Double] = [:]
        for item in ranked { scores[item.row] = item.score }
        for item in ranked {
            guard let entry = entries[item.row], entry.edition == .superseded else { continue }
            if let year = entry.year, years.contains(year) { continue }
            var score = item.score * superseded
            if let replacement = entry.replacement, let limit = scores[replacement] {
                score = min(score, limit * 0.999)
            }
            scores[item.row] = score
        }
        return Self.sorted(scores)
    }

    /// By score, and where that is equal by row, so that the same question always has the same answer.
    private static func sorted(_ scores: [Int64: Double]) -> [Ranked] {
        scores.map { Ranked(row: $0.key, score: $0.value) }.sorted { ($1.score, $0.row) < ($0.score, $1.row) }
    }
}
