import Evidence

/// Chooses the specialty by meaning: the one whose passages come first for the question.
struct Routing {
    /// - Parameters:
    ///   - pinned: the user's choice, taken as it is.
    ///   - results: the best passages over all specialties, best first.
    /// - Returns: nil where no passage belongs to a specialty.
    func choose(pinned: String?, results: [SearchResult]) -> SpecialtyChoice? {
        if let pinned { return SpecialtyChoice(id: pinned, how: .pinned, score: nil) }
        var weights: [String: Double] = [:]
        for (rank, result) in results.enumerated() where !result.guideline.specialty.isEmpty {
            weights[result.guideline.specialty, default: 0] += 1 / Double(rank + 1)
        }
        let all = weights.values.reduce(0, +)
        guard let best = weights.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), all > 0 else { return nil }
        return SpecialtyChoice(id: best.key, how: .routed, score: best.value / all)
    }
}
