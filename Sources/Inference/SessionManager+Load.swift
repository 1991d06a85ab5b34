public import Foundation
import Synchronization

extension SessionManager {
    /// Loads a model on a thread of its own and gets it ready to answer.
    ///
    /// Cancelling the task ends the wait at once with ``InferenceError/cancelled``; the engine gives up at its
    /// next opportunity and frees what it has.
    /// - Parameter progress: told 0 to 1, on the engine's thread.
    /// - Throws: ``InferenceError``, for a file that can't be used, too little memory, or a cancelled load.
    public static func load(
        _ file: URL, options: LoadOptions = LoadOptions(), progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> SessionManager {
        let flag = CancelFlag()
        let handover = Handover<SessionManager>()
        let thread = EngineThread(name: "xinglin-engine")
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                handover.wait(continuation)
                thread.run { handover.deliver(loadNow(file, options, thread, flag, progress)) }
            }
        } onCancel: {
            flag.raise()
            handover.deliver(.failure(.cancelled))
        }
    }

    private static func loadNow(
        _ file: URL, _ options: LoadOptions, _ thread: EngineThread, _ flag: CancelFlag,
        _ progress: @escaping @Sendable (Double) -> Void
    ) -> Result<SessionManager, InferenceError> {
        do throws(InferenceError) {
            progress(0)
            // The last hundredths are for the context and the first computation.
            let model = try LlamaModel(file, options: options, flag: flag) { progress($0 * 0.95) }
            guard !flag.isRaised else { throw .cancelled }
            let manager = try SessionManager(model, options: options, thread: thread, flag: flag)
            progress(1)
            return .success(manager)
        } catch {
            thread.stop()
            return .failure(error)
        }
    }
}

/// Gives one result to one waiter, whichever comes first; later results are let go.
final class Handover<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case waiting(CheckedContinuation<Value, any Error>)
        case early(Result<Value, InferenceError>)
        case over
    }

    private let state = Mutex(State.empty)

    func wait(_ continuation: CheckedContinuation<Value, any Error>) {
        let early: Result<Value, InferenceError>? = state.withLock { state in
            if case .early(let result) = state {
                state = .over
                return result
            }
            state = .waiting(continuation)
            return nil
        }
        if let early { continuation.resume(with: early) }
    }

    func deliver(_ result: Result<Value, InferenceError>) {
        let waiter: CheckedContinuation<Value, any Error>? = state.withLock { state in
            switch state {
            case .waiting(let continuation):
                state = .over
                return continuation
            case .empty:
                state = .early(result)
                return nil
            case .early, .over: return nil
            }
        }
        waiter?.resume(with: result)
    }
}
