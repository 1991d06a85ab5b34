import CLlama
import Foundation

/// Sessions that make room for others go on later from where they were.
extension SessionManager {
    /// From now on keeps what sessions have computed, and finds what was kept for this model. Its digest is part of the key.
    public nonisolated func keep(in states: SavedStates, digests: DigestCache) async throws {
        await keep(in: states, origin: try await origin(digests))
    }

    nonisolated func origin(_ digests: DigestCache) async throws -> StateOrigin {
        return StateOrigin(
            engine: EngineIdentity.text, layout: await layout, model: try await digests.sha256(of: model.file),
            file: model.file.path)
    }

    nonisolated func keep(in states: SavedStates, origin: StateOrigin) async {
        states.open(for: origin)
        await begin(states)
    }

    private var layout: String { context.layout }

    private func begin(_ states: SavedStates) { self.states = states }

    /// Keeps what the sessions have, the one used last first; it is written while others go on.
    public func saveStates() {
        for session in ledger.latestFirst { save(session) }
    }

    /// Keeps what the sessions have and waits until it is written, but no longer than so: for the program's end.
    public func saveStates(within limit: Duration) async {
        saveStates()
        await states?.finish(within: limit)
    }

    /// Copies a session's keys and values out of the engine, unless they are kept already.
    func save(_ session: SessionID) {
        guard let states, let entry = ledger[session],
            let adapter = name(of: entry.cache.use.prefix(entry.cache.count))
        else { return }
        let tokens = entry.cache.tokens
        guard states.wants(tokens, under: adapter), context.count(entry.sequence) == tokens.count,
            let bytes = context.state(of: entry.sequence)
        else { return }
        states.put(bytes, of: tokens, under: adapter, for: session)
    }

    /// Takes the prompt's beginning from a saved state where that has clearly more of it than the session and the templates;
    /// returns what is cached then.
    func restore(
        _ prompt: [Int32], in session: SessionID, under use: AdapterUse, beyond cached: Int, _ flag: CancelFlag,
        mayDropOthers: Bool
    ) -> Int {
        guard let states, let entry = ledger[session] else { return cached }
        defer { states.dropFetched() }
        while !flag.isRaised, let match = match(prompt, under: use, beyond: cached) {
            guard mayDropOthers || ledger.usedTokens + match.tokens.count <= ledger.capacity else { return cached }
            guard let bytes = states.bytes(of: match, keepsGoing: { !flag.isRaised }) else { continue }
            rollBack(session, to: 0)
            while mayDropOthers, ledger.usedTokens + match.tokens.count > ledger.capacity, dropIdle() {}
            guard context.restore(bytes, into: entry.sequence), context.count(entry.sequence) == match.tokens.count
            else {
                states.refuse(match)
                return rollBack(session, to: 0)
            }
            ledger.update(session) { $0.append(match.tokens, isAlone: false) }
            states.adopt(match, by: session)
            return rollBack(session, to: match.usable)
        }
        return cached
    }

    /// Has another thread read the state that the prompt's beginning will be taken from: answers that are being written go on
    /// meanwhile.
    func fetchState(_ request: GenerationRequest, _ prompt: [Int32]) async {
        guard let states, request.options.cacheReuse == .longest else { return }
        let use = request.options.adapter.flatMap { adapters[$0] }?.use(for: prompt) ?? .base
        let cached = ledger[request.session]?.cache.reusable(for: prompt, .longest, under: use) ?? 0
        guard let match = match(prompt, under: use, beyond: cached) else { return }
        await states.fetch(match) { !request.flag.isRaised }
    }

    /// A saved state that has clearly more of the prompt's beginning than what is cached and the templates.
    private func match(_ prompt: [Int32], under use: AdapterUse, beyond cached: Int) -> StateIndex.Match? {
        guard let adapter = name(of: use) else { return nil }
        let near = max(cached, ledger.loan(for: prompt, under: use, moreThan: cached)?.count ?? 0)
        return states?.match(prompt, under: adapter, moreThan: near, most: ledger.capacity)
    }

    /// A conversation that its user has closed leaves nothing behind.
    func forgetForGood(_ session: SessionID) {
        forget(session)
        states?.remove(of: session)
    }

    /// How an adapter in use is called in a state; nil: it was replaced meanwhile.
    private func name(of use: AdapterUse) -> StateAdapter? {
        guard use != .base else { return .base }
        return adapters.values.first { $0.number == use.number }.map {
            StateAdapter(sha256: $0.info.sha256, scale: $0.info.scale, start: use.start)
        }
    }
}
