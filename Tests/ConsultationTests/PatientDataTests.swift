import Clinical
import Evidence
import Foundation
import Inference
import Synchronization
import Testing

@testable import Consultation

@Suite("A prompt that says anything of a patient is marked as such")
struct PatientDataTests {
    private static let day = Date(timeIntervalSince1970: 1_790_000_000)  // September 2026
    private static let results = [
        SearchResult(
            passage: Passage(
                id: "bp-start", guideline: "g", section: nil, grade: nil,
                english: "Start drugs at a blood pressure of 140/90 mmHg or more in all adults.",
                chinese: "成人血压≥140/90 mmHg即用药。", title: nil, status: .verified, verifiedAt: nil, conflictsWith: [],
                topic: nil, edition: .current),
            guideline: Guideline(
                id: "g", title: "Guideline", organisation: "Society", year: 2025, url: nil, language: "en",
                status: .verified, supersedes: [], specialty: "hypertension", edition: .current, collection: "packs"),
            score: 1, lexicalRank: 1, semanticRank: 1, semanticSimilarity: 0.9)
    ]

    /// - Returns: whether the model was told that the prompt holds patient data.
    private func isMarked(_ change: (inout TurnRequest) -> Void = { _ in }) async throws -> Bool {
        let model = MarkedModel()
        let pipeline = TurnPipeline(
            grove: try Grove.load(from: Repository.prompts), evidence: FixedEvidence(results: Self.results),
            model: { model })
        var request = TurnRequest(
            question: "At which blood pressure are drugs started?", session: SessionID(), now: Self.day)
        change(&request)
        for try await _ in pipeline.start(request).events {}
        #expect(model.marks.count == 1)
        return model.marks == [true]
    }

    @Test("By a chart, a note, or an earlier turn that had one; a question on its own isn't, whatever was typed")
    func turns() async throws {
        #expect(try await !isMarked())
        #expect(try await isMarked { $0.patient = .example })
        #expect(try await isMarked { $0.patientNote = "68F" })
        #expect(try await isMarked { $0.history = [.init(question: "a", answer: "b")] })
        #expect(try await !isMarked { $0.history = [.init(question: "a", answer: "b", isAboutPatient: false)] })
        // Traditional script goes another way through the pipeline.
        #expect(
            try await isMarked {
                ($0.question, $0.language) = ("血壓多少需要用藥？", .traditionalChinese)
                $0.history = [
                    .init(question: "a", answer: "b"), .init(question: "a", answer: "b", isAboutPatient: false),
                ]
            })
        #expect(
            try await !isMarked {
                ($0.question, $0.language) = ("血壓多少需要用藥？", .traditionalChinese)
                $0.history = [.init(question: "a", answer: "b", isAboutPatient: false)]
            })
    }

    @Test("A task on a chart or a text is; one on a subject alone isn't")
    func tasks() async throws {
        let task = try TaskSamples.task("soap")
        let model = MarkedModel()
        _ = try await TaskSamples.runner(model).run(task, try TaskSamples.request(task, .english, usesModel: true))
        #expect(!model.marks.isEmpty && model.marks.allSatisfy { $0 })
        let (safety, tables) = (try TaskSamples.grove.get().medication, try TaskSamples.grove.get().tables)
        func isMarked(_ request: TaskRequest) throws -> Bool {
            TaskContext(
                request, safety: safety, tables: tables, triage: try TaskSamples.grove.get().triageRules,
                vocabulary: TaskSamples.vocabulary
            ).holdsPatientData
        }
        #expect(try !isMarked(TaskRequest(about: "diabetes", language: .english, now: Self.day)))
        #expect(try isMarked(TaskRequest(text: "7", language: .english, now: Self.day)))
        #expect(try isMarked(TaskRequest(patient: .example, language: .english, now: Self.day)))
    }

    @Test("Where a server counts, its own figures and its name stand in the answer, and no guess is told as a count")
    func served() async throws {
        let model = MarkedModel(servedBy: ServedBy(model: "big", engine: "OpenAI API of ward (h)"))
        let pipeline = TurnPipeline(
            grove: try Grove.load(from: Repository.prompts), evidence: FixedEvidence(results: Self.results),
            model: { model })
        let request = TurnRequest(
            question: "At which blood pressure are drugs started?", session: SessionID(), now: Self.day)
        var answer: Answer?
        for try await event in pipeline.start(request).events { if case .finished(let told) = event { answer = told } }
        let told = try #require(answer)
        #expect(told.model?.name == "big" && told.model?.engine == "OpenAI API of ward (h)")
        #expect(told.timings.promptTokens == 321 && told.timings.cachedTokens == 300)
        #expect(told.why?.prompt.isEmpty == false && told.why?.prompt.allSatisfy { $0.tokens == nil } == true)
        for (language, words) in [(Language.english, "tells no probabilities"), (.simplifiedChinese, "不提供概率")] {
            let report = ExplanationReport(told, language: language)
            let text = report.sections.flatMap(\.lines).map(\.text).joined(separator: "\n")
            #expect(text.contains(words) && text.contains("OpenAI API of ward (h)") && !text.contains("threads"))
        }
    }
}

/// Remembers how the requests were marked; counts nothing exactly.
private final class MarkedModel: LanguageModel {
    private let seen = Mutex<[Bool]>([])
    private let servedBy: ServedBy?

    init(servedBy: ServedBy? = nil) { self.servedBy = servedBy }

    var marks: [Bool] { seen.withLock { $0 } }
    var info: ModelInfo {
        ModelInfo(name: "several", contextLength: 100_000, engine: "several", format: ModelInfo.remoteFormat)
    }
    var countsExactly: Bool { false }

    func countTokens(_ messages: [ChatMessage]) -> Int { 100 }

    func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        seen.withLock { $0.append(options.holdsPatientData) }
        let summary = GenerationSummary(
            promptTokens: 321, cachedTokens: 300, answerTokens: 2, stopReason: .endOfGeneration, servedBy: servedBy)
        return AsyncThrowingStream { events in
            for event in [.started(promptTokens: 100, cachedTokens: 0), .text("Yes."), .finished(summary)]
                as [GenerationEvent]
            {
                events.yield(event)
            }
            events.finish()
        }
    }
}
