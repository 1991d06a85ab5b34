import Clinical
import Consultation
import Evidence
import Foundation
import Inference

/// A row of `make bench`: what it measures stands in its own file, what it has to reach in Scripts/bench-report.
protocol BenchRow: Encodable, Sendable {
    static func measure(_ bench: Bench) async throws -> Self
}

/// What the rows are measured with.
struct Bench: Sendable {
    /// By the names that `--row` takes.
    static let rows: [String: any BenchRow.Type] = [
        "adapters": AdapterBench.self, "cancel": CancelBench.self, "consultation": ConsultationBench.self,
        "disturbed": DisturbedBench.self, "indexing": IndexingBench.self, "lookahead": LookaheadBench.self,
        "new-consultation": NewConsultationBench.self,
        "many-consultations": ManyConsultationsBench.self, "resume": ResumeBench.self, "switching": SwitchingBench.self,
        "together": TogetherBench.self,
    ]

    let workplace: Workplace
    /// The user's; nil: the packs' own.
    var ownQuestions: [String]?
    /// Of a llama-server with the same model, threads and context.
    var server: URL?
    /// The folder that holds the adapters for the small model.
    var adapters: URL?

    func engine() async throws -> SessionManager { try await workplace.loadLocalModel() }

    /// The packs' starter questions in one language, each with its pack.
    func starters(_ language: Language) -> [(question: String, specialty: String)] {
        workplace.grove.specialties.flatMap { pack in pack.starters(in: language).map { ($0, pack.id) } }
    }

    /// The chart of the samples, in English.
    func patient() throws -> Patient? {
        let chart = workplace.resources.prompts.appendingPathComponent("samples/three-highs-en.json")
        return try PatientFile.read(chart.path).patients.first
    }

    /// What the pipeline gives the model for new questions; those that it doesn't answer are left out.
    func prompts(
        _ questions: [(question: String, specialty: String?)], _ engine: SessionManager, phrasing: Phrasing
    ) async throws -> [GivenPrompt] {
        let model = NotingModel(engine, answers: false)
        let pipeline = TurnPipeline(grove: workplace.grove, evidence: try await workplace.openLibrary()) { model }
        for (question, specialty) in questions {
            let request = TurnRequest(
                question: question, specialty: specialty, session: SessionID(), phrasing: phrasing, now: Date())
            for try await _ in pipeline.start(request).events {}
        }
        return model.prompts
    }
}
