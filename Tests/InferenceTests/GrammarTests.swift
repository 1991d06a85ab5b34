import Foundation
import Testing

@testable import Inference

extension EngineTests {
    @Suite("An answer bound by a grammar")
    struct GrammarTests {
        @Test("The model can say nothing else than the choices", arguments: [0.0, 0.8])
        func choices(_ temperature: Double) async throws {
            let model = try await TestModel.load()
            let options = GenerationOptions(
                maxTokens: 12, temperature: temperature, grammar: "root ::= \"yes\" | \"no\" | \"not stated\"")
            let question = ChatMessage(role: .user, text: "Tell me a story about a horse.")
            let transcript = try await model.transcript([question], session: SessionID(), options: options)
            #expect(["yes", "no", "not stated"].contains(transcript.text), "\(transcript.text)")
            #expect(transcript.summary?.stopReason == .endOfGeneration)
        }

        @Test("A line stays one line")
        func line() async throws {
            let model = try await TestModel.load()
            let options = GenerationOptions(maxTokens: 40, grammar: "root ::= [^\\n\\x00-\\x1F\\x7F]+")
            let question = ChatMessage(role: .user, text: "Write a list of ten animals, one on each line.")
            let transcript = try await model.transcript([question], session: SessionID(), options: options)
            #expect(!transcript.text.isEmpty && !transcript.text.contains("\n"))
        }

        @Test(
            "A grammar that can't be read is an error, and the model answers on",
            arguments: ["root ::= (", "answer ::= \"yes\"", "root ::= missing"])
        func bad(_ grammar: String) async throws {
            let model = try await TestModel.load()
            let question = ChatMessage(role: .user, text: "Hello")
            let session = SessionID()
            let error = await #expect(throws: InferenceError.self) {
                try await model.transcript(
                    [question], session: session, options: GenerationOptions(maxTokens: 4, grammar: grammar))
            }
            guard case .badGrammar = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let transcript = try await model.transcript(
                [question], session: session, options: GenerationOptions(maxTokens: 4))
            #expect(!transcript.text.isEmpty)
        }
    }
}
