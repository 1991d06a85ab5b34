/// Joins what is near in meaning and what shares words into one ranking by their scores.
///
/// Scores say more than places: where ten passages share the question's words equally well, their order says nothing.
/// A passage counts by meaning as far as its cosine is above that of the best less `spread`, and by words as its share
/// of the best BM25. The weights were chosen on the packs' own examinations (160 questions) and on 60 NIH questions; what
/// they give on each set stands in the README, and none of these sets is a blind one.
struct Fusion: Sendable {
    /// A cosine so far below the best one counts nothing.
    var spread = 0.04
    var lexical = 0.5
    /// How many of each list are considered.
    var depth = 100

    /// A passage with its cosine or its BM25 (larger is better).
    struct Match: Equatable, Sendable {
        var row: Int64
        var value: Double
    }

    struct Ranked: Equatable, Sendable {
        var row: Int64
        var score: Double
        /// What each list gives to the score.
        var byMeaning = 0.0
        var byWords = 0.0
    }

    /// - Parameters:
    ///   - semantic, lexical: passages, best first.
    /// - Returns: best first; the score is 1 for a passage that is first in both lists.
    func rank(semantic: [Match], lexical words: [Match]) -> [Ranked] {
        let most = (semantic.isEmpty ? 0 : 1) + (words.isEmpty ? 0 : lexical)
        guard most > 0 else { return [] }
        var found: [Int64: Ranked] = [:]
        let nearest = semantic.first?.value ?? 0
        for match in semantic.prefix(depth) {
            found[match.row, default: Ranked(row: match.row, score: 0)].byMeaning =
                max(0, 1 - (nearest - match.value) / spread) / most
        }
        if let best = words.first?.value, best > 0 {
            for match in words.prefix(depth) {
                found[match.row, default: Ranked(row: match.row, score: 0)].byWords =
                    lexical * max(0, match.value / best) / most
            }
        }
        return Self.sorted(
            found.values.map { item in
                var item = item
                item.score = item.byMeaning + item.byWords
                return item
            })
    }

    /// By score, and where that is equal by row, so that the same question always has the same answer.
    static func sorted(_ ranked: [Ranked]) -> [Ranked] {
        ranked.sorted { ($1.score, $0.row) < ($0.score, $1.row) }
    }
}
