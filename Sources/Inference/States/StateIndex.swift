import Foundation

/// The saved states that are known, and which of them is wanted when.
struct StateIndex: Sendable {
    struct Entry: Sendable {
        let name: String
        let label: StateLabel
        let tokens: [Int32]
        /// The session that saved it or went on from it; nil: one of an earlier run.
        var owner: SessionID?
        var lastUse: Date
        /// Of the file; of what is to be written while it isn't there yet.
        var size: Int
        /// The engine's bytes until they are on disk, and the older states that go then.
        var pending: [UInt8]?
        var replaces: [String] = []
    }

    /// A state, and how many of its tokens a prompt begins with.
    struct Match: Sendable, Equatable {
        let name: String
        let tokens: [Int32]
        let usable: Int
    }

    /// What a state has to be for a prompt.
    struct Wanted {
        var adapter: StateAdapter
        /// The prompt's tokens that needn't be computed anyway.
        var moreThan: Int
        /// Tokens that have to be gained.
        var leastGain: Int
        /// Tokens that there is room for.
        var most: Int
        var savedFrom: Date
    }

    var origin: StateOrigin?
    private(set) var entries: [String: Entry] = [:]

    subscript(name: String) -> Entry? {
        get { entries[name] }
        set { entries[name] = newValue }
    }

    var pendingBytes: Int { entries.values.reduce(0) { $0 + ($1.pending?.count ?? 0) } }

    /// The state that saves most of the work, if it is clearly more than the tokens that are there anyway.
    ///
    /// Decrypting and copying a token's keys and values takes a thirtieth of the time that computing it takes, or less; but all of a
    /// state is read, whatever the prompt has of it: so what is gained has to be a sixteenth of it at least.
    func match(_ prompt: [Int32], _ wanted: Wanted) -> Match? {
        guard let origin else { return nil }
        return entries.values
            .filter {
                $0.label.origin.hasSameKeysAndValues(as: origin) && $0.label.saved >= wanted.savedFrom
                    && $0.tokens.count <= wanted.most
            }
            .map { entry in
                let same = min(
                    entry.tokens.commonPrefix(prompt), entry.label.adapter.agreement(with: wanted.adapter))
                return Match(name: entry.name, tokens: entry.tokens, usable: max(0, min(same, prompt.count - 1)))
            }
            .filter { $0.usable - wanted.moreThan >= max(wanted.leastGain, $0.tokens.count / 16) }
            .max { ($0.usable, -$0.tokens.count, $0.name) < ($1.usable, -$1.tokens.count, $1.name) }
    }

    /// Whether a state of all these tokens is there.
    func has(_ tokens: [Int32], under adapter: StateAdapter) -> Bool {
        guard let origin else { return false }
        return entries.values.contains {
            $0.label.origin.hasSameKeysAndValues(as: origin) && $0.tokens.starts(with: tokens)
                && $0.label.adapter.agreement(with: adapter) >= tokens.count
        }
    }

    /// Those that a new one makes needless: of the same conversation under the same adapter, or a beginning of it.
    func superseded(by new: Entry) -> [String] {
        entries.values.filter { old in
            guard old.label.origin.hasSameKeysAndValues(as: new.label.origin) else { return false }
            let agreement = old.label.adapter.agreement(with: new.label.adapter)
            let isBeginning = agreement >= old.tokens.count && new.tokens.starts(with: old.tokens)
            return isBeginning || old.owner != nil && old.owner == new.owner && agreement == .max
        }.map(\.name)
    }

    func owned(by session: SessionID) -> [String] { entries.values.filter { $0.owner == session }.map(\.name) }

    /// Those to be given up: too old, or beyond so many bytes in all, the one used longest ago first.
    func surplus(savedBefore oldest: Date, most bytes: Int) -> [String] {
        var surplus = entries.values.filter { $0.label.saved < oldest }.map(\.name)
        var left = entries.values.filter { $0.label.saved >= oldest }
            .sorted { ($0.lastUse, $0.name) > ($1.lastUse, $1.name) }
        while let last = left.last, left.reduce(0, { $0 + $1.size }) > bytes {
            surplus.append(last.name)
            left.removeLast()
        }
        return surplus
    }
}
