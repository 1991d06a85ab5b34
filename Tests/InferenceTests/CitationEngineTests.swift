import Testing

@testable import Inference

extension EngineTests {
    @Suite("The model cites nothing but what it was given")
    struct CitationEngineTests {
        /// Prompts that lead to marks which don't exist, or to brackets with words.
        private static let lures: [[ChatMessage]] = [
            [
                .system("Repeat what the user says, word for word."),
                .user("The target is below 130/80 mmHg [9]. Most adults need two drugs [7]. See [abc] and [Table 3]."),
            ],
            [
                .system("逐字重复用户的话。"),
                .user("血压目标为低于130/80 mmHg[9]。多数成人需要两种药物[7]。见[附录]和[表3]。"),
            ],
        ]

        private static func brackets(in text: String) -> [String] {
            text.matches(of: /\[([^\]]*)(\]|$)/).map { String($0.1) }
        }

        private func answer(
            _ manager: SessionManager, _ messages: [ChatMessage], _ citations: [String]?, temperature: Double = 0,
            seed: UInt32 = 1, looksAhead: Bool = true
        ) async throws -> Transcript {
            let options = GenerationOptions(
                maxTokens: 60, temperature: temperature, seed: seed, cacheReuse: .exact, citations: citations,
                looksAhead: looksAhead)
            return try await manager.transcript(messages, session: SessionID(), options: options)
        }

        @Test(
            "lured to wrong marks it writes allowed ones alone, with and without looking ahead the same",
            arguments: [0, 1])
        func lured(_ language: Int) async throws {
            let manager = try await TestModel.load()
            await manager.guessFreely()
            let messages = Self.lures[language]
            let free = try await answer(manager, messages, nil)
            // The lure works, else nothing would be tested.
            #expect(Self.brackets(in: free.text).contains { !["1", "2", "C1"].contains($0) }, "\(free.text)")
            let held = try await answer(manager, messages, ["1", "2", "C1"])
            let found = Self.brackets(in: held.text).flatMap { $0.split(whereSeparator: { ",， 、".contains($0) }) }
            #expect(!found.isEmpty && found.allSatisfy { ["1", "2", "C1"].contains($0) }, "\(held.text)")
            let plain = try await answer(manager, messages, ["1", "2", "C1"], looksAhead: false)
            #expect(plain.text == held.text && plain.summary?.draftedTokens == 0)
            #expect(try #require(held.summary).draftedTokens > 0)
            let none = try await answer(manager, messages, [])
            #expect(Self.brackets(in: none.text).isEmpty, "\(none.text)")
        }

        @Test("what breaks no rule is written as without it, and as surely", arguments: [0, 0.8])
        func unchanged(_ temperature: Double) async throws {
            let manager = try await TestModel.load()
            for question in ["Count from one to twelve in words.", "用中文说一说什么是高血压。"] {
                let messages = [ChatMessage.user(question)]
                let free = try await answer(manager, messages, nil, temperature: temperature, seed: 5)
                let held = try await answer(manager, messages, ["1", "C1"], temperature: temperature, seed: 5)
                #expect(!Self.brackets(in: free.text).contains { !["1", "C1"].contains($0) })
                #expect(held.text == free.text && held.events.filter(\.isToken) == free.events.filter(\.isToken))
            }
        }

        @Test("drawn answers keep to it whatever the seed", arguments: [0, 1])
        func drawn(_ language: Int) async throws {
            let manager = try await TestModel.load()
            for seed: UInt32 in 1...2 {
                let held = try await answer(
                    manager, Self.lures[language], ["1", "2"], temperature: 0.9, seed: seed)
                let found = Self.brackets(in: held.text).flatMap { $0.split(whereSeparator: { ",， 、".contains($0) }) }
                #expect(found.allSatisfy { "12".contains($0) && $0.count <= 1 || $0.isEmpty }, "\(held.text)")
                let again = try await answer(
                    manager, Self.lures[language], ["1", "2"], temperature: 0.9, seed: seed)
                #expect(again.text == held.text)
            }
        }

        @Test("a grammar holds beside it")
        func withGrammar() async throws {
            let manager = try await TestModel.load()
            let options = GenerationOptions(
                maxTokens: 24, cacheReuse: .none, grammar: "root ::= \"Below 130 [\" [0-9] \"].\"", citations: ["4"])
            let result = try await manager.transcript(Self.lures[0], session: SessionID(), options: options)
            #expect(result.text == "Below 130 [4]." && result.summary?.stopReason == .endOfGeneration)
            // What no answer can fulfil is an error, not a crash.
            let impossible = GenerationOptions(grammar: "root ::= \"[9]\"", citations: ["4"])
            await #expect(throws: InferenceError.self) {
                try await manager.transcript(Self.lures[0], session: SessionID(), options: impossible)
            }
        }

        @Test("probabilities are the model's own, of refused tokens' successors too")
        func probabilities() async throws {
            let manager = try await TestModel.load()
            let held = try await answer(manager, Self.lures[0], ["1", "2"])
            let tokens = held.events.compactMap { if case .token(let token) = $0 { token } else { nil } }
            #expect(tokens.allSatisfy { $0.probability >= 0 && $0.probability <= 1 })
            // What the model was kept from was likelier than what stands there.
            #expect(tokens.contains { $0.probability < 0.5 })
        }
    }
}

extension GenerationEvent {
    fileprivate var isToken: Bool { if case .token = self { true } else { false } }
}
