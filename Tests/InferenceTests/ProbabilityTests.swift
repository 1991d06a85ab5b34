import Testing

@testable import Inference

extension EngineTests {
    @Suite("How sure the model was of each token")
    struct ProbabilityTests {
        private let question = [ChatMessage(role: .user, text: "Count from one to twenty in figures.")]

        private func tokens(_ transcript: Transcript) -> [GeneratedToken] {
            transcript.events.compactMap { if case .token(let token) = $0 { token } else { nil } }
        }

        @Test("every token has a probability, and the places together are the text", arguments: [0, 0.8])
        func coversTheText(temperature: Double) async throws {
            let manager = try await TestModel.load()
            let options = GenerationOptions(maxTokens: 32, temperature: temperature, seed: 7)
            let transcript = try await manager.transcript(question, session: SessionID(), options: options)
            let tokens = tokens(transcript)
            #expect(tokens.count == transcript.summary?.answerTokens)
            #expect(tokens.allSatisfy { $0.probability > 0 && $0.probability <= 1 })
            var end = 0
            for token in tokens {
                #expect(token.bytes.lowerBound <= end && token.bytes.upperBound >= end)
                end = token.bytes.upperBound
            }
            #expect(end >= transcript.text.utf8.count)
            #expect(tokens.contains { $0.probability > 0.5 })
        }

        @Test("the token that greedy choice takes is the most probable, and others share what is left")
        func greedy() async throws {
            let manager = try await TestModel.load()
            let (chosen, others) = try await manager.distribution(after: "The capital of France is")
            #expect(others.allSatisfy { $0 <= chosen })
            #expect(chosen + others.reduce(0, +) <= 1.0001)
        }

        @Test("a token outside the vocabulary is an error value")
        func refuses() async throws {
            let manager = try await TestModel.load()
            await #expect(throws: InferenceError.self) { try await manager.probabilityOfNothing() }
        }
    }
}

extension SessionManager {
    /// After a text, the probability of the token which greedy choice takes, and those of some hundred others.
    func distribution(after text: String) throws -> (chosen: Double, others: [Double]) {
        let tokens = try model.tokenize([.text(text)])
        let part = LlamaContext.Part(sequence: 0, position: 0, tokens: tokens[...], outputs: 1)
        _ = context.decode([part], watch: CancelWatch([]))
        let chosen = try context.choose(TokenChooser(.greedy)).token
        let others = try (0..<300).filter { $0 != chosen }.map { try context.probability(of: $0) }
        return (try context.probability(of: chosen), others)
    }

    func probabilityOfNothing() throws { _ = try context.probability(of: -1) }
}
