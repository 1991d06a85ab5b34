import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("The prompt is told part by part, exactly as the model gets it")
struct PromptPartTests {
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    private static let results = [
        SearchResult(
            passage: Passage(
                id: "dm", guideline: "g", section: nil, grade: nil, english: "Diabetes is diagnosed at HbA1c ≥6.5%.",
                chinese: "HbA1c≥6.5%可诊断糖尿病。", title: nil, status: .verified, verifiedAt: nil, conflictsWith: [],
                topic: nil, edition: .current),
            guideline: Guideline(
                id: "g", title: "Guideline", organisation: "Society", year: 2025, url: nil, language: "en",
                status: .verified, supersedes: [], specialty: "diabetes", edition: .current, collection: "packs"),
            score: 1, lexicalRank: 1, semanticRank: 1, semanticSimilarity: 0.9)
    ]

    private func run(
        _ question: String, patient: Patient?, history: [TurnRequest.Earlier] = []
    ) async throws -> (parts: [PromptPart], messages: [ChatMessage]) {
        let model = ScriptedModel(["HbA1c ≥6.5% [1]."])
        let pipeline = TurnPipeline(
            grove: grove, evidence: FixedEvidence(results: Self.results), model: { model })
        let request = TurnRequest(
            question: question, patient: patient, history: history, session: SessionID(),
            options: GenerationOptions(maxTokens: 100), phrasing: .free, now: Date(timeIntervalSince1970: 1_790_000_000)
        )
        var told: [[PromptPart]] = []
        for try await event in pipeline.start(request).events {
            if case .promptBuilt(let parts) = event { told.append(parts) }
        }
        #expect(told.count == 1)
        return (try #require(told.first), try #require(await model.prompts.first))
    }

    @Test(
        "Rules, patient, history, passages and question are there, in the order of the messages, and nothing else",
        arguments: ["What is the HbA1c cut-off?", "HbA1c多少可诊断糖尿病？"])
    func isExact(question: String) async throws {
        let earlier = TurnRequest.Earlier(question: "Before?", answer: "So.")
        let (parts, messages) = try await run(question, patient: .example, history: [earlier])
        #expect(
            parts.map(\.kind) == [.system, .patient, .earlierQuestion, .earlierAnswer, .question, .lead],
            "the passage is quoted where the answer begins, so it isn't read twice")
        #expect(messages.map(\.role) == [.system, .user, .assistant, .user, .assistant])
        #expect(messages.map(\.text).joined(separator: "\n\n") == parts.map(\.text).joined(separator: "\n\n"))
        #expect(parts.dropLast().last?.text.contains(question) == true)
        #expect(parts[1].text.contains("Metformin"))
        #expect(!parts.contains { $0.text.contains("Sample Patient") }, "a prompt holds no name")
    }

    @Test(
        "What a question alone names of the patient stands with it, so that what comes before is the same for the next")
    func askedValues() async throws {
        var patient = Patient.example
        patient.observations.append(
            Observation(
                name: "Eye colour score", value: Quantity(value: 3, unit: "1"), time: PartialDate("2026-08-01")))
        let earlier = [TurnRequest.Earlier(question: "Before?", answer: "So.")]
        let named = try await run("What does the eye colour score mean for HbA1c?", patient: patient, history: earlier)
        let other = try await run("What is the HbA1c cut-off?", patient: patient, history: earlier)
        #expect(Array(named.messages.prefix(3)) == Array(other.messages.prefix(3)))
        #expect(named.messages[3].text.contains("Eye colour score"))
        #expect(!other.messages.contains { $0.text.contains("Eye colour score") })
    }

    @Test("Without a patient there is no part for one, and every part is counted")
    func counts() async throws {
        let (parts, messages) = try await run("What is the HbA1c cut-off?", patient: nil)
        #expect(parts.map(\.kind) == [.system, .question, .lead])
        #expect(messages.count == 3)
        // The scripted model counts characters.
        #expect(parts.map(\.tokens) == parts.map(\.text.count))
    }
}
