import Digest
public import Foundation
import Synchronization

/// SHA-256 digests of model files, computed on a thread of low priority and remembered, across runs too when
/// it's given a file: a gigabyte takes seconds, and hashing beside an answer slows the answer down.
public final class DigestCache: Sendable {
    private struct Entry: Codable {
        var bytes: Int
        var modified: Double
        var sha256: String
    }

    private let file: URL?
    private let entries: Mutex<[String: Entry]>

    /// - Parameter file: a JSON file to remember digests in; nil to remember them in memory only.
    public init(file: URL? = nil) {
        self.file = file
        let stored = file.flatMap { try? Data(contentsOf: $0) }
        entries = Mutex(stored.flatMap { try? JSONDecoder().decode([String: Entry].self, from: $0) } ?? [:])
    }

    /// The digest if it's known already and the file hasn't changed since.
    public func known(_ model: URL) -> String? {
        guard let now = DigestCache.stamp(model), let entry = entries.withLock({ $0[model.path] }),
            entry.bytes == now.bytes, entry.modified == now.modified
        else { return nil }
        return entry.sha256
    }

    /// The digest, 64 lower-case hexadecimal digits; computed if it isn't known. Cancelling the task ends it.
    public func sha256(of model: URL) async throws -> String {
        if let known = known(model) { return known }
        return try await compute(again: model)
    }

    /// The digest, computed whatever is remembered: a disk's fault doesn't change a file's date.
    public func compute(again model: URL) async throws -> String {
        guard let stamp = DigestCache.stamp(model) else { throw DigestCache.unreadable(model) }
        let digest = try await DigestCache.compute(model)
        remember(Entry(bytes: stamp.bytes, modified: stamp.modified, sha256: digest), for: model)
        return digest
    }

    /// Remembers a digest that was computed while the file was written.
    public func remember(_ sha256: String, of model: URL) {
        guard let stamp = DigestCache.stamp(model) else { return }
        remember(Entry(bytes: stamp.bytes, modified: stamp.modified, sha256: sha256), for: model)
    }

    private func remember(_ entry: Entry, for model: URL) {
        let all = entries.withLock { entries in
            entries[model.path] = entry
            return entries
        }
        guard let file, let data = try? JSONEncoder().encode(all) else { return }
        // Not being able to remember only costs time next time.
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? data.write(to: file, options: .atomic)
    }

    private static func compute(_ model: URL) async throws -> String {
        let flag = CancelFlag()
        let handover = Handover<String>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                handover.wait(continuation)
                let thread = Thread {
                    // Linux gives every thread its own priority (0, 0: this one); the engine's threads go first.
                    setpriority(0, 0, 19)
                    handover.deliver(hash(model, flag))
                }
                thread.start()
            }
        } onCancel: {
            flag.raise()
            handover.deliver(.failure(.cancelled))
        }
    }

    private static func hash(_ model: URL, _ flag: CancelFlag) -> Result<String, InferenceError> {
        guard let handle = FileHandle(forReadingAtPath: model.path) else { return .failure(unreadable(model)) }
        var digest = SHA256()
        while !flag.isRaised {
            guard let piece = try? handle.read(upToCount: 4 << 20) ?? Data() else { return .failure(unreadable(model)) }
            if piece.isEmpty { return .success(digest.finish()) }
            digest.update([UInt8](piece))
        }
        return .failure(.cancelled)
    }

    private static func stamp(_ model: URL) -> (bytes: Int, modified: Double)? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: model.path),
            let bytes = attributes[.size] as? NSNumber, let modified = attributes[.modificationDate] as? Date
        else { return nil }
        return (bytes.intValue, modified.timeIntervalSinceReferenceDate)
    }

    private static func unreadable(_ model: URL) -> InferenceError {
        .modelFile(path: model.path, why: "it can't be read", remedy: "Check the path, its permissions and the disk.")
    }
}
