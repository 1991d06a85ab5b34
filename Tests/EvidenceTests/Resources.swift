import Foundation
import TestSupport
import Testing

@testable import Evidence

/// Where the tests find what lies beside the code.
enum Resources {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let prompts = root.appending(path: "Prompts")
    static let model = Dependencies.embeddingModel
    static let questions = root.appending(path: "../shared/eval/guideline_questions.jsonl").standardizedFileURL
    static let facts = ["three-highs", "lung-derm", "haem-acute"].map {
        root.appending(path: "../shared/facts/\($0).jsonl").standardizedFileURL
    }

    static let specialties = [
        "acute-care", "dermatology", "diabetes", "haematology", "hypertension", "lipids", "medication-safety",
        "pulmonary-nodule",
    ]
    static let packs = specialties.map {
        GuidelineSource(specialty: $0, folder: prompts.appending(path: "\($0)/guidelines"))
    }

    /// A line of a pack's `check.jsonl`: a question, and the passages that answer it (none: it is for others).
    struct CheckQuestion: Decodable, Sendable {
        var language: String
        var question: String
        var passages: [String]
    }

    static func checkQuestions(_ pack: String) throws -> [CheckQuestion] {
        try String(contentsOf: prompts.appending(path: "\(pack)/check.jsonl"), encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(CheckQuestion.self, from: Data($0.utf8)) }
    }

    /// Questions on subjects that no pack has.
    static func unrelatedQuestions() throws -> [String] {
        try String(contentsOf: root.appending(path: "Tests/Data/unrelated-questions.txt"), encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    static var hasModel: Bool { Dependencies.has(model) }
    static var hasQuestions: Bool { FileManager.default.fileExists(atPath: questions.path) }
    static var hasFacts: Bool { facts.allSatisfy { FileManager.default.fileExists(atPath: $0.path) } }

    static func lexicon() throws -> Lexicon { try Lexicon.load(folder: prompts.appending(path: "lexicon")) }

    /// A folder that is there while `body` runs.
    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
