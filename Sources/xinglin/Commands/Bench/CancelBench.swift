import Consultation
import Foundation
import Inference

/// From calling an answer off to the end of its stream, at random moments while the prompt is read and while the answer is
/// written.
struct CancelBench: BenchRow {
    private static let times = 100
    /// Longer waits would only make the run longer.
    private static let longestWait = Duration.seconds(1)

    var reading: Latencies
    var writing: Latencies

    static func measure(_ bench: Bench) async throws -> CancelBench {
        let engine = try await bench.engine()
        let starters = bench.starters(.english).prefix(8).map { ($0.question, Optional($0.specialty)) }
        let prompts = try await bench.prompts(Array(starters), engine, phrasing: .bare)
        var counts: [Int] = []
        for prompt in prompts { counts.append(try await engine.countTokens(prompt.messages)) }
        guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }) else { throw CancellationError() }
        return CancelBench(
            reading: try await measure(prompts[most], engine, isReading: true),
            writing: try await measure(prompts[most], engine, isReading: false))
    }

    private static func measure(
        _ prompt: GivenPrompt, _ engine: SessionManager, isReading: Bool
    ) async throws -> Latencies {
        var prompt = prompt
        // Read anew each time, or once.
        (prompt.options.cacheReuse, prompt.options.sharedBeginning) = (isReading ? .none : .longest, nil)
        let session = engine.openSession()
        let whole = try await engine.answer(to: prompt, in: session, most: isReading ? 1 : 256).took
        let span = min(longestWait, .seconds(isReading ? whole.promptSeconds : whole.decodeSeconds) * 0.9)
        var times: [Duration] = []
        for _ in 0..<Self.times {
            let wait = span * Double.random(in: 0...1)
            if let time = try await cancel(prompt, in: session, engine, isReading: isReading, after: wait) {
                times.append(time)
            }
        }
        await engine.close(session)
        return Latencies(times)
    }

    /// - Returns: nil where the answer ended before it was called off.
    private static func cancel(
        _ prompt: GivenPrompt, in session: SessionID, _ engine: SessionManager, isReading: Bool, after wait: Duration
    ) async throws -> Duration? {
        var call: Task<ContinuousClock.Instant, Never>?
        var reason: StopReason?
        for try await event in engine.generate(prompt.messages, session: session, options: prompt.options) {
            switch event {
            case .started where isReading, .token where !isReading:
                guard call == nil else { break }
                call = Task {
                    try? await Task.sleep(for: wait)
                    let moment = ContinuousClock.now
                    engine.cancel(session)
                    return moment
                }
            case .finished(let summary): reason = summary.stopReason
            case .started, .token, .text, .promptProgress: break
            }
        }
        let end = ContinuousClock.now
        guard let moment = await call?.value, reason == .cancelled else { return nil }
        return end - moment
    }
}
