extension SessionManager {
    /// Where tokens are computed, and how.
    struct Place {
        let session: SessionID
        let sequence: Int32
        /// Prompt tokens that are there already.
        let cached: Int
        let adapter: LlamaAdapter?
        let use: AdapterUse
        let flag: CancelFlag
        let mayDropOthers: Bool
    }

    /// Finds the session's sequence, cuts it back to what the prompt shares with it, and makes room for the
    /// rest and for the answer.
    func takePlace(_ request: GenerationRequest, _ prompt: [Int32]) throws(InferenceError) -> Place {
        while ledger.open(request.session) == nil {
            guard dropIdle() else { throw .engine(what: "no sequence is free for the session", detail: "") }
        }
        // Other sessions' tokens change the order in which sums are taken.
        if request.options.cacheReuse == .exact { while dropIdle() {} }
        guard
            let place = place(
                request.session, for: prompt, request.options.cacheReuse, adapter: request.options.adapter,
                request.flag)
        else { throw .engine(what: "the session is gone", detail: "") }
        let wanted = min(prompt.count + max(request.options.maxTokens, 1), context.length) - place.cached
        while ledger.usedTokens + wanted > ledger.capacity, dropIdle() {}
        return place
    }

    /// The session's sequence, holding what can be used for the prompt; nil where it has none.
    func place(
        _ session: SessionID, for prompt: [Int32], _ reuse: CacheReuse, adapter name: String?, _ flag: CancelFlag,
        mayDropOthers: Bool = true
    ) -> Place? {
        guard let entry = ledger[session] else { return nil }
        let adapter = name.flatMap { adapters[$0] }
        let use = adapter?.use(for: prompt) ?? .base
        var cached = rollBack(session, to: entry.cache.reusable(for: prompt, reuse, under: use))
        if reuse == .longest {
            cached = restore(
                prompt, in: session, under: use, beyond: cached, flag, mayDropOthers: mayDropOthers)
            cached = borrow(prompt, under: use, for: session, beyond: cached)
        }
        ledger.update(session) { $0.turn(to: use) }
        return Place(
            session: session, sequence: entry.sequence, cached: cached, adapter: adapter, use: use, flag: flag,
            mayDropOthers: mayDropOthers)
    }

    /// Takes the prompt's beginning from a template where that has more of it than the session; returns what is cached then.
    private func borrow(
        _ prompt: [Int32], under use: AdapterUse, for session: SessionID, beyond cached: Int
    ) -> Int {
        guard let entry = ledger[session], let loan = ledger.loan(for: prompt, under: use, moreThan: cached)
        else { return cached }
        guard context.share(from: loan.sequence, to: entry.sequence, count: loan.count) else {
            ledger.update(session) { $0.truncate(to: 0) }
            return 0
        }
        ledger.take(loan, of: prompt, for: session)
        return loan.count
    }

    /// Keeps the instructions that the prompt begins with for sessions to come. Not after exact reuse, which wants the cache
    /// for itself.
    func keepTemplate(_ request: GenerationRequest, _ prompt: [Int32]) throws(InferenceError) {
        guard request.options.cacheReuse != .exact, !request.sharedSegments.isEmpty else { return }
        let shared = try model.tokenize(request.sharedSegments)
        keepTemplate(prompt.prefix(shared.commonPrefix(prompt)), of: request.session)
    }

    func keepTemplate(_ tokens: ArraySlice<Int32>, of session: SessionID) {
        guard let entry = ledger[session], ledger.wants(template: tokens, under: entry.cache.use) else { return }
        while let old = ledger.templateInTheWay(of: tokens.count) { forget(template: old) }
        guard let sequence = ledger.nextTemplate,
            context.share(from: entry.sequence, to: sequence, count: tokens.count)
        else { return }
        ledger.addTemplate(tokens, of: session)
    }

    private func forget(template sequence: Int32) {
        ledger.drop(template: sequence)
        _ = context.truncate(sequence, to: 0)
    }

    /// Cuts the session's cache back; returns what is left of it.
    @discardableResult
    func rollBack(_ session: SessionID, to count: Int) -> Int {
        guard let entry = ledger[session] else { return 0 }
        let left = context.truncate(entry.sequence, to: count)
        ledger.update(session) { $0.truncate(to: left) }
        return left
    }

    /// Drops the cache of the session used longest ago of those that have nothing running, which is saved if states are, or a
    /// template where there is no such session; false when there is neither.
    func dropIdle() -> Bool {
        if let idle = ledger.leastRecentlyUsed(except: turnstile.sessions) {
            save(idle)
            forget(idle)
            return true
        }
        guard let template = ledger.leastRecentTemplate else { return false }
        forget(template: template)
        return true
    }
}
