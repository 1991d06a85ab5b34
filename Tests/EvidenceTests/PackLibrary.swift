import Foundation

@testable import Evidence

/// The library of the three packs with the real embedding model, made once a test run.
actor PackLibrary {
    static let shared = PackLibrary()
    private var opening: Task<(Library, SynchroniseReport), any Error>?

    func opened() async throws -> (library: Library, report: SynchroniseReport) {
        let task =
            opening
            ?? Task {
                let file = FileManager.default.temporaryDirectory.appending(path: "evidence-packs-\(UUID().uuidString)")
                let library = try Library(file: file, embedder: Resources.model, lexicon: try Resources.lexicon())
                let report = try await library.synchronise(Resources.packs)
                // The open file stays readable; its name needn't outlive the tests.
                for suffix in ["", "-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: file.path + suffix)
                }
                return (library, report)
            }
        opening = task
        return try await task.value
    }
}
