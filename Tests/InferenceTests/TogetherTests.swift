import Foundation
import Testing

@testable import Inference

extension EngineTests {
    /// Answers that are written at the same time.
    @Suite struct TogetherTests {
        private static let numbers: [ChatMessage] = [
            .system(TestModel.longText), .user("Which number follows number 7?"),
        ]
        private static let france: [ChatMessage] = [.user("What is the capital of France? Tell me about it.")]
        private static let chinese: [ChatMessage] = [.system("你是指南助手。回答要简短。"), .user("高血压的诊断标准是什么？")]
        private static let prompts = [numbers, france, chinese]

        /// An answer that is cancelled long before its end, so that others come while it is written, however busy the machine.
        private struct Endless {
            let session: SessionID
            let task: Task<GenerationSummary?, any Error>

            /// Returns when its first token is there.
            init(_ manager: SessionManager) async throws {
                let session = manager.openSession()
                let (writing, first) = AsyncStream.makeStream(of: Void.self)
                let prompt = manager.model.template.render(TogetherTests.numbers, addAssistantHeader: true)
                let options = GenerationOptions(maxTokens: 1000)
                let events = manager.stream(prompt, session: session, options: options, endsAtEndToken: false)
                task = Task {
                    defer { first.finish() }
                    var summary: GenerationSummary?
                    for try await event in events {
                        if case .token = event { first.yield() }
                        if case .finished(let finished) = event { summary = finished }
                    }
                    return summary
                }
                self.session = session
                for await _ in writing { break }
            }

            func end(_ manager: SessionManager) async throws -> GenerationSummary? {
                manager.cancel(session)
                return try await task.value
            }
        }

        @Test("What two answers say together is what each says alone, and their steps are computed together")
        func sameAnswers() async throws {
            let manager = try await TestModel.load()
            let options = GenerationOptions(maxTokens: 24)
            for messages in Self.prompts {
                let alone = try await manager.transcript(messages, session: manager.openSession(), options: options)
                let other = try await Endless(manager)
                let session = manager.openSession()
                let together = try await manager.transcript(messages, session: session, options: options)
                expectAgreement(alone, together)
                #expect(alone.summary?.sharedSteps == 0 && together.summary?.sharedSteps ?? 0 > 0)
                #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
                let ended = try await other.end(manager)
                #expect(ended?.stopReason == .cancelled && ended?.sharedSteps ?? 0 > 0)
                #expect(await manager.engineTokens(other.session) == manager.cachedTokens(other.session).session)
            }
        }

        @Test("Drawn answers with their seeds, and one after a grammar, stay what they are beside another")
        func samplers() async throws {
            let manager = try await TestModel.load()
            let yes = GenerationOptions(maxTokens: 8, grammar: #"root ::= "yes" | "no""#)
            let drawn = GenerationOptions(maxTokens: 16, temperature: 0.7, seed: 42)
            let alone = try await manager.transcript(Self.france, session: SessionID(), options: drawn)
            let other = try await Endless(manager)
            let together = try await manager.transcript(Self.france, session: SessionID(), options: drawn)
            expectAgreement(alone, together)
            let answer = try await manager.transcript(Self.france, session: SessionID(), options: yes)
            #expect(["yes", "no"].contains(answer.text))
            _ = try await other.end(manager)
        }

        @Test("Cancelling one of two leaves the other as it was, and both their caches known")
        func cancelOne() async throws {
            let manager = try await TestModel.load()
            let options = GenerationOptions(maxTokens: 24)
            let alone = try await manager.transcript(Self.chinese, session: SessionID(), options: options)
            let (here, other) = (manager.openSession(), try await Endless(manager))
            let together = try await manager.transcript(Self.chinese, session: here, options: options) { event in
                if case .text = event { manager.cancel(other.session) }
            }
            expectAgreement(alone, together)
            #expect(try await other.task.value?.stopReason == .cancelled)
            for session in [here, other.session] {
                #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
            }
            let prompt = try await manager.countTokens(Self.numbers)
            #expect(await manager.cachedTokens(other.session).session == prompt)
        }

        @Test("Answers that don't fit into the cache together follow each other, and none is cut short")
        func room() async throws {
            let manager = try await TestModel.load(TestModel.options(contextLength: 256))
            async let one = unending(manager, Self.france, 150)
            async let two = unending(manager, Self.chinese, 150)
            for summary in try await [one, two] {
                #expect(summary?.stopReason == .maxTokens && summary?.sharedSteps == 0)
            }
        }

        private func unending(
            _ manager: SessionManager, _ messages: [ChatMessage], _ most: Int
        ) async throws -> GenerationSummary? {
            let prompt = manager.model.template.render(messages, addAssistantHeader: true)
            var summary: GenerationSummary?
            let options = GenerationOptions(maxTokens: most)
            for try await event in manager.stream(prompt, session: SessionID(), options: options, endsAtEndToken: false)
            {
                if case .finished(let finished) = event { summary = finished }
            }
            return summary
        }

        @Test("Four at once are each what they are alone")
        func four() async throws {
            let manager = try await TestModel.load()
            let options = GenerationOptions(maxTokens: 24)
            var alone: [Transcript] = []
            for messages in Self.prompts {
                alone.append(try await manager.transcript(messages, session: SessionID(), options: options))
            }
            let other = try await Endless(manager)
            let together = try await withThrowingTaskGroup(of: (Int, Transcript).self) { group in
                for (index, messages) in Self.prompts.enumerated() {
                    group.addTask {
                        (index, try await manager.transcript(messages, session: SessionID(), options: options))
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for (index, transcript) in alone.enumerated() {
                let other = try #require(together[index])
                expectAgreement(transcript, other)
            }
            _ = try await other.end(manager)
        }

        @Test("What was read ahead needn't be read when it is asked, and whoever asks isn't kept waiting by it")
        func readAhead() async throws {
            let manager = try await TestModel.load()
            let session = manager.openSession()
            let options = GenerationOptions(maxTokens: 8)
            let alone = try await manager.transcript(Self.numbers, session: SessionID(), options: options)
            await manager.readAhead(Self.numbers, session: session, options: options)
            let prompt = try await manager.countTokens(Self.numbers)
            #expect(await manager.cachedTokens(session).session == prompt)
            #expect(await manager.engineTokens(session) == prompt)
            let asked = try await manager.transcript(Self.numbers, session: session, options: options)
            #expect(asked.cachedTokens == prompt - 1)
            expectAgreement(alone, asked)
            // Another question than the one that was foreseen.
            let other: [ChatMessage] = [Self.numbers[0], .user("Which number follows number 9?")]
            await manager.readAhead(Self.numbers, session: session, options: options)
            let answer = try await manager.transcript(other, session: session, options: options)
            #expect(answer.cachedTokens ?? 0 > prompt / 2 && answer.cachedTokens ?? 0 < prompt)
            // While somebody is answered nothing is read ahead.
            let busy = try await Endless(manager)
            let idle = manager.openSession()
            await manager.readAhead(Self.chinese, session: idle, options: options)
            #expect(await manager.cachedTokens(idle).session == 0)
            _ = try await busy.end(manager)
            // Both at once: whichever comes first, the answer is right and the cache is known.
            async let ahead: Void = manager.readAhead(Self.numbers, session: idle, options: options)
            let meanwhile = try await manager.transcript(Self.numbers, session: idle, options: options)
            await ahead
            expectAgreement(alone, meanwhile)
            #expect(await manager.engineTokens(idle) == manager.cachedTokens(idle).session)
        }
    }
}

extension Transcript {
    /// Whether both are the same answer: the same tokens, about as probable, up to where two next tokens are about equally
    /// likely, and at least two of them. Where a session's tokens lie in the cache decides the order of sums, and the last bits
    /// decide between such tokens; another session's keys and values would change all probabilities.
    func agrees(with other: Transcript) -> Bool {
        let pairs = Array(zip(tokens, other.tokens))
        let common = pairs.prefix { $0.text == $1.text }
        let isClose = common.allSatisfy { abs($0.probability - $1.probability) < 0.1 }
        guard common.count < pairs.count else { return isClose && tokens.count == other.tokens.count }
        let (mine, theirs) = pairs[common.count]
        return isClose && common.count >= 2 && min(mine.probability, theirs.probability) < 0.6
    }

    private var tokens: [(text: String, probability: Double)] {
        let bytes = Array(text.utf8)
        return events.compactMap { event in
            guard case .token(let token) = event else { return nil }
            let place = token.bytes.clamped(to: 0..<bytes.count)
            return (String(decoding: bytes[place], as: UTF8.self), token.probability)
        }
    }
}

/// Says no more than the texts where they differ.
private func expectAgreement(_ one: Transcript, _ two: Transcript, _ place: SourceLocation = #_sourceLocation) {
    let isSame = one.agrees(with: two)
    #expect(isSame, "\(one.text) / \(two.text)", sourceLocation: place)
}
