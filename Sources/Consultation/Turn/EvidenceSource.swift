public import Evidence

/// Where a turn's passages come from: the library, or a fixed list in tests.
public protocol EvidenceSource: Sendable {
    func search(_ query: String, specialties: [String]?, limit: Int) async throws -> SearchResponse
}

extension Library: EvidenceSource {}

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
    }
}
