import Database

/// Results that say the same are shown once, with all their sources.
extension Library {
    /// The best of a ranking that say different things: the better-ranked one of those that say the same stays in its
    /// place and names the others, and further ones come after it.
    func distinct(_ found: Finding, limit: Int) throws -> [SearchResult] {
        let words = Self.places(found.lexical)
        let meaning = Self.places(found.semantic)
        let nearness = Dictionary(uniqueKeysWithValues: found.semantic.map { ($0.row, $0.value) })
        let wanted = max(0, min(limit, found.ranked.count))
        var kept: [(result: SearchResult, copy: NearCopy)] = []
        for item in found.ranked.prefix(wanted * limits.foldedEach) {
            guard kept.count < wanted else { break }
            guard let (passage, guideline) = try passage(row: item.row) else { continue }
            let copy = nearCopy(item.row, passage)
            if let first = try first(of: kept.map(\.copy), like: copy) {
                kept[first].result.alike.append(OtherPassage(passage, guideline))
                continue
            }
            var result = SearchResult(
                passage: passage, guideline: guideline, score: item.score, lexicalRank: words[item.row],
                semanticRank: meaning[item.row], semanticSimilarity: nearness[item.row])
            result.fusedScore = item.fused
            result.reasons = item.reasons
            kept.append((result, copy))
        }
        return kept.map(\.result)
    }

    private func first(of kept: [NearCopy], like copy: NearCopy) throws -> Int? {
        try kept.firstIndex { other in
            try copy.isCopy(of: other) { try similarity(of: copy.passage, and: other.passage) }
        }
    }

    /// What a passage is compared by; that of one that was read lately is at hand.
    private func nearCopy(_ row: Int64, _ passage: Passage) -> NearCopy {
        if let known = nearCopies[row] { return known }
        if nearCopies.count >= Self.mostPassageWords { nearCopies = [:] }
        let copy = NearCopy(passage)
        nearCopies[row] = copy
        return copy
    }

    /// The near copies of a passage among those that are found by its own words.
    public func copies(of id: String) async throws -> [OtherPassage] {
        guard let (passage, _) = try passage(id) else { return [] }
        let copy = NearCopy(passage)
        let text = passage.english ?? passage.chinese ?? ""
        var found: [OtherPassage] = []
        for item in try await find(text, specialties: nil).ranked.prefix(Self.lookedAt) {
            guard let (other, guideline) = try self.passage(row: item.row), other.id != id,
                try copy.isCopy(of: nearCopy(item.row, other), similarity: { try similarity(of: passage, and: other) })
            else { continue }
            found.append(OtherPassage(other, guideline))
        }
        return found
    }

    private static let lookedAt = 20

    /// The cosine of the directions of two passages' texts, in one language where both have it.
    func similarity(of one: Passage, and other: Passage) throws(DatabaseError) -> Double? {
        let isEnglish = one.english != nil && other.english != nil
        let isChinese = one.chinese != nil && other.chinese != nil
        let first = isEnglish || !isChinese ? one.english ?? one.chinese : one.chinese
        let second = isEnglish || !isChinese ? other.english ?? other.chinese : other.chinese
        guard let a = try direction(one, first), let b = try direction(other, second), a.count == b.count else {
            return nil
        }
        return zip(a, b).reduce(0) { $0 + Double($1.0 * $1.1) }
    }

    private func direction(_ passage: Passage, _ text: String?) throws(DatabaseError) -> [Float]? {
        guard let embedder, let text else { return nil }
        var alone = passage
        alone.english = text
        alone.chinese = nil
        alone.questions = []
        guard let embedded = EmbeddedText.all(of: alone).first else { return nil }
        return try connection.firstRow(
            "SELECT scale, vector FROM embedding WHERE key = ?", embeddingKey(embedded, embedder)
        ) { PackedVector(scale: $0.double(0), bytes: $0.blob(1)).floats }
    }
}

extension OtherPassage {
    init(_ passage: Passage, _ guideline: Guideline) {
        self.init(
            passage: passage.id, organisation: guideline.organisation, year: guideline.year, english: passage.english,
            chinese: passage.chinese)
    }
}
