public import Evidence

/// Where a turn's passages come from: the library, or a fixed list in tests.
public protocol EvidenceSource: Sendable {
    func search(
        _ query: String, specialties: [String]?, limit: Int, context: SearchContext
    ) async throws -> SearchResponse
    /// The passages of these ids that there are, in this order.
    func passages(named ids: [String]) async throws -> [SearchResult]
    /// What took the place of superseded passages, by their ids.
    func replacements(of passages: [String]) async throws -> [String: OtherPassage]
    /// How many passages name one of each list of names, up to one: whether the evidence speaks of it at all.
    func count(naming groups: [[String]]) async throws -> Int
    /// The terms of a text that have an everyday name in its language; each once.
    func plainNames(in text: String, inChinese: Bool) async throws -> [PlainName]
}

extension EvidenceSource {
    public func search(_ query: String, specialties: [String]?, limit: Int) async throws -> SearchResponse {
        try await search(query, specialties: specialties, limit: limit, context: SearchContext())
    }

    public func passages(named ids: [String]) async throws -> [SearchResult] { [] }

    public func replacements(of passages: [String]) async throws -> [String: OtherPassage] { [:] }

    public func plainNames(in text: String, inChinese: Bool) async throws -> [PlainName] { [] }

    /// A source that can't be asked speaks of everything.
    public func count(naming groups: [[String]]) async throws -> Int { 1 }
}

extension Library: EvidenceSource {
    public func count(naming groups: [[String]]) throws -> Int { try count(naming: groups, atMost: 1) }

    public func passages(named ids: [String]) throws -> [SearchResult] {
        try ids.compactMap { id in
            try passage(id).map { SearchResult(passage: $0.0, guideline: $0.1, score: 1) }
        }
    }
}

extension [SearchResult] {
    /// With some further passages in front, each once, and as many in all as before: at least those.
    func led(by others: [SearchResult], limit: Int) -> [SearchResult] {
        let front = others.map { other in
            var found = first { $0.passage.id == other.passage.id } ?? other
            found.score = self.first?.score ?? other.score
            return found
        }
        let ids = Set(front.map(\.passage.id))
        return Array((front + filter { !ids.contains($0.passage.id) }).prefix(Swift.max(limit, front.count)))
    }
}

extension [Citation] {
    /// With what took the place of the superseded ones.
    func replaced(by evidence: any EvidenceSource) async throws -> [Citation] {
        let old = filter { $0.edition == .superseded }.map(\.passage)
        guard !old.isEmpty else { return self }
        let found = try await evidence.replacements(of: old)
        return map { citation in
            var citation = citation
            citation.replacement = found[citation.passage]
            return citation
        }
    }
}

extension Citation {
    /// The n-th passage of a turn, in the answer's language.
    init(n: Int, result: SearchResult, language: Language) {
        let passage = result.passage
        let guideline = result.guideline
        self.init(
            n: n, passage: passage.id, guideline: guideline.title, organisation: guideline.organisation,
            year: guideline.year, section: passage.section, grade: passage.grade,
            edition: passage.edition == .current ? .current : .superseded, status: passage.status.rawValue,
            url: guideline.url, text: passage.text(in: language.rawValue),
            alternatives: [passage.english, passage.chinese].compactMap { $0 }, score: result.score)
        page = passage.page
        why = RankWording(language: language).words(result.reasons)
        alike = result.alike
        dissents = result.dissents
    }
}
