public import Clinical

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

extension Interview {
    /// The next question, or the history, as a turn of the conversation.
    public static func turn(
        _ answers: [String], _ task: TaskDescription, triage: TriageRules, language: Language, question: String
    ) -> RunningTurn {
        let (events, continuation) = AsyncThrowingStream<TurnEvent, any Error>.makeStream()
        var answer = Answer(question: question, language: language, audience: task.audience)
        switch replay(answers, task, triage: triage, language: language) {
        case .ask(let text, _): answer.answer = text
        case .finished(let form): answer = Answer(form, question: question)
        case .emergency(let form):
            answer = Answer(form, question: question)
            answer.answer = TaskMarkdown(form).text
        }
        continuation.yield(.triaged(answer.triage))
        continuation.yield(.evidence([]))
        continuation.yield(.finished(answer))
        continuation.finish()
        return RunningTurn(events: events, cancel: {})
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
