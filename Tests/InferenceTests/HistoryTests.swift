import Foundation
import TestSupport
import Testing

@testable import Inference

extension EngineTests {
    /// `XINGLIN_SOAK=2000 swift test --filter HistoryTests` runs more steps.
    @Suite struct HistoryTests {
        private static let steps = ProcessInfo.processInfo.environment["XINGLIN_SOAK"].flatMap { Int($0) } ?? 48

        @Test(
            "after any history of opening, asking under any adapter and two at once, reading ahead, cancelling, making room, restarting and closing, the manager believes what the engine says"
        )
        func believes() async throws {
            let place = try StatesFolder()
            var current = try await Self.started(place)
            var random = SeededGenerator(seed: 20_261_128)
            var sessions = [current.openSession()]
            var fresh: [Asked: Transcript] = [:]
            var resumed = 0
            // At each quarter, in MB.
            var resident: [Int] = []
            for step in 0..<Self.steps {
                if step.isMultiple(of: max(1, Self.steps / 4)) { resident.append(Self.residentBytes >> 20) }
                let manager = current
                let session = sessions[Int.random(in: sessions.indices, using: &random)]
                let prompt = Int.random(in: Self.prompts.indices, using: &random)
                let adapter = [nil, nil, "ward", "activated"][Int.random(in: 0..<4, using: &random)]
                let asked = Asked(prompt: prompt, adapter: adapter)
                let messages = asked.messages
                switch Int.random(in: 0..<18, using: &random) {
                case 0...1: sessions.append(manager.openSession())
                case 2...3 where sessions.count > 1:
                    sessions.removeAll { $0 == session }
                    await manager.close(session)
                    #expect(await manager.cachedTokens(session).session == 0, "step \(step)")
                case 4...5:
                    _ = try await manager.transcript(messages, session: session, options: asked.options(24)) {
                        if case .text = $0 { manager.cancel(session) }
                    }
                case 6...7:
                    // Whatever happened before, an exact answer is that of an engine that has done nothing else.
                    let answer = try await manager.transcript(messages, session: session, options: asked.exact)
                    if let known = fresh[asked] { #expect(answer.text == known.text, "step \(step)") }
                    fresh[asked] = answer
                case 8:
                    await manager.saveStates(within: .seconds(24 * 3600))
                    current = try await Self.started(place)
                case 9...10 where sessions.count > 1:
                    // Another consultation, at the same time; one of both may be called off on the way.
                    let other = sessions.filter { $0 != session }.randomElement(using: &random) ?? session
                    let isCalledOff = Bool.random(using: &random)
                    let second = Self.prompts.randomElement(using: &random) ?? messages
                    async let beside = manager.transcript(second, session: other, options: asked.options(16)) {
                        if isCalledOff, case .text = $0 { manager.cancel(session) }
                    }
                    _ = try await manager.transcript(messages, session: session, options: asked.options(16))
                    #expect(try await beside.summary != nil, "step \(step)")
                case 11:
                    async let ahead: Void = manager.readAhead(messages, session: session, options: asked.options(8))
                    if Bool.random(using: &random) {
                        _ = try await manager.transcript(messages, session: session, options: asked.options(8))
                    }
                    await ahead
                default:
                    let before = await manager.cachedTokens(session).session
                    let answer = try await manager.transcript(messages, session: session, options: asked.options(8))
                    if before == 0, answer.cachedTokens ?? 0 > 0 { resumed += 1 }
                    // What was computed or kept elsewhere gives the same scores but for the order of sums.
                    if let known = fresh[asked]?.firstProbability, let this = answer.firstProbability {
                        #expect(abs(this - known) < 0.1, "step \(step): \(this), \(known)")
                    }
                }
                for session in sessions {
                    let (believed, said) = await (
                        current.cachedTokens(session).session, current.engineTokens(session)
                    )
                    #expect(believed == said, "step \(step)")
                }
            }
            resident.append(Self.residentBytes >> 20)
            print("resident at the quarters of \(Self.steps) steps:", resident, "MB")
            // A short run is still warming up.
            if Self.steps >= 1000, let last = resident.last { #expect(last - resident[1] < 32) }
            let alone = try await Self.started(nil)
            for (asked, known) in fresh {
                let answer = try await alone.transcript(asked.messages, session: SessionID(), options: asked.exact)
                #expect(answer.text == known.text)
            }
            #expect(!fresh.isEmpty && resumed > 0 && place.notes().isEmpty)
        }

        private static var residentBytes: Int {
            let sizes = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
            return (sizes.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
                * Int(sysconf(Int32(_SC_PAGESIZE)))
        }

        /// One question under one adapter.
        private struct Asked: Hashable {
            let prompt: Int
            let adapter: String?

            var messages: [ChatMessage] { HistoryTests.prompts[prompt] }

            func options(_ most: Int) -> GenerationOptions {
                GenerationOptions(
                    maxTokens: most, sharedBeginning: messages.first { $0.role == .system }?.text, adapter: adapter)
            }

            var exact: GenerationOptions { GenerationOptions(maxTokens: 8, cacheReuse: .exact, adapter: adapter) }
        }

        private static func started(_ place: StatesFolder?) async throws -> SessionManager {
            let manager = try await TestModel.load(TestModel.options(contextLength: 1024, maxSessions: 3))
            try await manager.addAdapters()
            await manager.guessFreely()
            if let place { try await manager.keep(in: place.states(), digests: TestModel.digests) }
            return manager
        }

        /// Two sets of instructions, follow-ups, both languages.
        private static let prompts: [[ChatMessage]] = {
            let numbers = ChatMessage.system(TestModel.longText)
            let short = ChatMessage.system("你是指南助手。回答要简短，数字要准确，并注明出处。不知道就说不知道，不要编造，也不要重复问题。")
            return [
                [numbers, .user("Which number follows number 7?")],
                [numbers, .user("Which number follows number 7?"), .assistant("Number 8."), .user("And then?")],
                [numbers, .user("Count to five.")],
                [short, .user("高血压的诊断标准？")],
                [short, .user("高血压的诊断标准？"), .assistant("140/90 mmHg。"), .user("糖尿病呢？")],
                [.user("What is the capital of France?")],
            ]
        }()
    }
}

extension Transcript {
    /// How sure the model was of the answer's first token.
    fileprivate var firstProbability: Double? {
        for case .token(let token) in events { return token.probability }
        return nil
    }
}
