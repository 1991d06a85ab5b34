import Foundation

@testable import Evidence

/// The library of all packs with the real embedding model, opened once a test run. It stays beside the build, so that only
/// what changed is embedded the next time.
actor PackLibrary {
    static let shared = PackLibrary()
    private var opening: Task<(Library, SynchroniseReport), any Error>?

    func opened() async throws -> (library: Library, report: SynchroniseReport) {
        let task =
            opening
            ?? Task {
                let folder = Resources.root.appending(path: ".build")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                let file = folder.appending(path: "test-library.sqlite")
                let library = try Library(file: file, embedder: Resources.model, lexicon: try Resources.lexicon())
                return (library, try await library.synchronise(Resources.packs))
            }
        opening = task
        return try await task.value
    }
}
