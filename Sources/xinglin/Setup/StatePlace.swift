import Consultation
import Foundation
import Inference
import Sealing

/// Where consultations' saved states lie, and how much room they may take.
struct StatePlace: Sendable {
    let folder: URL
    let keyFile: URL
    /// 0: none are kept.
    let megabytes: Int
    let words: StateWords
    private let digests: DigestCache

    init(
        paths: Paths, settings: Settings, digests: DigestCache,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        folder = paths.savedStates
        keyFile = paths.sealingKey
        megabytes = settings.savedStatesMegabytes
        words = StateWords(language: Language.interface(settings, environment))
        self.digests = digests
    }

    /// Lets a model keep what its sessions have computed. Where the user wants none kept, none stays.
    /// - Parameter telling: told what couldn't be used or kept; every answer is the same without.
    func keep(_ model: SessionManager, telling: @escaping @Sendable (Failure) -> Void) async {
        guard megabytes > 0 else { return SavedStates.removeAll(in: folder) }
        do {
            var limits = SavedStates.Limits()
            limits.bytes = megabytes << 20
            let states = SavedStates(
                folder: folder, key: try SealingKey(file: keyFile), limits: limits,
                noting: { [words] in telling(words.failure($0)) })
            try await model.keep(in: states, digests: digests)
        } catch let error as SealingError {
            telling(words.failure(error))
        } catch {
            telling(words.notKept("\(error)"))
        }
    }

    /// For `doctor`.
    var report: String {
        let (count, bytes) = SavedStates.usage(of: folder)
        return words.report(count: count, bytes: bytes, megabytes: megabytes, folder: folder.path)
    }
}
