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
        var mayDropOthers = true
    }

    /// Finds the session's sequence, cuts it back to what the prompt shares with it, and makes room for the
    /// rest and for the answer.
    func takePlace(_ request: GenerationRequest, _ prompt: [Int32]) throws(InferenceError) -> Place {
        while ledger.open(request.session) == nil {
            guard dropOther(than: request.session) else {
                throw .engine(what: "no sequence is free for the session", detail: "")
            }
        }
        // Other sessions' tokens change the order in which sums are taken.
        if request.options.cacheReuse == .exact { while dropOther(than: request.session) {} }
        guard let entry = ledger[request.session] else { throw .engine(what: "the session is gone", detail: "") }
        let adapter = request.options.adapter.flatMap { adapters[$0] }
        let use = adapter?.use(for: prompt) ?? .base
        let reusable = entry.cache.reusable(for: prompt, request.options.cacheReuse, under: use)
        var cached = rollBack(request.session, to: reusable)
        if request.options.cacheReuse == .longest {
            cached = restore(prompt, request, under: use, beyond: cached)
            cached = borrow(prompt, under: use, for: request.session, beyond: cached)
        }
        ledger.update(request.session) { $0.turn(to: use) }
        let wanted = min(prompt.count + max(request.options.maxTokens, 1), context.length) - cached
        while ledger.usedTokens + wanted > ledger.capacity, dropOther(than: request.session) {}
        return Place(
            session: request.session, sequence: entry.sequence, cached: cached, adapter: adapter, use: use,
            flag: request.flag)
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

    private func keepTemplate(_ tokens: ArraySlice<Int32>, of session: SessionID) {
        guard let entry = ledger[session], ledger.wants(template: tokens, under: entry.cache.use) else { return }
        while let old = ledger.templateInTheWay(of: tokens.count) { forget(template: old) }
        guard let sequence = ledger.nextTemplate,
            context.share(from: entry.sequence, to: sequence, count: tokens.count)
        else { return }
        ledger.addTemplate(tokens, of: session)
    }

    /// Computes a template that no session has asked for yet, as far as `flag` lets it, and without dropping anything for it.
    func readTemplate(_ segments: [PromptSegment], adapter name: String?, _ flag: CancelFlag) async {
        let session = SessionID()
        guard let tokens = try? model.tokenize(segments) else { return }
        let adapter = name.flatMap { adapters[$0] }
        // An activated one comes into play behind the instructions only.
        let use = adapter?.use(for: tokens) ?? .base
        guard ledger.wants(template: tokens[...], under: use),
            ledger.usedTokens + tokens.count <= ledger.capacity, let entry = ledger.open(session)
        else { return }
        defer { forget(session) }
        let cached = borrow(tokens, under: use, for: session, beyond: 0)
        ledger.update(session) { $0.turn(to: use) }
        let place = Place(
            session: session, sequence: entry.sequence, cached: cached, adapter: adapter, use: use, flag: flag,
            mayDropOthers: false)
        _ = try? await read(tokens, place, outputs: 0)
        // A part of it is of use as well.
        keepTemplate(tokens.prefix(ledger[session]?.cache.count ?? 0), of: session)
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

    /// Drops the cache of the session used longest ago, which is saved if states are, or a template where there is no other
    /// session; false when there is neither.
    func dropOther(than session: SessionID) -> Bool {
        if let other = ledger.leastRecentlyUsed(except: session) {
            save(other)
            forget(other)
            return true
        }
        guard let template = ledger.leastRecentTemplate else { return false }
        forget(template: template)
        return true
    }
}
