import Foundation
import Testing

@testable import Inference

extension EngineTests {
    @Suite struct CancellationTests {
        let long: [ChatMessage] = [.system(TestModel.longText), .user("Count from one to fifty.")]
        let options = GenerationOptions(maxTokens: 400)
        let limit = Duration.milliseconds(100)
        let clock = ContinuousClock()

        /// The best of up to three measurements: a machine that builds and tests other things at the same time
        /// can delay one by any amount.
        private func fastest(_ what: String, _ measure: () async throws -> Duration) async throws -> Duration {
            var best = try await measure()
            for _ in 0..<2 where best >= limit { best = min(best, try await measure()) }
            print("\(what): \(best)")
            return best
        }

        /// Cancels when `isDue` says so; gives the transcript and how long the end took.
        private func cancel(
            _ manager: SessionManager, _ session: SessionID, when isDue: (GenerationEvent) -> Bool
        ) async throws -> (Transcript, Duration) {
            var cancelled: ContinuousClock.Instant?
            var result = Transcript()
            for try await event in manager.generate(long, session: session, options: options) {
                if case .text(let text) = event { result.text += text }
                if case .finished(let summary) = event { result.summary = summary }
                guard cancelled == nil, isDue(event) else { continue }
                // Into the middle of a computation, not between two.
                try await Task.sleep(for: .milliseconds(3))
                cancelled = clock.now
                manager.cancel(session)
            }
            return (result, clock.now - (try #require(cancelled)))
        }

        @Test("cancelling while the prompt is read ends within 100 ms and keeps only whole chunks")
        func duringPrompt() async throws {
            let manager = try await TestModel.load()
            let session = manager.openSession()
            let latency = try await fastest("cancelled while reading the prompt") {
                await manager.close(session)
                let (result, latency) = try await cancel(manager, session) { event in
                    if case .promptProgress(let done, _) = event { done >= 128 } else { false }
                }
                #expect(result.summary?.stopReason == .cancelled && result.text.isEmpty)
                return latency
            }
            #expect(latency < limit)
            let kept = await manager.cachedTokens(session).session
            #expect(kept >= 128 && kept % 64 == 0)
            // What was kept is what a fresh session computes: the answer is the same, bit for bit.
            let short = GenerationOptions(maxTokens: 24)
            let after = try await manager.transcript(long, session: session, options: short)
            let fresh = try await TestModel.load().transcript(long, session: SessionID(), options: short)
            #expect(after.text == fresh.text)
            #expect(after.cachedTokens == kept)
        }

        @Test("cancelling while the answer is written ends within 100 ms and rolls back to the prompt")
        func duringAnswer() async throws {
            let manager = try await TestModel.load()
            let session = manager.openSession()
            let latency = try await fastest("cancelled while writing") {
                let (result, latency) = try await cancel(manager, session) { event in
                    if case .text = event { true } else { false }
                }
                #expect(result.summary?.stopReason == .cancelled)
                return latency
            }
            #expect(latency < limit)
            let prompt = try await manager.countTokens(long)
            #expect(await manager.cachedTokens(session).session == prompt)
            let short = GenerationOptions(maxTokens: 24, cacheReuse: .exact)
            let after = try await manager.transcript(long, session: session, options: short)
            let fresh = try await TestModel.load().transcript(long, session: SessionID(), options: short)
            #expect(after.text == fresh.text)
            #expect(after.cachedTokens == (prompt - 1) / 64 * 64)
        }

        @Test("ending the task that reads the stream frees the engine within 100 ms")
        func taskCancellation() async throws {
            let manager = try await TestModel.load()
            let latency = try await fastest("task cancelled, engine free") {
                let (texts, text) = AsyncStream.makeStream(of: Void.self)
                let session = SessionID()
                let reader = Task {
                    for try await event in manager.generate(long, session: session, options: options) {
                        if case .text = event { text.yield() }
                    }
                }
                for await _ in texts { break }
                return await clock.measure {
                    reader.cancel()
                    try? await reader.value
                    // Closing waits until the session's answer is rolled back, so the engine is idle.
                    await manager.close(session)
                }
            }
            #expect(latency < limit)
        }

        @Test("a request that waits for its turn can be called off within 100 ms")
        func whileWaiting() async throws {
            let manager = try await TestModel.load()
            let latency = try await fastest("called off while waiting") {
                let (first, second) = (manager.openSession(), manager.openSession())
                var busy = manager.generate(long, session: first, options: options).makeAsyncIterator()
                guard case .started? = try await busy.next() else {
                    Issue.record("the first request didn't start")
                    return .zero
                }
                let waiting = manager.generate(long, session: second, options: options)
                try await Task.sleep(for: .milliseconds(20))
                let start = clock.now
                manager.cancel(second)
                var events: [GenerationEvent] = []
                for try await event in waiting { events.append(event) }
                let latency = clock.now - start
                #expect(events == [.finished(GenerationSummary(stopReason: .cancelled))])
                manager.cancel(first)
                while let event = try await busy.next() {
                    if case .finished(let summary) = event { #expect(summary.stopReason == .cancelled) }
                }
                return latency
            }
            #expect(latency < limit)
        }

        @Test("loading can be called off within 100 ms, and the next load works", arguments: [0, 5, 30, 60])
        func duringLoad(_ delay: Int) async throws {
            let latency = try await fastest("load called off after \(delay) ms") {
                let load = Task { try await TestModel.load() }
                try await Task.sleep(for: .milliseconds(delay))
                let start = clock.now
                load.cancel()
                let result = await load.result
                let latency = clock.now - start
                if case .failure(let error) = result { #expect(error as? InferenceError == .cancelled) }
                return latency
            }
            #expect(latency < limit)
            #expect(try await TestModel.load().info.contextLength == 2048)
        }
    }
}
