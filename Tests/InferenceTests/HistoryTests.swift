import Foundation
import Testing

@testable import Inference

extension EngineTests {
    /// `XINGLIN_SOAK=2000 swift test --filter HistoryTests` runs more steps.
    @Suite struct HistoryTests {
        private static let steps = ProcessInfo.processInfo.environment["XINGLIN_SOAK"].flatMap { Int($0) } ?? 48

        @Test("after any history of opening, asking, cancelling and closing, the manager believes what the engine says")
        func believes() async throws {
            let manager = try await TestModel.load(TestModel.options(contextLength: 1024, maxSessions: 3))
            var random = SeededGenerator(seed: 20_261_128)
            var sessions = [manager.openSession()]
            var fresh: [String: String] = [:]
            for step in 0..<Self.steps {
                let session = sessions[Int.random(in: sessions.indices, using: &random)]
                let messages = Self.prompts[Int.random(in: Self.prompts.indices, using: &random)]
                switch Int.random(in: 0..<8, using: &random) {
                case 0: sessions.append(manager.openSession())
                case 1 where sessions.count > 1:
                    sessions.removeAll { $0 == session }
                    await manager.close(session)
                    #expect(await manager.cachedTokens(session).session == 0, "step \(step)")
                case 2:
                    _ = try await manager.transcript(
                        messages, session: session, options: Self.options(messages, 24)
                    ) { if case .text = $0 { manager.cancel(session) } }
                case 3:
                    // Whatever happened before, an exact answer is that of an engine that has done nothing else.
                    let key = messages.map(\.text).joined(separator: "|")
                    let exact = GenerationOptions(maxTokens: 8, cacheReuse: .exact)
                    let text = try await manager.transcript(messages, session: session, options: exact).text
                    if let known = fresh[key] { #expect(text == known, "step \(step)") }
                    fresh[key] = text
                default:
                    _ = try await manager.transcript(
                        messages, session: session, options: Self.options(messages, 8))
                }
                for session in sessions {
                    let (believed, said) = await (
                        manager.cachedTokens(session).session, manager.engineTokens(session)
                    )
                    #expect(believed == said, "step \(step)")
                }
            }
            let alone = try await TestModel.load(TestModel.options(contextLength: 1024, maxSessions: 3))
            for messages in Self.prompts {
                guard let known = fresh[messages.map(\.text).joined(separator: "|")] else { continue }
                let exact = GenerationOptions(maxTokens: 8, cacheReuse: .exact)
                #expect(try await alone.transcript(messages, session: SessionID(), options: exact).text == known)
            }
            #expect(!fresh.isEmpty)
        }

        private static func options(_ messages: [ChatMessage], _ most: Int) -> GenerationOptions {
            GenerationOptions(maxTokens: most, sharedBeginning: messages.first { $0.role == .system }?.text)
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

/// SplitMix64 (Steele, Lea and Flood 2014): the same steps in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
