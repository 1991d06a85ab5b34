import Synchronization

extension SessionManager {
    public nonisolated func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let segments = messages.isEmpty ? [] : model.template.render(messages, addAssistantHeader: true)
        let shared = options.sharedBeginning.map(instructions) ?? []
        return stream(segments, shared: shared, session: session, options: options, endsAtEndToken: true)
    }

    nonisolated func instructions(_ text: String) -> [PromptSegment] {
        model.template.render([.system(text)], addAssistantHeader: false)
    }

    nonisolated func stream(
        _ segments: [PromptSegment], shared: [PromptSegment] = [], session: SessionID, options: GenerationOptions,
        endsAtEndToken: Bool
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let flag = CancelFlag()
        running.withLock { $0[session, default: []].append(flag) }
        // Whoever asks goes first.
        for flag in background.withLock(\.self) { flag.raise() }
        return AsyncThrowingStream { events in
            let request = GenerationRequest(
                segments: segments, sharedSegments: shared, session: session, options: options, flag: flag,
                events: events, asked: .now,
                endsAtEndToken: endsAtEndToken)
            events.onTermination = { [turnstile] _ in
                flag.raise()
                turnstile.dismissCancelled()
            }
            Task { await run(request) }
        }
    }

    /// Waits for the turn, answers, and ends the stream. Not on the engine's thread: who is called off while
    /// waiting mustn't wait for it.
    private nonisolated func run(_ request: GenerationRequest) async {
        let ending: Result<GenerationSummary, InferenceError>
        do throws(InferenceError) {
            ending = .success(try await attend(request))
        } catch {
            ending = .failure(error)
        }
        unregister(request)
        switch ending {
        case .success(let summary):
            request.events.yield(.finished(summary))
            request.events.finish()
        case .failure(let error):
            request.events.finish(throwing: error)
        }
    }

    private nonisolated func attend(_ request: GenerationRequest) async throws(InferenceError) -> GenerationSummary {
        let prompt = try model.tokenize(request.segments)
        guard !prompt.isEmpty else { throw .emptyPrompt }
        guard prompt.count + request.leastAnswer <= info.contextLength else {
            throw .contextFull(
                promptTokens: prompt.count, contextLength: info.contextLength, answerTokens: request.leastAnswer)
        }
        let most = min(prompt.count + max(request.options.maxTokens, 1), info.contextLength)
        let ticket = Turnstile.Ticket(
            request.session, tokens: most, purpose: request.options.cacheReuse == .exact ? .soleAnswer : .answer,
            flag: request.flag)
        guard await turnstile.enter(ticket) else { return GenerationSummary(stopReason: .cancelled) }
        defer { turnstile.leave(ticket) }
        return try await answer(request, prompt, ticket)
    }

    private nonisolated func unregister(_ request: GenerationRequest) {
        running.withLock { running in
            running[request.session]?.removeAll { $0 === request.flag }
            if running[request.session]?.isEmpty == true { running[request.session] = nil }
        }
    }

    private func answer(
        _ request: GenerationRequest, _ prompt: [Int32], _ ticket: Turnstile.Ticket
    ) async throws(InferenceError) -> GenerationSummary {
        active.append(request.flag)
        defer { active.removeAll { $0 === request.flag } }
        do throws(InferenceError) {
            return try await answerInTurn(request, prompt, ticket)
        } catch {
            // Whatever is in the cache now can't be trusted.
            forget(request.session)
            throw error
        }
    }

    private func answerInTurn(
        _ request: GenerationRequest, _ prompt: [Int32], _ ticket: Turnstile.Ticket
    ) async throws(InferenceError) -> GenerationSummary {
        let chooser = TokenChooser(try Sampler(request.options, model), citations: request.options.citations)
        await fetchState(request, prompt)
        let place = try takePlace(request, prompt)
        var summary = GenerationSummary(
            promptTokens: prompt.count, cachedTokens: place.cached, stopReason: .cancelled)
        // Where its invocation is missing, an activated one isn't used.
        summary.adapter = place.use == .base ? nil : place.adapter?.info
        request.events.yield(.started(promptTokens: prompt.count, cachedTokens: place.cached))
        let start = ContinuousClock.now
        let reading = try await read(prompt, place, chooser) {
            request.events.yield(.promptProgress(done: $0, total: prompt.count))
        }
        summary.promptSeconds = request.seconds(since: start)
        guard case .done(let first?) = reading else { return summary }
        try keepTemplate(request, prompt)
        turnstile.hasRead(ticket)
        try await write(first, by: chooser, prompt, place, request, &summary)
        // A cancelled answer isn't context, unless the caller says so in the next prompt.
        if summary.stopReason == .cancelled { rollBack(request.session, to: prompt.count) }
        return summary
    }
}
