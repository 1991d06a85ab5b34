extension SessionManager {
    /// The tokens of the prompt for these messages, answer header included, as the engine reads them.
    public nonisolated func promptTokens(_ messages: [ChatMessage]) throws(InferenceError) -> [Int32] {
        try model.tokenize(model.template.render(messages, addAssistantHeader: true))
    }
}
