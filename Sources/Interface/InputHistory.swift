/// What was sent before, oldest first, in whichever consultation.
public struct InputHistory: Sendable, Equatable {
    private struct Item: Sendable, Equatable {
        var text: String
        /// The consultation whose patient it may be about; nil where none was open.
        var consultation: ConsultationID?
    }

    private var items: [Item]
    public var entries: [String] { items.map(\.text) }
    var count: Int { items.count }

    public init(entries: [String] = []) { items = entries.map { Item(text: $0) } }

    /// - Parameter consultation: the one it was sent in, where that has a patient.
    mutating func add(_ text: String, about consultation: ConsultationID? = nil) {
        let item = Item(text: text, consultation: consultation)
        if items.last != item { items.append(item) }
    }

    subscript(index: Int) -> String { items[index].text }

    /// Leaves out what was sent about the consultation's patient, and what names their file.
    mutating func forget(about consultation: ConsultationID, naming file: String) {
        items.removeAll { $0.consultation == consultation || !file.isEmpty && $0.text.contains(file) }
    }

    /// The newest entry below `limit` that holds the query, whatever the case; nil for an empty query.
    func lastIndex(containing query: String, before limit: Int) -> Int? {
        guard !query.isEmpty else { return nil }
        let needle = query.lowercased()
        return items.prefix(max(0, limit)).lastIndex { $0.text.lowercased().contains(needle) }
    }
}

/// A consultation's way back through the history; it keeps the draft.
struct HistoryWalk: Sendable, Equatable {
    private var position: Int?
    private var draft: Composer?

    /// The entry before the one shown; nil at the oldest.
    mutating func back(in history: InputHistory, keeping composer: Composer) -> Composer? {
        let next = min(position ?? history.count, history.count) - 1
        guard next >= 0 else { return nil }
        if position == nil { draft = composer }
        position = next
        return Composer(history[next])
    }

    /// The entry after the one shown, then the draft; nil when not walking.
    mutating func forth(in history: InputHistory) -> Composer? {
        guard let current = position else { return nil }
        guard current + 1 < history.count else {
            defer { stop() }
            return draft ?? Composer()
        }
        position = current + 1
        return Composer(history[current + 1])
    }

    mutating func stop() {
        position = nil
        draft = nil
    }
}

/// Ctrl+R: what is looked for, and where it was found.
public struct HistorySearch: Sendable, Equatable {
    public var query = Composer()
    public var match: Int?
}
