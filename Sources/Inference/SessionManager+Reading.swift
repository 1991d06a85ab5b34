extension SessionManager {
    /// How the reading of a prompt ended.
    enum Reading {
        case calledOff
        /// What comes after the prompt, where a chooser was given.
        case done(Choice?)
    }

    /// Computes a prompt from where the cache ends. Between its chunks others' steps are computed.
    /// - Parameter chooser: of what comes next; nil where nothing does.
    func read(
        _ prompt: [Int32], _ place: Place, _ chooser: TokenChooser?, progress: (Int) -> Void = { _ in }
    ) async throws(InferenceError) -> Reading {
        var position = place.cached
        while position < prompt.count {
            guard !place.flag.isRaised else { return .calledOff }
            let end = chunkEnd(from: position, of: prompt.count, place)
            let isLast = end == prompt.count
            if try compute(prompt[position..<end], at: position, place, outputs: isLast && chooser != nil ? 1 : 0) {
                position = end
                progress(position)
            }
            // Others' computations would replace the scores.
            if isLast, position == end { break }
            await Task.yield()
        }
        return .done(try chooser.map { chooser throws(InferenceError) in try context.choose(chooser) })
    }

    /// While others write, chunks are shorter: they wait for each.
    private func chunkEnd(from position: Int, of total: Int, _ place: Place) -> Int {
        let whole = ledger[place.session]?.cache.chunkEnd(from: position, total: total) ?? total
        let shared = writing > 0 ? min(whole, position + max(1, context.batchSize / 4)) : whole
        return place.use.chunkEnd(from: position, to: shared)
    }

    /// Computes tokens of a prompt and notes them in the ledger; false when stopped, for this request or for another.
    func compute(
        _ tokens: ArraySlice<Int32>, at position: Int, _ place: Place, outputs: Int
    ) throws(InferenceError) -> Bool {
        let part = LlamaContext.Part(sequence: place.sequence, position: position, tokens: tokens, outputs: outputs)
        let outcome = try decode([part], of: [place], at: position)
        switch outcome {
        case .done:
            ledger.append(tokens, to: place.session)
            return true
        case .stopped:
            rollBack(place.session, to: position)
            return false
        case .noRoom where place.mayDropOthers && dropIdle():
            return try compute(tokens, at: position, place, outputs: outputs)
        case .noRoom, .failed:
            throw failure(outcome, at: position)
        }
    }

    /// Computes parts of the places' sequences under the adapter that the first has at `position`; they have it in common.
    func decode(
        _ parts: [LlamaContext.Part], of places: [Place], at position: Int
    ) throws(InferenceError) -> LlamaContext.Outcome {
        guard let first = places.first else { return .done }
        try context.use(first.use.number(at: position) == 0 ? nil : first.adapter)
        let flags = places.map(\.flag)
        let others = active.filter { flag in !flags.contains { $0 === flag } }
        return context.decode(parts, watch: CancelWatch(flags, others: others))
    }

    /// Why nothing was computed.
    func failure(_ outcome: LlamaContext.Outcome, at position: Int) -> InferenceError {
        if case .failed(let code, let detail) = outcome { return .decodeFailed(code: code, detail: detail) }
        return .contextFull(promptTokens: position, contextLength: context.length, answerTokens: 1)
    }
}
