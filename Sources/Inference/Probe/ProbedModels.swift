public import Foundation
import Synchronization

/// Remembers which files were tried and found sound, by their SHA-256 and the engine's version: another engine may see a
/// file otherwise.
public final class ProbedModels: Sendable {
    private let file: URL
    private let entries: Mutex<[String: String]>

    /// - Parameter file: a JSON file; where it can't be written, a model is only tried again.
    public init(file: URL) {
        self.file = file
        let stored = (try? Data(contentsOf: file)).flatMap {
            try? JSONDecoder().decode([String: String].self, from: $0)
        }
        entries = Mutex(stored ?? [:])
    }

    public func contains(_ sha256: String) -> Bool { entries.withLock { $0[sha256] == EngineIdentity.text } }

    public func insert(_ sha256: String) {
        let all = entries.withLock { entries in
            entries[sha256] = EngineIdentity.text
            return entries
        }
        guard let data = try? JSONEncoder().encode(all) else { return }
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: file, options: .atomic)
    }
}
