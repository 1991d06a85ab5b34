import Synchronization

extension SessionManager {
    public nonisolated func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let segments = messages.isEmpty ? [] : model.template.render(messages, addAssistantHeader: true)
        // Whoever asks goes first.
        for flag in background.withLock(\.self) { flag.raise() }
        let shared = options.sharedBeginning.map(instructions) ?? []
        return stream(segments, shared: shared, session: session, options: options, endsAtEndToken: true)
    }

    /// Reads the beginning that many prompts will have while nobody waits for an answer, so that the first one comes sooner.
    /// Cancelling the task, or asking for an answer, ends it.
    public nonisolated func prepare(_ beginning: String, adapter: String?) async {
        let segments = instructions(beginning)
        _ = await inBackground { flag in await self.readTemplate(segments, adapter: adapter, flag) }
    }

    /// Works while no answer is asked for: asking for one, or cancelling the task, raises the flag. Nil where one is.
    nonisolated func inBackground<Result: Sendable>(
        _ work: @Sendable (CancelFlag) async -> Result?
    ) async -> Result? {
        let flag = CancelFlag()
        background.withLock { $0.append(flag) }
        defer { background.withLock { $0.removeAll { $0 === flag } } }
        return await withTaskCancellationHandler {
            guard running.withLock(\.isEmpty), await turnstile.enter(flag) else { return nil }
            let result = await work(flag)
            turnstile.leave()
            return result
        } onCancel: {
            flag.raise()
            turnstile.dismissCancelled()
        }
    }

    private nonisolated func instructions(_ text: String) -> [PromptSegment] {
        model.template.render([.system(text)], addAssistantHeader: false)
    }

    nonisolated func stream(
        _ segments: [PromptSegment], shared: [PromptSegment] = [], session: SessionID, options: GenerationOptions,
        endsAtEndToken: Bool
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let flag = CancelFlag()
        running.withLock { $0[session, default: []].append(flag) }
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
        if await turnstile.enter(request.flag) {
            do throws(InferenceError) {
                ending = .success(try await answer(request))
            } catch {
                ending = .failure(error)
            }
            turnstile.leave()
        } else {
            ending = .success(GenerationSummary(stopReason: .cancelled))
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

    private nonisolated func unregister(_ request: GenerationRequest) {
        running.withLock { running in
            running[request.session]?.removeAll { $0 === request.flag }
            if running[request.session]?.isEmpty == true { running[request.session] = nil }
        }
    }

    private func answer(_ request: GenerationRequest) async throws(InferenceError) -> GenerationSummary {
        let prompt = try model.tokenize(request.segments)
        guard !prompt.isEmpty else { throw .emptyPrompt }
        guard prompt.count + request.leastAnswer <= context.length else {
            throw .contextFull(
                promptTokens: prompt.count, contextLength: context.length, answerTokens: request.leastAnswer)
        }
        do throws(InferenceError) {
            return try await answer(request, prompt)
        } catch {
            // Whatever is in the cache now can't be trusted.
            forget(request.session)
            throw error
        }
    }

    private func answer(
        _ request: GenerationRequest, _ prompt: [Int32]
    ) async throws(InferenceError) -> GenerationSummary {
        let sampler = try Sampler(request.options, model)
        let place = try takePlace(request, prompt)
        var summary = GenerationSummary(
            promptTokens: prompt.count, cachedTokens: place.cached, stopReason: .cancelled)
        // Where its invocation is missing, an activated one isn't used.
        summary.adapter = place.use == .base ? nil : place.adapter?.info
        request.events.yield(.started(promptTokens: prompt.count, cachedTokens: place.cached))
        let start = ContinuousClock.now
        let isRead = try await read(prompt, place, outputs: 1) {
            request.events.yield(.promptProgress(done: $0, total: prompt.count))
        }
        summary.promptSeconds = request.seconds(since: start)
        guard isRead else { return summary }
        try keepTemplate(request, prompt)
        try await write(sampler, prompt, place, request, &summary)
        // A cancelled answer isn't context, unless the caller says so in the next prompt.
        if summary.stopReason == .cancelled { rollBack(request.session, to: prompt.count) }
        return summary
    }
}

// MARK: Reading

extension SessionManager {
    /// Computes a prompt from where the cache ends; false when called off.
    /// - Parameter outputs: after how many of its last tokens the next one will be asked for.
    func read(
        _ prompt: [Int32], _ place: Place, outputs: Int, progress: (Int) -> Void = { _ in }
    ) async throws(InferenceError) -> Bool {
        var position = place.cached
        while position < prompt.count {
            let chunk = ledger[place.session]?.cache.chunkEnd(from: position, total: prompt.count) ?? prompt.count
            let end = place.use.chunkEnd(from: position, to: chunk)
            let outputs = end == prompt.count ? outputs : 0
            guard try compute(prompt[position..<end], at: position, place, outputs: outputs) else { return false }
            position = end
            progress(position)
            await Task.yield()
        }
        return true
    }

    /// Computes tokens and notes them in the ledger; false when called off.
    func compute(
        _ tokens: ArraySlice<Int32>, at position: Int, _ place: Place, outputs: Int
    ) throws(InferenceError) -> Bool {
        guard !place.flag.isRaised else { return false }
        try context.use(place.use.number(at: position) == 0 ? nil : place.adapter)
        let outcome = context.decode(
            tokens, position: position, sequence: place.sequence, outputs: outputs, flag: place.flag)
        switch outcome {
        case .done:
            ledger.append(tokens, to: place.session)
            return true
        case .stopped:
            rollBack(place.session, to: position)
            return false
        case .noRoom:
            guard place.mayDropOthers, dropOther(than: place.session) else {
                throw .contextFull(promptTokens: position, contextLength: context.length, answerTokens: tokens.count)
            }
            return try compute(tokens, at: position, place, outputs: outputs)
        case .failed(let code, let detail):
            throw .decodeFailed(code: code, detail: detail)
        }
    }
}
