import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("An answer tells how it came about")
struct ExplanationTests {
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    private static let results = [
        result(
            "dm-cutoffs", "diabetes", "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
            "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。"),
        result("bp-start", "hypertension", "Start drugs at ≥140/90 mmHg in all adults.", "成人血压≥140/90 mmHg即用药。"),
    ]

    private func answer(
        _ question: String, _ pieces: [String], patient: Patient? = nil, isOnSubject: Bool = true,
        phrasing: Phrasing = .free
    ) async throws -> Answer {
        let model = ScriptedModel(pieces, probability: 0.4)
        let pipeline = TurnPipeline(
            grove: grove, evidence: FixedEvidence(results: Self.results, isOnSubject: isOnSubject), model: { model },
            digest: { _ in "abc123" })
        let request = TurnRequest(
            question: question, patient: patient, session: SessionID(),
            options: GenerationOptions(maxTokens: 100, temperature: 0.3, seed: 9),
            phrasing: phrasing, now: Date(timeIntervalSince1970: 1_790_000_000))
        var last: Answer?
        for try await event in pipeline.start(request).events {
            if case .finished(let answer) = event { last = answer }
        }
        return try #require(last)
    }

    @Test("Route, query, ranks, prompt, sampler, confidence and checks are all there")
    func complete() async throws {
        let answer = try await answer(
            "What is the HbA1c cut-off for diabetes?",
            [" Diabetes is diagnosed at ", "HbA1c ≥6.5% [2].", " Give metformin 850 mg."])
        let why = try #require(answer.why)
        #expect(why.question.asked == "What is the HbA1c cut-off for diabetes?")
        #expect((why.routeScores["diabetes"] ?? 0) > (why.routeScores["hypertension"] ?? 1))
        #expect(why.subject?.isCovered == true)
        #expect(why.passages.map(\.passage) == answer.citations.map(\.passage))
        #expect(why.passages.first?.semanticRank == 1 && why.passages.first?.similarity == 0.9)
        #expect(why.prompt.contains { $0.kind == .system && ($0.tokens ?? 0) > 0 })
        #expect(why.sampler?.seed == 9 && why.sampler?.temperature == 0.3 && why.sampler?.maxTokens == 100)
        #expect(answer.model?.sha256 == "abc123")
        #expect(answer.model?.adapter == "diabetes, SHA-256 def456, × 1.0")
        #expect(why.written == " Diabetes is diagnosed at HbA1c ≥6.5% [2]. Give metformin 850 mg.")
        #expect(why.confidence.map(\.text) == ["6.5%", "metformin", "850 mg"])
        #expect(why.confidence.allSatisfy { $0.probability == 0.4 })
        #expect(why.sentences.map(\.verdict) == answer.sentences.map(\.verdict))
        let corrected = try #require(why.sentences.last { $0.writtenCitations == [2] })
        #expect(corrected.citations == [1])
        #expect(corrected.figures.first?.places.contains("[1]") == true)
        let invented = try #require(why.sentences.last)
        #expect(invented.verdict == .numberNotInEvidence)
        #expect(invented.figures.first?.text == "850 mg" && invented.figures.first?.places == [])
    }

    @Test("Where the model isn't asked, the reason stands there, and no prompt")
    func abstained() async throws {
        let answer = try await answer("Which stock should I buy?", ["never"], isOnSubject: false)
        let why = try #require(answer.why)
        #expect(why.abstention?.code == "off-subject")
        #expect(why.prompt.isEmpty && why.written == nil && why.confidence.isEmpty)
        let report = ExplanationReport(answer, language: .english)
        #expect(report.sections.first?.lines.contains { $0.text.contains("off-subject") } == true)
    }

    @Test("The answer's own JSON stays as it was; the explained one has `why` and says first what it holds")
    func json() async throws {
        let answer = try await answer("HbA1c cut-off?", [" HbA1c ≥6.5% [1]."], patient: .example)
        let plain = String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        #expect(!plain.contains("\"why\":{") && !plain.contains("xinglin.why"))
        let text = try ExplainedAnswer(answer).json()
        #expect(text.split(separator: "\n").first?.contains("handle it as the chart itself") == true)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["schema"] as? String == "xinglin.answer/1")
        let why = try #require(object["why"] as? [String: Any])
        #expect(why["schema"] as? String == "xinglin.why/1")
        #expect((why["sampler"] as? [String: Any])?["max_tokens"] as? Int == 100)
        let decoded = try JSONDecoder().decode(Explanation.self, from: JSONEncoder().encode(try #require(answer.why)))
        #expect(decoded == answer.why)
    }

    @Test("As Markdown it has every section, in both languages, and the prompt word for word")
    func markdown() async throws {
        let answer = try await answer("HbA1c cut-off?", [" HbA1c ≥6.5% [1]."], patient: .example)
        let prompt = try #require(answer.why?.prompt.first { $0.kind == .patient }).text
        for (language, title) in [
            (Language.english, "How this answer came about"), (.simplifiedChinese, "这个回答是怎样得出的"),
            (.traditionalChinese, "這個回答是怎樣得出的"),
        ] {
            let text = ExplainedAnswer(answer).markdown(in: language)
            #expect(text.hasPrefix("> \(ExplainedAnswer.notice(in: language))\n"))
            #expect(text.contains("# \(title)\n"))
            #expect(text.contains(prompt))
            #expect(ExplanationReport(answer, language: language).sections.count >= 8)
        }
    }

    @Test("An answer out of the store says that nothing was kept")
    func fromTheStore() {
        let answer = Answer(question: "?", language: .english, audience: .clinician)
        let report = ExplanationReport(answer, language: .simplifiedChinese)
        #expect(report.sections.count == 1 && report.sections[0].lines[0].text.contains("未保存"))
    }

    @Test("The library says what it made of the question")
    func expandedQuery() async throws {
        let answer = try await answer("HbA1c cut-off?", [], phrasing: .none)
        #expect(answer.why?.question.searched == "HbA1c cut-off?")
        #expect(answer.why?.sampler == nil && answer.model == nil)
        #expect(answer.why?.sentences.contains { $0.isQuotation } == true)
    }
}
