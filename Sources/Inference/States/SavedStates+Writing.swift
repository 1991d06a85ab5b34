import Dispatch
import Foundation
import Sealing
import Synchronization

/// Writing, on a queue of its own: no answer waits for the disk.
extension SavedStates {
    func write(_ name: String) {
        guard let entry = index.withLock({ $0[name] }), let bytes = entry.pending else { return }
        let file = file(name)
        defer { file.removePart() }
        do throws(SealingError) {
            guard let size = try file.write(entry.label, entry.tokens, bytes, keepsGoing: { isInTime }) else {
                return remove([name])
            }
            try place(file, size)
            isFailing.withLock { $0 = false }
            remove(entry.replaces)
            tidy()
        } catch {
            remove([name])
            let isNew = isFailing.withLock { isFailing in
                defer { isFailing = true }
                return !isFailing
            }
            if isNew, case .system(let code) = error { note(.notWritten(code: code)) }
        }
    }

    /// Under the lock: a state that was given up meanwhile mustn't come back.
    private func place(_ file: StateFile, _ size: Int) throws(SealingError) {
        let result = index.withLock { index -> Result<Void, SealingError> in
            guard index[file.name] != nil else { return .success(()) }
            do throws(SealingError) {
                try file.place()
            } catch {
                return .failure(error)
            }
            index[file.name]?.pending = nil
            index[file.name]?.size = size
            return .success(())
        }
        if case .failure(let error) = result { throw error }
    }

    private var isInTime: Bool { deadline.withLock { $0.map { ContinuousClock.now < $0 } ?? true } }

    /// Waits until everything is written, or for so long; what isn't then is given up.
    func finish(within limit: Duration) async {
        deadline.withLock { $0 = .now + limit }
        let handover = Handover<Void>()
        _ = try? await withCheckedThrowingContinuation { continuation in
            handover.wait(continuation)
            writing.async { handover.deliver(.success(())) }
            // A disk that doesn't answer holds nobody up either.
            DispatchQueue.global().asyncAfter(deadline: .now() + (limit / .seconds(1))) {
                handover.deliver(.success(()))
            }
        }
    }
}
