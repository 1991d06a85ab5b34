extension SessionManager {
    /// Generates until something ends the answer. Tokens that the prompt lets expect are computed along with the last one,
    /// and stay where the model would have written them too.
    func write(
        _ sampler: Sampler, _ prompt: [Int32], _ place: Place, _ request: GenerationRequest,
        _ summary: inout GenerationSummary
    ) async throws(InferenceError) {
        var text = AnswerText(stop: request.options.stop)
        var firstToken: ContinuousClock.Instant?
        var citations = CitationGuard(request.options.citations)
        var draft = Draft(sampler, prompt, request.options, model)
        // What was computed in advance and not reached is no part of the answer.
        defer { cut(draft, request.session) }
        while true {
            guard !request.flag.isRaised else { return }
            let (token, probability) = try context.choose(sampler, row: draft.row, &citations)
            if firstToken == nil { summary.firstTokenSeconds = request.seconds(since: request.asked) }
            let start = firstToken ?? .now
            firstToken = start
            summary.decodeSeconds = request.seconds(since: start)
            if request.endsAtEndToken, model.isEnd(token) { return end(.endOfGeneration, &text, request, &summary) }
            summary.answerTokens += 1
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
            if draft.accepts(token) {
                summary.draftedTokens += 1
            } else {
                cut(draft, request.session)
                let left = min(context.length - position, request.options.maxTokens - summary.answerTokens)
                let tokens = draft.next(after: token, most: left - 1)
                let begun = ContinuousClock.now
                guard try compute(tokens[...], at: position, place, outputs: tokens.count) else {
                    draft.forget()
                    return
                }
                // Fewer threads where other programs hold them up.
                context.use(threads: governor.next(after: request.seconds(since: begun), tokens: tokens.count))
            }
            await Task.yield()
        }
    }

    /// Takes the tokens that turned out wrong, or weren't reached, out of the cache.
    private func cut(_ draft: Draft, _ session: SessionID) {
        guard draft.unreached > 0, let count = ledger[session]?.cache.count else { return }
        rollBack(session, to: count - draft.unreached)
    }

    private func end(
        _ reason: StopReason, _ text: inout AnswerText, _ request: GenerationRequest,
        _ summary: inout GenerationSummary
    ) {
        let rest = text.finish()
        if !rest.isEmpty { request.events.yield(.text(rest)) }
        summary.stopReason = reason
    }
}
