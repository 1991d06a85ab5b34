/// What was sent before, oldest first; walking through it keeps the draft.
public struct InputHistory: Sendable, Equatable {
    public private(set) var entries: [String]
    private var position: Int?
    private var draft: Composer?

    public init(entries: [String] = []) { self.entries = entries }

    public mutating func add(_ text: String) {
        stopWalking()
        if entries.last != text { entries.append(text) }
    }

    /// The entry before the one shown; nil at the oldest.
    mutating func previous(keeping composer: Composer) -> Composer? {
        let next = (position ?? entries.count) - 1
        guard next >= 0, next < entries.count else { return nil }
        if position == nil { draft = composer }
        position = next
        return Composer(entries[next])
    }

    /// The entry after the one shown, then the draft; nil when not walking.
    mutating func next() -> Composer? {
        guard let current = position else { return nil }
        guard current + 1 < entries.count else {
            defer { stopWalking() }
            return draft ?? Composer()
        }
        position = current + 1
        return Composer(entries[current + 1])
    }

    /// Keeps the oldest so many, without those that name the file.
    mutating func forget(after count: Int, naming file: String?) {
        stopWalking()
        entries = entries.prefix(max(0, count)).filter { entry in
            file.map { $0.isEmpty || !entry.contains($0) } ?? true
        }
    }

    mutating func stopWalking() {
        position = nil
        draft = nil
    }

    /// The newest entry below `limit` that holds the query, whatever the case; nil for an empty query.
    func lastIndex(containing query: String, before limit: Int) -> Int? {
        guard !query.isEmpty else { return nil }
        let needle = query.lowercased()
        return entries.prefix(max(0, limit)).lastIndex { $0.lowercased().contains(needle) }
    }
}

/// Ctrl+R: what is looked for, and where it was found.
public struct HistorySearch: Sendable, Equatable {
    public var query = Composer()
    public var match: Int?
}
