import Foundation
import Glibc
import Testing

@testable import Inference

@Suite struct EngineThreadTests {
    /// An actor on a thread of its own that notes which thread it's on.
    private actor Worker {
        private let thread: EngineThread
        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

        init(_ thread: EngineThread) { self.thread = thread }

        deinit { thread.stop() }

        func threadNumber() async -> UInt {
            await Task.yield()
            return currentThreadNumber()
        }
    }

    @Test("an actor on it always runs on the same thread, other than the caller's")
    func sameThread() async {
        let worker = Worker(EngineThread(name: "test-engine"))
        let first = await worker.threadNumber()
        for _ in 0..<20 {
            let number = await worker.threadNumber()
            #expect(number == first)
        }
        #expect(currentThreadNumber() != first)
    }

    @Test("processor lists are read as the kernel writes them")
    func processors() {
        #expect(Processor.numbers(in: "0-3,8, 10-11\n") == [0, 1, 2, 3, 8, 10, 11])
        #expect(Processor.numbers(in: "x,5-2,") == [])
        #expect(Processor.physicalCores() >= 1)
        #expect(MemoryBudget.availableBytes().map { $0 > 0 } != false)
    }
}

/// Tells the running thread from others.
private func currentThreadNumber() -> UInt { UInt(pthread_self()) }
