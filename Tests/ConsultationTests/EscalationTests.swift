import Clinical
import Testing

@testable import Consultation

/// What a patient gets in an emergency: the rules' words, each tied to the passages behind its rule.
@Suite("The emergency text names its sources")
struct EscalationTests {
    private func citation(_ n: Int, _ passage: String, status: String = "verified") -> Citation {
        Citation(
            n: n, passage: passage, guideline: "g", organisation: "o", year: 2024, section: nil, grade: nil,
            edition: .current, status: status, url: nil, text: "t", alternatives: [], score: 1)
    }

    private func escalated(_ language: Language, _ message: String, _ citations: [Citation]) -> Answer {
        var answer = Answer(question: "q", language: language, audience: .patient)
        answer.triage = TriageNotice(
            level: .emergency,
            rules: [TriageNotice.Rule(id: "r", message: message, matched: "m", source: "s", passages: ["a", "b"])])
        answer.citations = citations
        Escalation(answer).end(&answer)
        return answer
    }

    @Test(
        "Every sentence carries its rule's passages, and the mark stands behind the last",
        arguments: [
            (Language.english, "Possible heart attack. Call 120 now.", "Possible heart attack. Call 120 now [2][3]."),
            (Language.simplifiedChinese, "可能为心梗。立即拨打120。", "可能为心梗。立即拨打120[2][3]。"),
        ])
    func marks(_ language: Language, _ message: String, _ text: String) {
        let answer = escalated(language, message, [citation(1, "other"), citation(2, "a"), citation(3, "b")])
        #expect(answer.status == .escalated)
        #expect(answer.answer == text)
        #expect(answer.sentences.map(\.citations) == [[2, 3], [2, 3]])
        #expect(answer.sentences.allSatisfy { $0.verdict == .supported })
    }

    @Test("A rule whose passage isn't in the library is said to rest on none, and one on unverified passages says so")
    func weaker() {
        #expect(escalated(.english, "Go now.", [citation(1, "other")]).sentences.map(\.verdict) == [.uncited])
        let unseen = escalated(.english, "Go now.", [citation(1, "a", status: "unverified")])
        #expect(unseen.sentences.map(\.verdict) == [.weakSupport])
        #expect(unseen.sentences.first?.detail == CheckWording(language: .english).onlyUnverified)
    }
}
