import Synchronization

/// Lets one request at a time through, in the order they came.
///
/// It stands beside the engine's actor, not inside: a request that waits can be called off at once, even while
/// the engine is deep in a computation.
final class Turnstile: Sendable {
    private struct Waiter {
        let flag: CancelFlag
        let continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var isTaken = false
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    /// Waits for the turn. False: called off meanwhile; then there is no turn to give back.
    func enter(_ flag: CancelFlag) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if flag.isRaised { return false }
                if !state.isTaken {
                    state.isTaken = true
                    return true
                }
                state.waiters.append(Waiter(flag: flag, continuation: continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Gives the turn to the next in line.
    func leave() {
        let next = state.withLock { state in
            state.isTaken = !state.waiters.isEmpty
            return state.waiters.isEmpty ? nil : state.waiters.removeFirst()
        }
        next?.continuation.resume(returning: true)
    }

    /// Sends away whoever waits with a raised flag. Call it after raising one.
    func dismissCancelled() {
        let dismissed = state.withLock { state in
            let raised = state.waiters.filter { $0.flag.isRaised }
            state.waiters.removeAll { $0.flag.isRaised }
            return raised
        }
        for waiter in dismissed { waiter.continuation.resume(returning: false) }
    }
}
