import Foundation
import Sealing
import Synchronization

@testable import Inference

/// A folder for saved states that goes with the test, and what is told about them.
final class StatesFolder: Sendable {
    let folder = FileManager.default.temporaryDirectory.appending(path: "states-\(UUID().uuidString)")
    let key: SealingKey
    let day = Mutex(Date(timeIntervalSince1970: 1_790_000_000))
    private let told = Mutex<[SavedStateNote]>([])

    init() throws { key = try SealingKey() }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// As another start of the program finds them.
    func states(key: SealingKey? = nil, limits: SavedStates.Limits = SavedStates.Limits()) -> SavedStates {
        SavedStates(
            folder: folder, key: key ?? self.key, limits: limits, now: { [self] in day.withLock { $0 } },
            noting: { [self] note in told.withLock { $0.append(note) } })
    }

    func pass(days: Double) { day.withLock { $0 += days * 24 * 3600 } }

    /// The notes since the last call.
    func notes() -> [SavedStateNote] {
        told.withLock { notes in
            defer { notes = [] }
            return notes
        }
    }

    var files: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
    }
}

extension SavedStates {
    /// Waits until everything is written, however long it takes.
    func written() async { await finish(within: .seconds(24 * 3600)) }
}
