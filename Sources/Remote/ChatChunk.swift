import Foundation

/// One event of a streamed answer, as far as it is used. What a server adds of its own is passed over, and so are
/// thoughts that it tells apart from the answer (`reasoning_content`).
struct ChatChunk: Decodable {
    struct Choice: Decodable {
        var text: String?
        var finishReason: String?
        /// The stop string that ended the answer, as vLLM tells it.
        var stopString: String?

        private enum CodingKeys: String, CodingKey { case delta, finishReason, stopReason }
        private struct Delta: Decodable { var content: String? }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            text = try values.decodeIfPresent(Delta.self, forKey: .delta)?.content
            finishReason = try values.decodeIfPresent(String.self, forKey: .finishReason)
            // A number where a token ended it.
            stopString = try? values.decode(String.self, forKey: .stopReason)
        }
    }

    struct Usage: Decodable {
        struct Details: Decodable { var cachedTokens: Int? }

        var promptTokens: Int?
        var completionTokens: Int?
        var promptTokensDetails: Details?
    }

    /// What llama-server adds.
    struct Timings: Decodable {
        var cacheN: Int?
        var promptMs: Double?
        var predictedMs: Double?
    }

    var choices: [Choice]?
    var usage: Usage?
    var timings: Timings?

    /// - Returns: nil where it isn't one.
    static func read(_ text: String) -> ChatChunk? { JSON.read(ChatChunk.self, Data(text.utf8)) }
}

/// An error as these servers tell it: `{"error": {"type", "code", "message"}}`, or vLLM's `{"object": "error", "type", "code"}`.
/// The message isn't read: it may repeat what was asked.
struct Complaint: Decodable {
    /// `context_length_exceeded` and the like; nil where it says none, or what it says isn't one short word.
    var code: String?

    private enum CodingKeys: String, CodingKey { case object, error, type, code }

    /// A word or a number.
    private struct Word: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            text = try (try? value.decode(String.self)) ?? String(value.decode(Int.self))
        }
    }

    private struct Inner: Decodable {
        var code: Word?
        var type: Word?
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let isOne = try values.contains(.error) && !values.decodeNil(forKey: .error)
        let object = try values.decodeIfPresent(String.self, forKey: .object)
        guard isOne || object == "error" else {
            throw DecodingError.dataCorruptedError(forKey: .error, in: values, debugDescription: "none")
        }
        let inner = try? values.decode(Inner.self, forKey: .error)
        let words = [inner?.type, inner?.code, try? values.decode(Word.self, forKey: .type)].compactMap { $0?.text }
        code = words.first { $0.wholeMatch(of: /[A-Za-z][A-Za-z0-9_.-]{1,59}/) != nil }
    }

    /// - Returns: nil where it isn't one.
    static func read(_ data: Data) -> Complaint? { JSON.read(Complaint.self, data) }
}

/// What `models` answers.
struct ModelList: Decodable {
    struct Model: Decodable { var id: String }

    var data: [Model]

    static func read(_ data: Data) -> ModelList? { JSON.read(ModelList.self, data) }
}

private enum JSON {
    static func read<Value: Decodable>(_ type: Value.Type, _ data: Data) -> Value? {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try? decoder.decode(type, from: data)
    }
}
