import Foundation
import Testing

@testable import Evidence

/// Where the tests find what lies beside the code.
enum Resources {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let prompts = root.appending(path: "Prompts")
    static let model = root.appending(path: ".deps/models/e5-small-q4.bin")
    static let questions = root.appending(path: "../shared/eval/guideline_questions.jsonl").standardizedFileURL
    static let facts = root.appending(path: "../shared/facts/three-highs.jsonl").standardizedFileURL

    static let packs = ["diabetes", "hypertension", "lipids"].map {
        GuidelineSource(specialty: $0, folder: prompts.appending(path: "\($0)/guidelines"))
    }

    static var hasModel: Bool { FileManager.default.fileExists(atPath: model.path) }
    static var hasQuestions: Bool { FileManager.default.fileExists(atPath: questions.path) }
    static var hasFacts: Bool { FileManager.default.fileExists(atPath: facts.path) }

    static func lexicon() throws -> Lexicon { try Lexicon.load(folder: prompts.appending(path: "lexicon")) }

    /// A folder that is there while `body` runs.
    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
