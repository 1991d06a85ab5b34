import Foundation
import Inference
import Synchronization

/// What an answer takes beside other programs that want every core, with the threads that the engine then chooses and with all.
struct DisturbedBench: BenchRow {
    private static let most = (alone: 48, all: 24, chosen: 96)

    /// Nothing else computes.
    var tokensPerSecondAlone = 0.0
    /// As many competitors as cores.
    var tokensPerSecondWithAllThreads = 0.0
    var tokensPerSecondWithChosenThreads = 0.0
    var ratio = 0.0
    var threads = 0
    var threadsAtTheEnd = 0

    static func measure(_ bench: Bench) async throws -> DisturbedBench {
        let engine = try await bench.engine()
        let prompt = GivenPrompt(
            messages: [.user("Count from one to one hundred, in words.")], options: GenerationOptions())
        var result = DisturbedBench()
        result.threads = await engine.writingThreads
        let session = engine.openSession()
        func tokensPerSecond(_ most: Int) async throws -> Double {
            try await engine.answer(to: prompt, in: session, most: most, looksAhead: false).took.tokensPerSecond
        }
        result.tokensPerSecondAlone = try await tokensPerSecond(most.alone)
        let competitors = Competitors(ProcessInfo.processInfo.activeProcessorCount)
        defer { competitors.end() }
        await engine.adaptThreads(false)
        result.tokensPerSecondWithAllThreads = try await tokensPerSecond(most.all)
        await engine.adaptThreads(true)
        result.tokensPerSecondWithChosenThreads = try await tokensPerSecond(most.chosen)
        result.threadsAtTheEnd = await engine.writingThreads
        result.ratio = result.tokensPerSecondWithChosenThreads / max(result.tokensPerSecondWithAllThreads, 1e-9)
        return result
    }
}

/// Threads that do nothing but compute, as other programs would.
private final class Competitors: Sendable {
    private let isOver = Mutex(false)

    init(_ count: Int) {
        for _ in 0..<count {
            Thread { [self] in
                var number = 1.0
                while !isOver.withLock(\.self) {
                    for _ in 0..<1_000_000 { number = (number * 1.000_001).truncatingRemainder(dividingBy: 1000) }
                }
            }.start()
        }
    }

    func end() { isOver.withLock { $0 = true } }
}
