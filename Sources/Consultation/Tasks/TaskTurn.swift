/// A task as a turn of the conversation: the form's text is the answer, its passages are the answer's.
extension TaskRunner {
    /// - Parameter question: what stands in the conversation, such as `/soap`.
    /// - Returns: the same events as a question's turn; the last one carries the answer.
    public func start(_ task: TaskDescription, _ request: TaskRequest, question: String) -> RunningTurn {
        let (events, continuation) = AsyncThrowingStream<TurnEvent, any Error>.makeStream()
        let work = Task {
            do {
                let form = try await run(task, request) { continuation.yield($0) }
                continuation.yield(.finished(Answer(form, question: question)))
                continuation.finish()
            } catch {
                continuation.finish(throwing: Failure(describing: error))
            }
        }
        continuation.onTermination = { if case .cancelled = $0 { work.cancel() } }
        return RunningTurn(events: events, cancel: { work.cancel() })
    }
}

extension Answer {
    /// A form as an answer.
    public init(_ form: TaskForm, question: String) {
        self.init(question: question, language: form.language, audience: form.audience)
        answer = TaskMarkdown(form).text
        citations = form.citations
        computed = form.computed
        warnings = form.warnings
        model = form.model
        triage = form.triage
        status =
            switch form.status {
            case .filled: .answered
            case .escalated: .escalated
            case .abstained: .abstained
            case .cancelled: .cancelled
            }
        if form.status == .escalated { answer = form.fields.compactMap(\.value).joined(separator: "\n") }
    }
}
