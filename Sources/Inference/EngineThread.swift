import Dispatch
import Foundation
import Synchronization

/// The one thread that computes. An actor with this executor runs all its code there.
///
/// OpenMP keeps a team of worker threads for every thread that calls it; hopping over Swift's pool would
/// leave a team, spinning, on each pool thread.
final class EngineThread: SerialExecutor {
    private enum Work {
        case job(UnownedJob)
        case body(@Sendable () -> Void)
    }

    private struct Queue {
        var work: [Work] = []
        var isStopping = false
    }

    private let queue = Mutex(Queue())
    private let wake = DispatchSemaphore(value: 0)

    init(name: String) {
        let thread = Thread { [self] in
            // Linux names a thread only from inside, with up to 15 characters.
            Thread.current.name = name
            loop()
        }
        thread.stackSize = 16 << 20
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        add(.job(UnownedJob(job)))
    }

    /// Runs `body` on the thread, after what is queued.
    func run(_ body: @escaping @Sendable () -> Void) {
        add(.body(body))
    }

    /// Ends the thread once the queue is empty. The thread keeps this object alive until then.
    func stop() {
        queue.withLock { $0.isStopping = true }
        wake.signal()
    }

    private func add(_ work: Work) {
        queue.withLock { $0.work.append(work) }
        wake.signal()
    }

    private func loop() {
        while true {
            wake.wait()
            let (work, isStopping) = queue.withLock { queue in
                (queue.work.isEmpty ? nil : queue.work.removeFirst(), queue.isStopping)
            }
            switch work {
            case .job(let job): unsafe job.runSynchronously(on: asUnownedSerialExecutor())
            case .body(let body): body()
            case nil: if isStopping { return }
            }
        }
    }
}
