import Inference

/// A model that only reads the prompt it is asked with: the pipeline's own way to a prompt serves to foresee one.
struct AheadModel: LanguageModel {
    var model: any LanguageModel

    var info: ModelInfo { get async { await model.info } }
    var countsExactly: Bool { model.countsExactly }

    func countTokens(_ messages: [ChatMessage]) async throws -> Int { try await model.countTokens(messages) }

    func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        AsyncThrowingStream { events in
            let task = Task {
                await model.readAhead(messages, session: session, options: options)
                events.yield(.finished(GenerationSummary(stopReason: .cancelled)))
                events.finish()
            }
            events.onTermination = { _ in task.cancel() }
        }
    }
}
