import Foundation
import Testing

@testable import Inference

extension EngineTests {
    /// The small model's weights are of a type that isn't rearranged, so both engines compute the same to the last bit
    /// and every difference would be a mistake in what is carried from one to the other.
    @Suite struct TwinTests {
        static func options(addsWriter: Bool) -> LoadOptions {
            var options = TestModel.options
            options.addsWriter = addsWriter
            return options
        }

        @Test("reading in one engine and writing in another gives the answers of a single one, turn by turn")
        func sameAnswers() async throws {
            let single = try await conversation(addsWriter: false)
            let twin = try await conversation(addsWriter: true)
            #expect(twin == single)
            #expect(single.count == 5 && single.allSatisfy { !$0.isEmpty })
        }

        /// Two sessions in turn, a follow-up, an answer cut off in the middle, and the question after it.
        private func conversation(addsWriter: Bool) async throws -> [String] {
            let manager = try await TestModel.load(TwinTests.options(addsWriter: addsWriter))
            let (here, there) = (manager.openSession(), manager.openSession())
            let options = GenerationOptions(maxTokens: 20)
            var messages: [ChatMessage] = [.system(TestModel.longText), .user("Which number follows number 7?")]
            var texts: [String] = []
            func ask(_ session: SessionID, _ messages: [ChatMessage]) async throws {
                texts.append(try await manager.transcript(messages, session: session, options: options).text)
            }
            try await ask(here, messages)
            try await ask(there, [.user("What is the capital of France?")])
            messages += [.assistant(texts[0]), .user("And which one follows that?")]
            try await ask(here, messages)
            let long = GenerationOptions(maxTokens: 200)
            let cut = messages + [.assistant(texts[2]), .user("Tell a long story about numbers.")]
            _ = try await manager.transcript(cut, session: here, options: long) { event in
                if case .text = event { manager.cancel(here) }
            }
            try await ask(here, messages + [.assistant(texts[2]), .user("Count to five.")])
            try await ask(there, [.user("What is the capital of France?")])
            return texts
        }

        @Test("after every kind of ending both count the tokens that the manager believes are cached")
        func ledgerAgrees() async throws {
            let manager = try await TestModel.load(TwinTests.options(addsWriter: true))
            let session = manager.openSession()
            let question: [ChatMessage] = [.system(TestModel.longText), .user("Which number follows number 7?")]
            for most in [1, 2, 12] {
                let options = GenerationOptions(maxTokens: most)
                _ = try await manager.transcript(question, session: session, options: options)
                #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
            }
            _ = try await manager.transcript(question, session: session, options: GenerationOptions(maxTokens: 99)) {
                if case .text = $0 { manager.cancel(session) }
            }
            #expect(await manager.engineTokens(session) == manager.cachedTokens(session).session)
        }
    }
}

extension SessionManager {
    /// What the engine itself says the session holds.
    func engineTokens(_ session: SessionID) -> Int { ledger[session].map { context.count($0.sequence) } ?? 0 }
}
