import Inference
import Synchronization

/// A prompt as a turn's pipeline gave it to the model.
struct GivenPrompt: Sendable {
    var messages: [ChatMessage]
    var options: GenerationOptions
}

/// Stands between the pipeline and the engine and notes what is asked.
final class NotingModel: LanguageModel {
    let info: ModelInfo
    private let engine: SessionManager
    private let answers: Bool
    private let noted = Mutex<[GivenPrompt]>([])
    private let foreseen = Mutex<[GivenPrompt]>([])

    /// - Parameter answers: whether the engine is asked too; otherwise every answer is empty.
    init(_ engine: SessionManager, answers: Bool) {
        self.engine = engine
        self.answers = answers
        info = engine.info
    }

    /// In the order in which they came.
    var prompts: [GivenPrompt] { noted.withLock { $0 } }

    /// What was to be read before it was asked.
    var ahead: [GivenPrompt] { foreseen.withLock { $0 } }

    func readAhead(_ messages: [ChatMessage], session: SessionID, options: GenerationOptions) async {
        foreseen.withLock { $0.append(GivenPrompt(messages: messages, options: options)) }
        await engine.readAhead(messages, session: session, options: options)
    }

    func countTokens(_ messages: [ChatMessage]) async throws -> Int { try await engine.countTokens(messages) }

    func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        noted.withLock { $0.append(GivenPrompt(messages: messages, options: options)) }
        if answers { return engine.generate(messages, session: session, options: options) }
        return AsyncThrowingStream { events in
            events.yield(.finished(GenerationSummary(stopReason: .endOfGeneration)))
            events.finish()
        }
    }

    func prepare(_ beginning: String, adapter: String?) async { await engine.prepare(beginning, adapter: adapter) }
    func cancel(_ session: SessionID) { engine.cancel(session) }
    func close(_ session: SessionID) async { await engine.close(session) }
}

extension SessionManager {
    /// Answers one prompt in full; what the answer was and what it took.
    func answer(
        to prompt: GivenPrompt, in session: SessionID, most: Int? = nil, looksAhead: Bool? = nil
    ) async throws -> (text: String, took: GenerationSummary) {
        var options = prompt.options
        options.maxTokens = most ?? options.maxTokens
        options.looksAhead = looksAhead ?? options.looksAhead
        var text = ""
        for try await event in generate(prompt.messages, session: session, options: options) {
            switch event {
            case .text(let piece): text += piece
            case .finished(let summary): return (text, summary)
            case .started, .promptProgress, .token: break
            }
        }
        throw CancellationError()
    }
}

extension GenerationSummary {
    /// Tokens of the prompt that were computed.
    var readTokens: Int { promptTokens - cachedTokens }
}
