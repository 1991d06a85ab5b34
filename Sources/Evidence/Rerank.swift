import Foundation

/// Moves the first passages a little by what lists of words and directions don't know: the organisation or year asked
/// for, the question's concepts and figures, the patient's chart, and how far a passage was checked.
///
/// Every weight is in parts of the fused score, whose best is 1. Those of hints, concepts and figures were looked at on
/// the packs' examinations and the development questions; the others only say what comes first among near-equals.
struct Rerank: Sendable {
    var depth = 50
    /// For an organisation or a year that the question names.
    var hint = 0.3
    var concepts = 0.1
    var figures = 0.1
    /// For each fact of the chart that the passage is about, and against a passage about patients of another kind.
    var chart = 0.12
    var preferred = 0.05
    /// What is taken away.
    var secondary = 0.02
    var unverified = 0.06
    var superseded = 0.2

    /// What is known of a passage that was found.
    struct Candidate: Sendable {
        var organisation: String
        var year: Int?
        var edition: Edition
        var status: EvidenceStatus
        /// The row of the passage that took its place.
        var replacement: Int64?
        /// Its words as they are indexed; empty beyond the first `depth`.
        var words = PassageWords()
    }

    struct Result: Sendable {
        var row: Int64
        var score: Double
        var reasons: [RankReason]
        /// What the score was before.
        var fused = 0.0
    }

    /// What the ranking looks at in a question and the chart.
    struct Wish: Sendable {
        var organisations: [[String]] = []
        var years: Set<Int> = []
        /// A concept's first name, the words of each of its names, and how much it tells: little where half of the library
        /// names it.
        var concepts: [(name: String, forms: [[String]], weight: Double)] = []
        var figures: [String] = []
        var context = SearchContext()
        var populations: [Population] = []
        /// The populations that the question itself names: passages about them are never held back.
        var namedPopulations: Set<Population.Kind> = []
    }

    func apply(_ fused: [Fusion.Ranked], _ candidates: [Int64: Candidate], for wish: Wish) -> [Result] {
        var scores: [Int64: Double] = [:]
        var reasons: [Int64: [(RankReason, Double)]] = [:]
        let wordRanks = Self.places(fused, by: \.byWords)
        let meaningRanks = Self.places(fused, by: \.byMeaning)
        for (place, item) in fused.enumerated() {
            var why: [(RankReason, Double)] = []
            if let rank = meaningRanks[item.row] { why.append((.meaning(rank: rank), item.byMeaning)) }
            if let rank = wordRanks[item.row] { why.append((.words(rank: rank), item.byWords)) }
            if let candidate = candidates[item.row] {
                why += settled(candidate, wish)
                if place < depth { why += told(candidate.words, wish) }
            }
            reasons[item.row] = why
            scores[item.row] = why.reduce(0) { $0 + $1.1 }
        }
        lowerReplaced(candidates, years: wish.years, &scores)
        // The best possible is 1 again, so that scores of two questions stay comparable.
        let most = 1 + concepts + figures
        return fused.map { item in
            let why = (reasons[item.row] ?? []).sorted { abs($0.1) > abs($1.1) }.map(\.0)
            let score = min(1, max(0, (scores[item.row] ?? 0) / most))
            return Result(row: item.row, score: score, reasons: why, fused: item.score)
        }.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    }

    /// Places from 1 of those that a list has.
    private static func places(
        _ fused: [Fusion.Ranked], by part: KeyPath<Fusion.Ranked, Double>
    ) -> [Int64: Int] {
        let there = fused.filter { $0[keyPath: part] > 0 }
        let order = there.sorted { ($1[keyPath: part], $0.row) < ($0[keyPath: part], $1.row) }
        return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.row, $0 + 1) })
    }

    // MARK: What is known of the document

    private func settled(_ candidate: Candidate, _ wish: Wish) -> [(RankReason, Double)] {
        var why: [(RankReason, Double)] = []
        let asks = wish.organisations.contains { names in names.contains { candidate.organisation.contains($0) } }
        if asks { why.append((.organisation(candidate.organisation), hint)) }
        let likes = wish.context.preferredOrganisations.contains { !$0.isEmpty && candidate.organisation.contains($0) }
        if likes, !asks { why.append((.organisation(candidate.organisation), preferred)) }
        if let year = candidate.year, wish.years.contains(year) { why.append((.year(year), hint)) }
        if candidate.edition == .superseded, candidate.year.map(wish.years.contains) != true {
            why.append((.superseded, -superseded))
        }
        switch candidate.status {
        case .verified: break
        case .secondary: why.append((.secondary, -secondary))
        case .unverified: why.append((.unverified, -unverified))
        }
        return why
    }

    /// A passage that was replaced stays behind the one that replaced it, unless its year is asked for.
    private func lowerReplaced(
        _ candidates: [Int64: Candidate], years: Set<Int>, _ scores: inout [Int64: Double]
    ) {
        for (row, candidate) in candidates where candidate.year.map(years.contains) != true {
            guard let replacement = candidate.replacement, let limit = scores[replacement], let own = scores[row] else {
                continue
            }
            scores[row] = min(own, limit - 0.001)
        }
    }

    // MARK: What the passage says

    private func told(_ words: PassageWords, _ wish: Wish) -> [(RankReason, Double)] {
        var why: [(RankReason, Double)] = []
        let named = wish.concepts.filter { words.name($0.forms) }
        let all = wish.concepts.reduce(0) { $0 + $1.weight }
        if !named.isEmpty, all > 0 {
            let share = named.reduce(0) { $0 + $1.weight } / all
            why.append((.concepts(named.map(\.name)), concepts * share))
        }
        let shared = wish.figures.filter(words.contains)
        if !shared.isEmpty { why.append((.figures(shared), figures)) }
        for population in wish.populations {
            let fact = population.fact(of: wish.context)
            let isOther =
                wish.context.age != nil && population.excludes(wish.context)
                && !wish.namedPopulations.contains(population.kind)
            guard fact != nil || isOther else { continue }
            let strength = words.strength(of: population)
            guard strength > 0 else { continue }
            if let fact {
                why.append((.chart(fact), chart * strength))
            } else {
                why.append((.otherPatients(population.kind.rawValue), -chart * strength))
            }
        }
        return why
    }
}
