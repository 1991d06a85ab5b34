import Clinical
import Evidence
import Foundation
import Inference
import Testing

@testable import Consultation

@Suite("A turn runs through every stage, evidence first")
struct TurnPipelineTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)  // September 2026
    private let grove: Grove

    init() throws { grove = try Grove.load(from: Repository.prompts) }

    private static let results = [
        result(
            "dm-cutoffs", "diabetes", "Diabetes is diagnosed at fasting plasma glucose ≥126 mg/dL or HbA1c ≥6.5%.",
            "空腹血糖≥126 mg/dL或HbA1c≥6.5%可诊断糖尿病。"),
        result("bp-start", "hypertension", "Start drugs at ≥140/90 mmHg in all adults.", "成人血压≥140/90 mmHg即用药。"),
    ]

    private func run(
        _ question: String, model: ScriptedModel, audience: Audience = .clinician, specialty: String? = nil,
        isOnSubject: Bool = true, patient: Patient? = nil, history: [TurnRequest.Earlier] = [],
        before: [String] = [], phrasing: Phrasing = .free
    ) async throws -> (events: [TurnEvent], answer: Answer) {
        let pipeline = TurnPipeline(
            grove: grove, evidence: FixedEvidence(results: Self.results, isOnSubject: isOnSubject), model: { model })
        let request = TurnRequest(
            question: question, audience: audience, specialty: specialty, patient: patient, history: history,
            questionsBefore: before, session: SessionID(), options: GenerationOptions(maxTokens: 100),
            phrasing: phrasing, now: Self.day)
        var events: [TurnEvent] = []
        for try await event in pipeline.start(request).events { events.append(event) }
        guard case .finished(let answer) = try #require(events.last) else { throw Unfinished() }
        return (events, answer)
    }
    private struct Unfinished: Error {}

    @Test("Triage, route and passages come before the first token, the checked answer last")
    func order() async throws {
        let model = ScriptedModel([" Diabetes is diagnosed at ", "HbA1c ≥6.5% [2]."])
        let (events, answer) = try await run("What is the HbA1c cut-off for diabetes?", model: model)
        let kinds = events.map(\.kind)
        #expect(
            kinds == ["triaged", "routed", "evidence", "lead", "promptBuilt", "generating", "text", "text", "finished"])
        #expect(answer.status == .answered)
        #expect(answer.specialty?.id == "diabetes" && answer.specialty?.how == .routed)
        #expect(answer.answer.hasPrefix("- **Society 2025**: Diabetes is diagnosed at fasting plasma glucose"))
        #expect(answer.answer.hasSuffix("\n\nIn short: Diabetes is diagnosed at HbA1c ≥6.5% [1]."))
        #expect(answer.sentences.map(\.verdict) == [.supported, .supported, .supported])
        #expect(answer.sentences.last?.detail?.contains("[2]") == true)
    }

    @Test("A question cut short is searched with the one before it, which is told; the model sees it as it was asked")
    func followUp() async throws {
        let model = ScriptedModel([" HbA1c ≥6.5% [1]."])
        let before = "What are the diagnostic cut-offs for diabetes?"
        let (events, answer) = try await run("And in pregnancy?", model: model, before: [before])
        #expect(events.contains(.leaning(on: [before])) && answer.leansOn == [before])
        #expect(answer.question == "And in pregnancy?")
        #expect(answer.why?.question.searched == before + " And in pregnancy?")
        let last = try #require(await model.prompts.first?.last { $0.role == .user }).text
        #expect(last.contains("And in pregnancy?") && !last.contains(before))
        let (_, whole) = try await run(before, model: model, before: ["And in pregnancy?"])
        #expect(whole.leansOn == nil && whole.why?.question.searched == before)
    }

    @Test("A Chinese question is prompted in Chinese, with Chinese passages")
    func chinese() async throws {
        let model = ScriptedModel(["空腹血糖≥126 mg/dL可诊断糖尿病。"])
        let (_, answer) = try await run("空腹血糖多少可诊断糖尿病？", model: model)
        let prompt = try #require(await model.prompts.first)
        #expect(answer.language == .simplifiedChinese)
        #expect(prompt.last?.role == .assistant && prompt.last?.text.hasSuffix("简而言之：") == true)
        #expect(prompt.dropLast().last?.text.contains("可诊断糖尿病") == true)
        #expect(prompt.first?.text.contains("杏林") == true)
        #expect(answer.sentences.map(\.verdict) == [.supported, .supported, .supported])
    }

    @Test("Where the evidence has nothing, the model isn't asked")
    func abstention() async throws {
        let model = ScriptedModel(["never"])
        let (events, answer) = try await run("Which stock should I buy?", model: model, isOnSubject: false)
        #expect(answer.status == .abstained)
        #expect(answer.answer.contains("Diabetes"))
        #expect(await model.prompts.isEmpty)
        #expect(!events.map(\.kind).contains("text"))
    }

    @Test(
        "An edition of a year that hasn't come isn't answered from another",
        arguments: [
            "According to the 2031 ADA Standards, what is the HbA1c target?", "按2032年版指南，血压目标是多少？",
        ])
    func future(question: String) async throws {
        let model = ScriptedModel(["never"])
        let (_, answer) = try await run(question, model: model)
        #expect(answer.status == .abstained)
        #expect(await model.prompts.isEmpty)
    }

    @Test("A pinned specialty is kept; an unknown one is refused with the list of those there are")
    func pinned() async throws {
        let model = ScriptedModel(["Start drugs at ≥140/90 mmHg in all adults."])
        let (_, answer) = try await run("When to start drugs?", model: model, specialty: "hypertension")
        #expect(answer.specialty == SpecialtyChoice(id: "hypertension", how: .pinned, score: nil))
        #expect(answer.citations.map(\.passage) == ["bp-start"])
        await #expect {
            _ = try await run("When?", model: model, specialty: "astrology")
        } throws: { ($0 as? Failure)?.why.contains("hypertension") == true }
    }

    @Test("Without the model the answer is what the program says by itself, checked all the same")
    func withoutModel() async throws {
        let model = ScriptedModel(["never"])
        let pipeline = TurnPipeline(grove: grove, evidence: FixedEvidence(results: Self.results), model: { model })
        let request = TurnRequest(
            question: "HbA1c cut-off?", session: SessionID(), phrasing: .none, now: Self.day)
        var last: Answer?
        for try await event in pipeline.start(request).events {
            if case .finished(let answer) = event { last = answer }
        }
        let answer = try #require(last)
        #expect(answer.status == .answered && answer.answer.contains("≥6.5% [1]"))
        #expect(!answer.sentences.isEmpty && answer.sentences.allSatisfy { $0.verdict == .supported })
        #expect(await model.prompts.isEmpty)
    }

    @Test("A cancelled turn ends with the text so far, labelled, and without verdicts")
    func cancel() async throws {
        let model = ScriptedModel(Array(repeating: "word ", count: 1000), pause: .milliseconds(5))
        let pipeline = TurnPipeline(grove: grove, evidence: FixedEvidence(results: Self.results), model: { model })
        let turn = pipeline.start(
            TurnRequest(
                question: "HbA1c?", session: SessionID(), options: GenerationOptions(maxTokens: 9), phrasing: .free,
                now: Self.day))
        var last: Answer?
        for try await event in turn.events {
            if case .text = event { turn.cancel() }
            if case .finished(let answer) = event { last = answer }
        }
        let answer = try #require(last)
        #expect(answer.status == .cancelled)
        #expect(answer.answer.contains("In short:word ") && answer.answer.count < 4000)
        #expect(answer.sentences.isEmpty)
    }

    @Test("A turn called off while its library is still opening ends at once; its triage was told before")
    func cancelBeforeEvidence() async throws {
        /// Never answers, as a library that is being indexed for minutes; what waits for it may be called off.
        struct OpeningEvidence: EvidenceSource {
            func search(
                _ query: String, specialties: [String]?, limit: Int, context: SearchContext
            ) async throws -> SearchResponse {
                try await Task.sleep(for: .seconds(3600))
                return SearchResponse(results: [], isOnSubject: true, elapsedMilliseconds: 0)
            }
        }
        let pipeline = TurnPipeline(grove: grove, evidence: OpeningEvidence(), model: { ScriptedModel(["never"]) })
        let turn = pipeline.start(
            TurnRequest(question: "HbA1c?", session: SessionID(), options: GenerationOptions(), now: Self.day))
        var kinds: [String] = []
        for try await event in turn.events {
            kinds.append(event.kind)
            if case .triaged = event { turn.cancel() }
            if case .finished(let answer) = event { #expect(answer.status == .cancelled) }
        }
        #expect(kinds.first == "triaged" && kinds.last == "finished" && kinds.count == 2)
    }

    @Test("Escape sequences in the model's text never reach the client")
    func escapes() async throws {
        let (events, answer) = try await run("HbA1c?", model: ScriptedModel(["\u{1B}[2Jsafe\u{202E}", "\u{9B}31m"]))
        let text = events.compactMap { if case .text(let piece) = $0 { piece } else { nil } }.joined() + answer.answer
        #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B || $0.value == 0x202E })
        #expect(text.contains("safe"))
    }

    @Test("Old turns leave a full prompt visibly; allergies and drugs never do")
    func full() async throws {
        let model = ScriptedModel(["ok"], contextLength: 4000)
        var patient = Patient.example
        patient.allergies = [Allergy(text: "Penicillin-anaphylaxis", status: "active")]
        let history = (1...30).map {
            TurnRequest.Earlier(question: "question \($0)", answer: String(repeating: "a", count: 300))
        }
        let (_, answer) = try await run("HbA1c cut-off?", model: model, patient: patient, history: history)
        #expect(answer.warnings.contains { $0.kind == "history-left-out" })
        let prompt = try #require(await model.prompts.first)
        #expect(prompt[0].text.contains("Penicillin-anaphylaxis"))
        #expect(!prompt.contains { $0.text == "question 1" })

        let tiny = ScriptedModel(["ok"], contextLength: 500)
        await #expect {
            _ = try await run("HbA1c cut-off?", model: tiny, patient: patient)
        } throws: { "\($0)".contains("don't fit into the context of 500") }
        #expect(await tiny.prompts.isEmpty)
    }

    @Test("Neither name nor identifier of the patient is given to the model")
    func privacy() async throws {
        let model = ScriptedModel(["ok"])
        var patient = Patient.example
        patient.name = "Zebulon Quux"
        patient.identifier = "ID-778899"
        _ = try await run("HbA1c cut-off?", model: model, patient: patient)
        let prompt = await model.prompts.joined().map(\.text).joined()
        #expect(!prompt.contains("Zebulon") && !prompt.contains("778899"))
    }
}

extension TurnEvent {
    fileprivate var kind: String {
        switch self {
        case .triaged: "triaged"
        case .leaning: "leaning"
        case .routed: "routed"
        case .evidence: "evidence"
        case .computed: "computed"
        case .lead: "lead"
        case .promptBuilt: "promptBuilt"
        case .readingPrompt: "readingPrompt"
        case .generating: "generating"
        case .text: "text"
        case .finished: "finished"
        }
    }
}
