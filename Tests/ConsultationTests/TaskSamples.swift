import Clinical
import Evidence
import Foundation
import Inference

@testable import Consultation

/// The shipped tasks with the real packs, a library of their passages (by words alone, so that it is there at once), and
/// the examples of the tasks' files.
enum TaskSamples {
    static let day = Date(timeIntervalSince1970: 1_795_000_000)  // 2026-11-18
    static let languages: [Language] = [.english, .simplifiedChinese]
    static let ids = [
        "soap", "case", "differential", "discharge", "referral", "imaging", "laboratory", "staging", "preanaesthesia",
        "early-warning", "prescriptions", "record-check", "follow-up", "guidelines", "pico", "drg", "adverse-event",
        "interview", "triage-advice", "explain", "medication-sheet", "lifestyle", "health-profile", "after-visit",
    ]
    /// Filled at once from their input.
    static let forms = ids.filter { $0 != "interview" }

    static let grove = Result { try Grove.load(from: Repository.prompts) }

    static let vocabulary: NoteVocabulary = {
        let folder = Repository.prompts.appendingPathComponent("lexicon")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return NoteVocabulary(
            tables: files.filter { $0.pathExtension == "tsv" }.sorted { $0.path < $1.path }
                .compactMap { try? String(contentsOf: $0, encoding: .utf8) })
    }()

    static func task(_ id: String) throws -> TaskDescription {
        guard let task = try grove.get().tasks.first(where: { $0.id == id }) else { throw NoSuchTask(id: id) }
        return task
    }

    struct NoSuchTask: Error { var id: String }

    static func chart(_ name: String) throws -> Data {
        try Data(contentsOf: Repository.prompts.appendingPathComponent("samples/\(name)"))
    }

    static func request(_ task: TaskDescription, _ language: Language, usesModel: Bool = false) throws -> TaskRequest {
        let example = task.example(in: language)
        let patient = try example?.chart.map { try PatientReader.read(try chart($0), name: $0).patients[0] }
        return TaskRequest(
            patient: patient, text: example?.text, about: example?.about, language: language, usesModel: usesModel,
            now: day)
    }

    static func runner(_ model: (any LanguageModel)? = nil) async throws -> TaskRunner {
        TaskRunner(
            grove: try grove.get(), evidence: try await WordLibrary.shared.opened(), vocabulary: { vocabulary },
            model: { if let model { model } else { throw NoModel() } })
    }

    struct NoModel: Error {}

    static func form(_ id: String, _ language: Language) async throws -> TaskForm {
        let task = try task(id)
        return try await runner().run(task, try request(task, language))
    }
}

/// The packs' passages, found by their words.
actor WordLibrary {
    static let shared = WordLibrary()
    private var opening: Task<Library, any Error>?

    func opened() async throws -> Library {
        let task =
            opening
            ?? Task {
                let grove = try TaskSamples.grove.get()
                let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sqlite")
                let lexicon = try Lexicon.load(folder: Repository.prompts.appendingPathComponent("lexicon"))
                let library = try Library(file: file, embedder: nil, lexicon: lexicon)
                _ = try await library.synchronise(
                    grove.specialties.map { GuidelineSource(specialty: $0.id, folder: $0.guidelinesFolder) })
                return library
            }
        opening = task
        return try await task.value
    }
}
