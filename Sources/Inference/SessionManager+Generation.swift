import Synchronization

extension SessionManager {
    public nonisolated func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let segments = messages.isEmpty ? [] : model.template.render(messages, addAssistantHeader: true)
        return stream(segments, session: session, options: options, endsAtEndToken: true)
    }

    nonisolated func stream(
        _ segments: [PromptSegment], session: SessionID, options: GenerationOptions, endsAtEndToken: Bool
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let flag = CancelFlag()
        running.withLock { $0[session, default: []].append(flag) }
        return AsyncThrowingStream { events in
            let request = GenerationRequest(
                segments: segments, session: session, options: options, flag: flag, events: events, asked: .now,
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
        request.events.yield(.started(promptTokens: prompt.count, cachedTokens: place.cached))
        let start = ContinuousClock.now
        let isRead = try await read(prompt, place, request)
        summary.promptSeconds = request.seconds(since: start)
        guard isRead else { return summary }
        try await write(sampler, place, request, &summary)
        // A cancelled answer isn't context, unless the caller says so in the next prompt.
        if summary.stopReason == .cancelled { rollBack(request.session, to: prompt.count) }
        return summary
    }
}

// MARK: Place in the cache

extension SessionManager {
    struct Place {
        let sequence: Int32
        /// Prompt tokens that are there already.
        let cached: Int
    }

    /// Finds the session's sequence, cuts it back to what the prompt shares with it, and makes room for the
    /// rest and for the answer.
    private func takePlace(_ request: GenerationRequest, _ prompt: [Int32]) throws(InferenceError) -> Place {
        while ledger.open(request.session) == nil {
            guard dropOther(than: request.session) else {
                throw .engine(what: "no sequence is free for the session", detail: "")
            }
        }
        // Other sessions' tokens change the order in which sums are taken.
        if request.options.cacheReuse == .exact { while dropOther(than: request.session) {} }
        guard let entry = ledger[request.session] else { throw .engine(what: "the session is gone", detail: "") }
        let cached = rollBack(request.session, to: entry.cache.reusable(for: prompt, request.options.cacheReuse))
        let wanted = min(prompt.count + max(request.options.maxTokens, 1), context.length) - cached
        while ledger.usedTokens + wanted > ledger.capacity, dropOther(than: request.session) {}
        return Place(sequence: entry.sequence, cached: cached)
    }

    /// Cuts the session's cache back; returns what is left of it.
    @discardableResult
    private func rollBack(_ session: SessionID, to count: Int) -> Int {
        guard let entry = ledger[session] else { return 0 }
        let left = context.truncate(entry.sequence, to: count)
        ledger.update(session) { $0.truncate(to: left) }
        return left
    }

    /// Drops the cache of the session used longest ago; false when there is no other.
    private func dropOther(than session: SessionID) -> Bool {
        guard let other = ledger.leastRecentlyUsed(except: session) else { return false }
        forget(other)
        return true
    }
}

// MARK: Reading and writing

extension SessionManager {
    /// Computes the prompt from where the cache ends; false when called off.
    private func read(
        _ prompt: [Int32], _ place: Place, _ request: GenerationRequest
    ) async throws(InferenceError) -> Bool {
        var position = place.cached
        while position < prompt.count {
            let end = ledger[request.session]?.cache.chunkEnd(from: position, total: prompt.count) ?? prompt.count
            guard try compute(prompt[position..<end], at: position, place, request, isLast: end == prompt.count) else {
                return false
            }
            position = end
            request.events.yield(.promptProgress(done: position, total: prompt.count))
            await Task.yield()
        }
        return true
    }

    /// Generates until something ends the answer.
    private func write(
        _ sampler: Sampler, _ place: Place, _ request: GenerationRequest, _ summary: inout GenerationSummary
    ) async throws(InferenceError) {
        var text = AnswerText(stop: request.options.stop)
        var firstToken: ContinuousClock.Instant?
        while true {
            guard !request.flag.isRaised else { return }
            let token = try context.next(sampler)
            if firstToken == nil { summary.firstTokenSeconds = request.seconds(since: request.asked) }
            let start = firstToken ?? .now
            firstToken = start
            summary.decodeSeconds = request.seconds(since: start)
            if request.endsAtEndToken, model.isEnd(token) { return end(.endOfGeneration, &text, request, &summary) }
            summary.answerTokens += 1
            let probability = try context.probability(of: token)
            let (piece, isStopped, bytes) = text.append(model.piece(token))
            request.events.yield(.token(GeneratedToken(bytes: bytes, probability: probability)))
            if !piece.isEmpty { request.events.yield(.text(piece)) }
            if isStopped {
                summary.stopReason = .stopString
                return
            }
            if summary.answerTokens >= request.options.maxTokens {
                return end(.maxTokens, &text, request, &summary)
            }
            let position = summary.promptTokens + summary.answerTokens - 1
            guard position < context.length else { return end(.contextFull, &text, request, &summary) }
            guard try compute([token], at: position, place, request, isLast: true) else { return }
            await Task.yield()
        }
    }

    private func end(
        _ reason: StopReason, _ text: inout AnswerText, _ request: GenerationRequest,
        _ summary: inout GenerationSummary
    ) {
        let rest = text.finish()
        if !rest.isEmpty { request.events.yield(.text(rest)) }
        summary.stopReason = reason
    }

    /// Computes tokens and notes them in the ledger; false when called off.
    private func compute(
        _ tokens: ArraySlice<Int32>, at position: Int, _ place: Place, _ request: GenerationRequest, isLast: Bool
    ) throws(InferenceError) -> Bool {
        guard !request.flag.isRaised else { return false }
        let outcome = context.decode(
            tokens, position: position, sequence: place.sequence, wantsLogits: isLast, flag: request.flag)
        switch outcome {
        case .done:
            ledger.append(tokens, to: request.session)
            return true
        case .stopped:
            rollBack(request.session, to: position)
            return false
        case .noRoom:
            guard dropOther(than: request.session) else {
                throw .contextFull(promptTokens: position, contextLength: context.length, answerTokens: tokens.count)
            }
            return try compute(tokens, at: position, place, request, isLast: isLast)
        case .failed(let code, let detail):
            throw .decodeFailed(code: code, detail: detail)
        }
    }
}
