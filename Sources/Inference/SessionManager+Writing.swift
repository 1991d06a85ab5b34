extension SessionManager {
    /// Generates until something ends the answer. Tokens that the prompt lets expect are computed along with the last one,
    /// and stay where the model would have written them too.
    /// - Parameter first: what comes after the prompt.
    func write(
        _ first: Choice, by chooser: TokenChooser, _ prompt: [Int32], _ place: Place, _ request: GenerationRequest,
        _ summary: inout GenerationSummary
    ) async throws(InferenceError) {
        var text = AnswerText(stop: request.options.stop)
        var draft = Draft(chooser.sampler, prompt, request.options, model)
        let start = ContinuousClock.now
        summary.firstTokenSeconds = request.seconds(since: request.asked)
        var choices = [first][...]
        writing += 1
        defer {
            writing -= 1
            // What was computed in advance and not reached is no part of the answer.
            cutBack(request.session, to: summary.promptTokens + summary.answerTokens)
            // The others may have waited for this one alone.
            computeSteps()
        }
        while !request.flag.isRaised, let choice = choices.popFirst() {
            summary.decodeSeconds = request.seconds(since: start)
            if request.endsAtEndToken, model.isEnd(choice.token) {
                return end(.endOfGeneration, &text, request, &summary)
            }
            summary.answerTokens += 1
            let (piece, isStopped, bytes) = text.append(model.piece(choice.token))
            request.events.yield(.token(GeneratedToken(bytes: bytes, probability: choice.probability)))
            if !piece.isEmpty { request.events.yield(.text(piece)) }
            if isStopped {
                summary.stopReason = .stopString
                return
            }
            if summary.answerTokens >= request.options.maxTokens {
                return end(.maxTokens, &text, request, &summary)
            }
            draft.append(choice.token)
            guard choices.isEmpty else {
                summary.draftedTokens += 1
                continue
            }
            let position = summary.promptTokens + summary.answerTokens - 1
            guard position < context.length else { return end(.contextFull, &text, request, &summary) }
            let left = min(context.length - position, request.options.maxTokens - summary.answerTokens)
            let tokens = [choice.token] + draft.next(most: left - 1, costs: costs, odds: odds)
            let step = Step(place: place, chooser: chooser, position: position, tokens: tokens)
            guard let outcome = try await compute(step) else { return }
            draft.learn(accepted: outcome.choices.count - 1, of: outcome.count - 1, costs: costs, odds: &odds)
            if outcome.isShared { summary.sharedSteps += 1 }
            choices = outcome.choices[...]
        }
    }

    private func cutBack(_ session: SessionID, to count: Int) {
        if let cached = ledger[session]?.cache.count, cached > count { rollBack(session, to: count) }
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
