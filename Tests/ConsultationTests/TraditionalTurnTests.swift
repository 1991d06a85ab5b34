import Clinical
import Evidence
import Foundation
import Inference
import Script
import TestSupport
import Testing

@testable import Consultation

@Suite("A question in Traditional script is answered in Traditional script")
struct TraditionalTurnTests {
    private let grove: Grove
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)
    private static let results = [
        result(
            "dm-cutoffs", "diabetes", "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
            "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。")
    ]

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    /// Remembers what it was asked.
    private actor Asked: EvidenceSource {
        var queries: [String] = []
        let isOnSubject: Bool

        init(isOnSubject: Bool) { self.isOnSubject = isOnSubject }

        func search(
            _ query: String, specialties: [String]?, limit: Int, context: SearchContext
        ) async throws -> SearchResponse {
            queries.append(query)
            return SearchResponse(results: TraditionalTurnTests.results, isOnSubject: isOnSubject)
        }
    }

    private func run(
        _ question: String, model: any LanguageModel, evidence: any EvidenceSource, audience: Audience = .clinician,
        phrasing: Phrasing = .free, language: Language? = nil, before: [String] = [], tokens: Int = 100
    ) async throws -> (events: [TurnEvent], answer: Answer) {
        let pipeline = TurnPipeline(grove: grove, evidence: evidence, model: { model })
        let request = TurnRequest(
            question: question, language: language, audience: audience, patient: .example, questionsBefore: before,
            session: SessionID(),
            options: GenerationOptions(maxTokens: tokens), phrasing: phrasing, now: Self.day)
        var events: [TurnEvent] = []
        for try await event in pipeline.start(request).events { events.append(event) }
        guard case .finished(let answer) = try #require(events.last) else { throw CancellationError() }
        return (events, answer)
    }

    private func isTraditional(_ text: String) throws -> Bool { try ScriptConverter().traditional(text) == text }

    @Test("Searched, prompted and checked as Simplified; said as Traditional, as it streams too")
    func endToEnd() async throws {
        let model = ScriptedModel(["空腹血", "糖≥126 mg/dL可诊", "断糖尿", "病[3]。"])
        let evidence = Asked(isOnSubject: true)
        let question = "空腹血糖多少可診斷糖尿病？"
        let (events, answer) = try await run(question, model: model, evidence: evidence)
        #expect(answer.question == question && answer.language == .traditionalChinese)
        #expect(await evidence.queries.allSatisfy { $0 == "空腹血糖多少可诊断糖尿病？" })
        let prompt = try #require(await model.prompts.first).map(\.text).joined()
        #expect(prompt.contains("空腹血糖多少可诊断糖尿病") && !prompt.contains("診斷"))
        #expect(answer.answer.hasSuffix("簡而言之：空腹血糖≥126 mg/dL可診斷糖尿病[1]。"))
        #expect(answer.sentences.allSatisfy { $0.verdict == .supported })
        #expect(answer.sentences.last?.detail == "引用已更正：模型寫的是[3]，支持這句話的是[1]。")
        #expect(answer.citations.first?.text == "空腹血糖≥126 mg/dL或HbA1c≥6.5%可診斷糖尿病。")
        #expect(answer.why?.written == "空腹血糖≥126 mg/dL可诊断糖尿病[3]。")
        var told = ""
        for event in events {
            switch event {
            case .lead(let text), .text(let text): told += text
            case .evidence(let citations): #expect(try isTraditional(citations.map(\.text).joined()))
            default: break
            }
        }
        #expect(told.hasSuffix("簡而言之：空腹血糖≥126 mg/dL可診斷糖尿病[3]。"))
        #expect(try isTraditional(told))
    }

    @Test("What a question leans on is searched as Simplified and told as Traditional")
    func followUp() async throws {
        let evidence = Asked(isOnSubject: true)
        let before = "空腹血糖多少可診斷糖尿病？"
        let (events, answer) = try await run(
            "那孕婦呢？", model: ScriptedModel(["never"]), evidence: evidence, phrasing: .none, before: [before])
        #expect(await evidence.queries.first == "空腹血糖多少可诊断糖尿病？ 那孕妇呢？")
        #expect(events.contains(.leaning(on: [before])) && answer.leansOn == [before])
    }

    @Test("Without the model, and asked for by language where the question is English")
    func withoutModel() async throws {
        let model = ScriptedModel(["never"])
        let (_, answer) = try await run(
            "HbA1c cut-off for diabetes?", model: model, evidence: FixedEvidence(results: Self.results),
            phrasing: .none,
            language: .traditionalChinese)
        #expect(answer.language == .traditionalChinese)
        #expect(answer.answer.contains("可診斷糖尿病") && answer.answer.contains("≥126 mg/dL"))
        #expect(answer.sentences.allSatisfy { $0.verdict == .supported })
    }

    @Test("A refusal is Traditional, and the question's form is read as the Simplified one's")
    func abstains() async throws {
        let model = ScriptedModel(["never"])
        let (_, answer) = try await run("我該買哪支股票？", model: model, evidence: Asked(isOnSubject: false))
        #expect(answer.status == .abstained && answer.answer.hasPrefix("這不屬於我的範圍"))
        #expect(try isTraditional(answer.answer))
        let (_, fate) = try await run("這位患者確切的治癒率是多少？我還能活多久？", model: model, evidence: Asked(isOnSubject: true))
        #expect(fate.why?.abstention?.code == "own-fate")
    }

    @Test("The messages of the red flags that somebody wrote in Traditional come as they were written")
    func redFlags() async throws {
        let model = ScriptedModel(["never"])
        let (_, answer) = try await run(
            "胸痛壓迫感、大汗、呼吸困難", model: model, evidence: Asked(isOnSubject: true), audience: .patient)
        #expect(answer.status == .escalated)
        let converter = try ScriptConverter()
        for rule in answer.triage.rules {
            #expect(converter.traditional(rule.message) == rule.message, "\(rule.id)")
            let words = rule.matched.split(separator: " · ")
            #expect(words.allSatisfy { "胸痛壓迫感、大汗、呼吸困難".contains($0) }, "\(rule.matched)")
        }
    }

    @Test("Every red flag's Traditional message is one that conversion leaves alone")
    func fixedPoints() throws {
        let converter = try ScriptConverter()
        for rule in grove.triageRules.loadedRules {
            let message = rule.message.traditional ?? ""
            #expect(converter.traditional(message) == message, "\(rule.id)")
        }
    }

    @Test("Simplified and English answers pass through untouched")
    func others() async throws {
        let model = ScriptedModel(["空腹血糖≥126 mg/dL可诊断糖尿病。"])
        let (_, answer) = try await run(
            "空腹血糖多少可诊断糖尿病？", model: model, evidence: FixedEvidence(results: Self.results))
        #expect(answer.language == .simplifiedChinese && answer.answer.contains("可诊断糖尿病[1]"))
    }

    @Test(
        "With the small real model too: its words come Traditional, with a probability for each token",
        .enabled(if: Dependencies.has(Dependencies.smallModel)))
    func realModel() async throws {
        let manager = try await SessionManager.load(
            Dependencies.smallModel,
            options: LoadOptions(contextLength: 4096, threads: 1, checksWeights: false, maxSessions: 1))
        let (events, answer) = try await run(
            "空腹血糖多少可診斷糖尿病？", model: manager, evidence: FixedEvidence(results: Self.results), tokens: 12)
        #expect(answer.status == .answered && answer.language == .traditionalChinese)
        #expect(try isTraditional(answer.answer))
        #expect(answer.answer.contains("簡而言之"))
        let told = events.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
        #expect(try told == ScriptConverter().traditional(PlainText.clean(try #require(answer.why?.written))))
        #expect(answer.why?.generation?.answerTokens == 12)
    }
}
