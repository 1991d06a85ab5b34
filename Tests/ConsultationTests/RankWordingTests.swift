import Evidence
import Testing

@testable import Consultation

@Suite("Why a passage ranks, in words")
struct RankWordingTests {
    @Test(
        "In the answer's language, the weightiest first, both ranks as one",
        arguments: [
            (Language.english, ["2nd by words, 1st by meaning", "names HbA1c, eGFR", "chart: CKD stage 4"]),
            (.simplifiedChinese, ["词语匹配第2、语义相近第1", "提到HbA1c、eGFR", "病历：CKD 4期"]),
            (.traditionalChinese, ["詞語匹配第2、語義相近第1", "提到HbA1c、eGFR", "病歷：CKD 4期"]),
        ])
    func inWords(language: Language, words: [String]) {
        let reasons: [RankReason] = [
            .words(rank: 2), .concepts(["HbA1c", "eGFR"]), .meaning(rank: 1), .chart("ckd-4"), .year(2026),
        ]
        #expect(RankWording(language: language).words(reasons) == words)
    }

    @Test("Low ranks and empty lists explain nothing and are left out")
    func dropsTheTrivial() {
        let wording = RankWording(language: .english)
        #expect(wording.words([.words(rank: 40), .meaning(rank: 3), .concepts([])]) == ["3rd by meaning"])
        #expect(wording.words([.words(rank: 6)]).isEmpty)
        #expect(wording.words([.concepts(["a", "b", "c", "d"])]) == ["names a, b, c"])
    }

    @Test("Every kind of reason has words in each language", arguments: Language.allCases)
    func isComplete(language: Language) {
        let reasons: [RankReason] = [
            .words(rank: 4), .meaning(rank: 5), .concepts(["INR"]), .organisation("ADA"), .year(2025),
            .chart("pregnancy"), .chart("older-adult"), .chart("child"), .chart("liver-failure"), .superseded,
            .unverified,
        ]
        let words = reasons.map { RankWording(language: language).words([$0]) }
        for own in words { #expect(own.count == 1 && own.first?.isEmpty == false) }
        #expect(Set(words).count == reasons.count)
    }

    @Test("A citation takes the words from what the search says, and what replaced it from the library")
    func fillsCitations() async throws {
        var result = SearchResult(
            passage: Passage(id: "old", guideline: "g", english: "Start at 140.", edition: .superseded, page: 12),
            guideline: Guideline(id: "g", title: "G", organisation: "O", year: 2017), score: 1)
        result.reasons = [.meaning(rank: 1), .superseded]
        let citation = Citation(n: 1, result: result, language: .english)
        #expect(citation.why == ["1st by meaning", "later, as superseded"])
        #expect(citation.page == 12)
        let newer = OtherPassage(passage: "new", organisation: "O", year: 2025)
        let replaced = try await [citation].replaced(by: Replacing(newer: ["old": newer]))
        #expect(replaced.map(\.replacement) == [newer])
    }

    private struct Replacing: EvidenceSource {
        var newer: [String: OtherPassage]

        func search(
            _ query: String, specialties: [String]?, limit: Int, context: SearchContext
        ) async throws -> SearchResponse { SearchResponse(results: [], isOnSubject: false) }

        func replacements(of passages: [String]) async throws -> [String: OtherPassage] {
            newer.filter { passages.contains($0.key) }
        }
    }

    @Test("Figures are placed where they stand, a range or a pair as one")
    func placesFigures() {
        let text = "目标 <7.0–7.5%（53 mmol/mol），130／80 mmHg。"
        let characters = Array(text)
        #expect(
            Figure.places(in: text).map { String(characters[$0.characters]) } == [
                "7.0–7.5%", "53 mmol/mol", "130／80 mmHg",
            ])
    }
}
