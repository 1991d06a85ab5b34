import Foundation
import Inference

/// The body of `chat/completions`.
struct ChatRequest: Encodable {
    struct Message: Encodable {
        var role: String
        var content: String
    }

    struct StreamOptions: Encodable {
        var includeUsage = true
    }

    var model: String
    var messages: [Message]
    var stream = true
    var streamOptions = StreamOptions()
    var maxTokens: Int
    var temperature: Double
    var topP: Double
    var seed: UInt32
    var stop: [String]?
    var grammar: String?
    /// An answer that is begun is gone on with: vLLM and SGLang need to be told so, llama-server does it by itself.
    var addGenerationPrompt: Bool?
    var continueFinalMessage: Bool?

    init(_ messages: [ChatMessage], _ options: GenerationOptions, for endpoint: Endpoint) {
        model = endpoint.model
        self.messages = messages.map { Message(role: $0.role.rawValue, content: $0.text) }
        maxTokens = options.maxTokens
        temperature = options.temperature
        topP = options.topP
        seed = options.seed
        stop = options.stop.isEmpty ? nil : options.stop
        grammar = endpoint.takesGrammar ? options.grammar : nil
        if messages.last?.role == .assistant { (addGenerationPrompt, continueFinalMessage) = (false, true) }
    }

    var data: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}

/// What a prompt takes, since this API counts tokens only when it has answered: more rather than less, three characters of
/// ASCII or two thirds of any other a token, and eight for the marks around a message. vLLM and llama-server tell the true
/// count with the answer.
enum TokenEstimate {
    static func tokens(_ messages: [ChatMessage]) -> Int {
        messages.reduce(0) { sum, message in
            var (ascii, others) = (0, 0)
            for scalar in message.text.unicodeScalars {
                if scalar.isASCII { ascii += 1 } else { others += 1 }
            }
            return sum + 8 + (ascii + 2) / 3 + (others * 3 + 1) / 2
        }
    }
}
