/// Which session owns which sequence of the engine's cache, and what each holds.
struct SequenceLedger {
    struct Entry {
        let sequence: Int32
        var cache: TokenCache
        fileprivate var lastUse: UInt64
    }

    /// Tokens the cache holds for all sessions together.
    let capacity: Int
    private let chunkSize: Int
    private var entries: [SessionID: Entry] = [:]
    private var freeSequences: [Int32]
    private var clock: UInt64 = 0

    init(capacity: Int, sequences: Int, chunkSize: Int) {
        self.capacity = capacity
        self.chunkSize = chunkSize
        freeSequences = (0..<Int32(sequences)).reversed()
    }

    subscript(session: SessionID) -> Entry? { entries[session] }

    var usedTokens: Int { entries.values.reduce(0) { $0 + $1.cache.count } }

    /// Gives the session a sequence if it has none, and marks it as the latest used. Returns nil when all
    /// sequences are taken: then another session has to be dropped first.
    mutating func open(_ session: SessionID) -> Entry? {
        clock += 1
        guard var entry = entries[session] ?? newEntry() else { return nil }
        entry.lastUse = clock
        entries[session] = entry
        return entry
    }

    /// Notes tokens that were computed together for the session.
    mutating func append(_ tokens: ArraySlice<Int32>, to session: SessionID) {
        let isAlone = usedTokens == entries[session]?.cache.count
        update(session) { $0.append(tokens, isAlone: isAlone) }
    }

    mutating func update(_ session: SessionID, _ change: (inout TokenCache) -> Void) {
        guard var entry = entries[session] else { return }
        change(&entry.cache)
        entries[session] = entry
    }

    /// Forgets a session; returns the sequence to be emptied.
    mutating func drop(_ session: SessionID) -> Int32? {
        guard let entry = entries.removeValue(forKey: session) else { return nil }
        freeSequences.append(entry.sequence)
        return entry.sequence
    }

    /// The session that would be missed least: not `session`, and used longest ago.
    func leastRecentlyUsed(except session: SessionID) -> SessionID? {
        entries.filter { $0.key != session }.min { $0.value.lastUse < $1.value.lastUse }?.key
    }

    private mutating func newEntry() -> Entry? {
        freeSequences.popLast().map {
            Entry(sequence: $0, cache: TokenCache(chunkSize: chunkSize), lastUse: clock)
        }
    }
}
