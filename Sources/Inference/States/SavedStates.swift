import Dispatch
public import Foundation
public import Sealing
import Synchronization

/// What consultations had in the engine's cache, kept on disk when they make room for others or the program ends, so that
/// they go on without being read again.
///
/// A state is a sealed file of its own in a folder of this user alone. It is found by its tokens, under the same model,
/// engine, layout and adapter; one that can't be used any more, or doesn't open as it was written, is removed and told.
/// Files of one folder may come and go by other processes.
public final class SavedStates: Sendable {
    public struct Limits: Sendable, Equatable {
        /// All files together; those used longest ago go first.
        public var bytes = 2 << 30
        /// Seconds after its writing for which a state may be used.
        public var lifetime: TimeInterval = 7 * 24 * 3600
        /// Shorter conversations are read again as quickly.
        public var leastTokens = 64
        /// What may wait in memory to be written; what comes beyond isn't saved. It bounds how long leaving takes too.
        public var pendingBytes = 256 << 20

        public init() {}
    }

    let folder: URL
    let limits: Limits
    let key: SealingKey
    private let now: @Sendable () -> Date
    private let noting: @Sendable (SavedStateNote) -> Void
    let index = Mutex(StateIndex())
    let writing = DispatchQueue(label: "xinglin.states", qos: .utility)
    /// When writing has to end.
    let deadline = Mutex<ContinuousClock.Instant?>(nil)
    let isFailing = Mutex(false)
    /// What was read in advance, for whoever takes it next.
    private let fetched = Mutex<(name: String, bytes: [UInt8])?>(nil)
    private let reading = DispatchQueue(label: "xinglin.states.reading")

    /// Nothing is read before a model's states are asked for.
    public init(
        folder: URL, key: SealingKey, limits: Limits = Limits(), now: @escaping @Sendable () -> Date = { Date() },
        noting: @escaping @Sendable (SavedStateNote) -> Void = { _ in }
    ) {
        self.folder = folder
        self.key = key
        self.limits = limits
        self.now = now
        self.noting = noting
    }

    func file(_ name: String) -> StateFile { StateFile(folder: folder, name: name, key: key) }

    private var oldest: Date { now().addingTimeInterval(-limits.lifetime) }

    func note(_ note: SavedStateNote) { noting(note) }

    // MARK: Finding

    /// The state that has clearly more of a prompt's beginning than the `count` tokens that needn't be computed anyway.
    /// - Parameter most: tokens that there is room for.
    func match(
        _ prompt: [Int32], under adapter: StateAdapter, moreThan count: Int, most: Int
    ) -> StateIndex.Match? {
        let wanted = StateIndex.Wanted(
            adapter: adapter, moreThan: count, leastGain: limits.leastTokens, most: most, savedFrom: oldest)
        return index.withLock { $0.match(prompt, wanted) }
    }

    /// The engine's bytes of a state; nil where it can't be used or `keepsGoing` ended the reading. One that can't be used is gone
    /// from then on.
    func bytes(of match: StateIndex.Match, keepsGoing: () -> Bool) -> [UInt8]? {
        guard let entry = index.withLock({ $0[match.name] }) else { return nil }
        markUsed(match.name)
        if let there = entry.pending ?? takeFetched(match.name) { return there }
        do throws(SealingError) {
            return try file(match.name).readBytes(keepsGoing: keepsGoing)
        } catch {
            discard([(match.name, error)])
            return nil
        }
    }

    /// Reads a state on another thread, for ``bytes(of:keepsGoing:)`` to find: whoever computes needn't wait for the disk.
    func fetch(_ match: StateIndex.Match, keepsGoing: @escaping @Sendable () -> Bool) async {
        let bytes: [UInt8]? = await withCheckedContinuation { continuation in
            reading.async { continuation.resume(returning: self.bytes(of: match, keepsGoing: keepsGoing)) }
        }
        fetched.withLock { $0 = bytes.map { (match.name, $0) } }
    }

    /// Frees what was fetched, taken or not.
    private func takeFetched(_ name: String) -> [UInt8]? {
        fetched.withLock { fetched in
            defer { fetched = nil }
            return fetched?.name == name ? fetched?.bytes : nil
        }
    }

    /// What was fetched and turned out not to be needed.
    func dropFetched() { fetched.withLock { $0 = nil } }

    /// The engine couldn't take it, though it is what was written.
    func refuse(_ match: StateIndex.Match) {
        remove([match.name])
        note(.discarded(.stale, count: 1))
    }

    private func markUsed(_ name: String) {
        let date = now()
        index.withLock { $0[name]?.lastUse = date }
        try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file(name).path)
    }

    /// A state of an earlier run belongs to the session that goes on from the larger part of it.
    func adopt(_ match: StateIndex.Match, by session: SessionID) {
        guard match.usable * 2 >= match.tokens.count else { return }
        index.withLock { if $0[match.name]?.owner == nil { $0[match.name]?.owner = session } }
    }

    // MARK: Keeping

    /// Whether a session's tokens are worth saving: enough of them, not there yet, and memory to hold them meanwhile.
    func wants(_ tokens: [Int32], under adapter: StateAdapter) -> Bool {
        tokens.count >= limits.leastTokens
            && index.withLock { $0.pendingBytes < limits.pendingBytes && !$0.has(tokens, under: adapter) }
    }

    /// Takes a session's state; it is found from now on and written when there is time.
    func put(_ bytes: [UInt8], of tokens: [Int32], under adapter: StateAdapter, for session: SessionID) {
        let name = SealingKey.randomName()
        let isTaken = index.withLock { index in
            guard let origin = index.origin, bytes.count <= limits.bytes,
                index.pendingBytes + bytes.count <= limits.pendingBytes
            else { return false }
            let label = StateLabel(
                origin: origin, adapter: adapter, saved: now(), tokens: tokens.count, bytes: bytes.count)
            var entry = StateIndex.Entry(
                name: name, label: label, tokens: tokens, owner: session, lastUse: label.saved, size: bytes.count,
                pending: bytes)
            entry.replaces = index.superseded(by: entry)
            index[name] = entry
            return true
        }
        if isTaken { writing.async { [self] in write(name) } }
    }

    /// A conversation that its user has closed leaves nothing behind.
    func remove(of session: SessionID) { remove(index.withLock { $0.owned(by: session) }) }

    func remove(_ names: [String]) {
        index.withLock { index in for name in names { index[name] = nil } }
        for name in names { file(name).remove() }
    }

    /// Removes what is too old or too much, files of other processes included.
    func tidy() {
        scan()
        remove(index.withLock { $0.surplus(savedBefore: oldest, most: limits.bytes) })
    }

    func discard(_ failures: [(name: String, error: SealingError)]) {
        remove(failures.map(\.name))
        for (error, reason) in [(SealingError.otherKey, SavedStateNote.Reason.foreign), (.damaged, .damaged)] {
            let count = failures.count { $0.error == error }
            if count > 0 { note(.discarded(reason, count: count)) }
        }
    }
}
