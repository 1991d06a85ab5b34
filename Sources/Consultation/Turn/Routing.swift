import Evidence

/// Chooses the specialty: by meaning, the one whose passages come first, and by the lexicon, the one whose passages name
/// what the question names. A question on no pack's subject is nobody's field.
struct Routing {
    var grove: Grove
    /// How much the names weigh beside the meaning.
    private let lexicalWeight = 0.3

    /// - Parameters:
    ///   - pinned: the user's choice, taken as it is.
    ///   - response: the search over all specialties.
    /// - Returns: nil where no pack fits.
    func choose(pinned: String?, response: SearchResponse) -> SpecialtyChoice? {
        if let pinned { return SpecialtyChoice(id: pinned, how: .pinned, score: nil) }
        guard response.isOnSubject else { return nil }
        let meaning = Self.shares(of: response.results)
        guard !meaning.isEmpty else { return nil }
        let scores = scores(of: response)
        // Names alone don't choose: the answer rests on passages.
        guard
            let best = scores.filter({ meaning[$0.key] != nil })
                .max(by: { ($0.value, $1.key) < ($1.value, $0.key) })
        else { return nil }
        return SpecialtyChoice(
            id: best.key, how: .routed, score: min(1, best.value), reason: reason(for: best.key, response, meaning))
    }

    /// What the choice goes by: each specialty's share, 0…1.
    func scores(of response: SearchResponse) -> [String: Double] {
        let meaning = Self.shares(of: response.results)
        let names = Self.shares(of: response.concepts)
        guard !meaning.isEmpty, !names.isEmpty else { return meaning }
        return Set(meaning.keys).union(names.keys).reduce(into: [:]) { scores, id in
            scores[id] = (1 - lexicalWeight) * (meaning[id] ?? 0) + lexicalWeight * (names[id] ?? 0)
        }
    }

    /// Each specialty's share of the passages, the first counting most.
    private static func shares(of results: [SearchResult]) -> [String: Double] {
        var weights: [String: Double] = [:]
        for (rank, result) in results.enumerated() where !result.guideline.specialty.isEmpty {
            weights[result.guideline.specialty, default: 0] += 1 / Double(rank + 1)
        }
        return normalised(weights)
    }

    /// Each specialty's share of the passages that name what the question names, every concept counting the same.
    private static func shares(of concepts: [NamedConcept]) -> [String: Double] {
        var weights: [String: Double] = [:]
        for concept in concepts {
            let all = concept.passages.values.reduce(0, +)
            for (id, count) in concept.passages where all > 0 { weights[id, default: 0] += Double(count) / Double(all) }
        }
        return normalised(weights)
    }

    private static func normalised(_ weights: [String: Double]) -> [String: Double] {
        let all = weights.values.reduce(0, +)
        return all > 0 ? weights.mapValues { $0 / all } : [:]
    }

    // MARK: Reason

    private func reason(
        for id: String, _ response: SearchResponse, _ meaning: [String: Double]
    ) -> SpecialtyChoice.Reason {
        let own = response.results.count { $0.guideline.specialty == id }
        let others = meaning.filter { $0.key != id }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let named = response.concepts.filter { concept in
            let most = concept.passages.values.max() ?? 0
            return most > 0 && concept.passages[id] == most
        }.prefix(3)
        let count = response.results.count
        var english = "\(own) of the first \(count) passages are from \(grove.name(of: id, in: .english))"
        var chinese = "前\(count)段中有\(own)段出自“\(grove.name(of: id, in: .simplifiedChinese))”"
        if !named.isEmpty {
            english += "; the question names \(named.map(\.english).joined(separator: ", "))"
            chinese += "；问题提到\(named.map(\.chinese).joined(separator: "、"))"
        }
        english += "."
        chinese += "。"
        if !others.isEmpty {
            english += " Passages from \(names(others, .english)) answer too."
            chinese += "\(names(others, .simplifiedChinese))也有相关段落。"
        }
        return SpecialtyChoice.Reason(english: english, chinese: chinese)
    }

    private func names(_ ids: [String], _ language: Language) -> String {
        ids.map { grove.name(of: $0, in: language) }.joined(separator: language.isChinese ? "、" : ", ")
    }
}
