/// Which session owns which sequence of the engine's cache, what each holds, and the beginnings of prompts that are kept for
/// sessions to come.
struct SequenceLedger {
    struct Entry {
        let sequence: Int32
        var cache: TokenCache
        fileprivate var lastUse: UInt64
        /// Leading tokens that lie in a template's cells, and that template's sequence.
        fileprivate var loan: Loan?

        /// Cells of its own.
        fileprivate var ownTokens: Int { cache.count - min(loan?.count ?? 0, cache.count) }
    }

    /// A beginning that many prompts have in common, such as a specialty's instructions.
    private struct Template {
        let sequence: Int32
        let tokens: [Int32]
        let use: AdapterUse
        var lastUse: UInt64
    }

    /// A template's leading tokens that a prompt begins with.
    struct Loan: Equatable {
        let sequence: Int32
        let count: Int
    }

    /// Sequences set aside for templates.
    static let mostTemplates = 8
    /// Shorter beginnings are computed again as quickly as they are looked after.
    static let leastTemplate = 32

    /// Tokens the cache holds for all sessions and templates together.
    let capacity: Int
    private let chunkSize: Int
    private var entries: [SessionID: Entry] = [:]
    private var templates: [Template] = []
    private var freeSequences: [Int32]
    private var freeTemplates: [Int32]
    private var clock: UInt64 = 0

    /// - Parameter sequences: of the engine, those for templates not counted: they come behind.
    init(capacity: Int, sequences: Int, chunkSize: Int) {
        self.capacity = capacity
        self.chunkSize = chunkSize
        let all = Int32(sequences)
        freeSequences = (0..<all).reversed()
        freeTemplates = (all..<all + Int32(Self.mostTemplates)).reversed()
    }

    subscript(session: SessionID) -> Entry? { entries[session] }

    var usedTokens: Int { entries.values.reduce(templateTokens) { $0 + $1.ownTokens } }
    /// What the sessions hold, borrowed or not.
    var sessionTokens: Int { entries.values.reduce(0) { $0 + $1.cache.count } }
    private var templateTokens: Int { templates.reduce(0) { $0 + $1.tokens.count } }

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
        let isAlone = templates.isEmpty && entries.allSatisfy { $0.key == session || $0.value.cache.count == 0 }
        update(session) { $0.append(tokens, isAlone: isAlone) }
    }

    mutating func update(_ session: SessionID, _ change: (inout TokenCache) -> Void) {
        guard var entry = entries[session] else { return }
        change(&entry.cache)
        // What was cut back and computed again lies in cells of the session's own.
        if let loan = entry.loan, entry.cache.count < loan.count {
            entry.loan = Loan(sequence: loan.sequence, count: entry.cache.count)
        }
        entries[session] = entry
    }

    /// Forgets a session; returns the sequence to be emptied.
    mutating func drop(_ session: SessionID) -> Int32? {
        guard let entry = entries.removeValue(forKey: session) else { return nil }
        freeSequences.append(entry.sequence)
        return entry.sequence
    }

    /// The session that would be missed least: none of `busy`, and used longest ago.
    func leastRecentlyUsed(except busy: Set<SessionID>) -> SessionID? {
        entries.filter { !busy.contains($0.key) }.min { $0.value.lastUse < $1.value.lastUse }?.key
    }

    /// The sessions, the one used last first.
    var latestFirst: [SessionID] { entries.sorted { $0.value.lastUse > $1.value.lastUse }.map(\.key) }

    private mutating func newEntry() -> Entry? {
        freeSequences.popLast().map {
            Entry(sequence: $0, cache: TokenCache(chunkSize: chunkSize), lastUse: clock, loan: nil)
        }
    }
}

// MARK: Templates

extension SequenceLedger {
    /// The template that has most of the prompt's beginning, if that is more than `count` tokens. The prompt's last token
    /// is never lent: the cache holds no logits.
    func loan(for prompt: [Int32], under use: AdapterUse = .base, moreThan count: Int) -> Loan? {
        templates
            .map { template in
                let common = min(template.tokens.commonPrefix(prompt), template.use.agreement(with: use))
                return Loan(sequence: template.sequence, count: min(common, prompt.count - 1))
            }
            .filter { $0.count > count }
            .max { $0.count < $1.count }
    }

    /// Notes that the session's sequence holds what was lent, and nothing else.
    mutating func take(_ loan: Loan, of prompt: [Int32], for session: SessionID) {
        clock += 1
        if let index = templates.firstIndex(where: { $0.sequence == loan.sequence }) {
            templates[index].lastUse = clock
        }
        entries[session]?.loan = loan
        update(session) { cache in
            cache.truncate(to: 0)
            cache.append(prompt.prefix(loan.count), isAlone: false)
        }
    }

    /// Whether this beginning is worth keeping: long enough, and not there yet.
    func wants(template tokens: ArraySlice<Int32>, under use: AdapterUse = .base) -> Bool {
        tokens.count >= Self.leastTemplate && tokens.count <= mostTemplateTokens
            && !templates.contains {
                $0.tokens.starts(with: tokens) && $0.use.agreement(with: use) >= tokens.count
            }
    }

    /// The template to be given up before another of so many tokens is added; nil: there is room.
    func templateInTheWay(of count: Int) -> Int32? {
        let isFull = freeTemplates.isEmpty || templateTokens + count > mostTemplateTokens
        return isFull ? leastRecentTemplate : nil
    }

    var leastRecentTemplate: Int32? { templates.min { $0.lastUse < $1.lastUse }?.sequence }

    /// The sequence that a new template is to have.
    var nextTemplate: Int32? { freeTemplates.last }

    /// Notes that ``nextTemplate`` holds the session's first tokens, which from now on are the template's.
    mutating func addTemplate(_ tokens: ArraySlice<Int32>, of session: SessionID) {
        guard let sequence = freeTemplates.popLast() else { return }
        clock += 1
        let use = entries[session]?.cache.use.prefix(tokens.count) ?? .base
        templates.append(Template(sequence: sequence, tokens: Array(tokens), use: use, lastUse: clock))
        entries[session]?.loan = Loan(sequence: sequence, count: tokens.count)
    }

    /// Forgets a template, whose sequence is to be emptied. What sessions borrowed of it is their own from now on.
    mutating func drop(template sequence: Int32) {
        templates.removeAll { $0.sequence == sequence }
        freeTemplates.append(sequence)
        for session in entries.filter({ $0.value.loan?.sequence == sequence }).keys { entries[session]?.loan = nil }
    }

    /// Conversations need most of the cache.
    private var mostTemplateTokens: Int { capacity / 4 }
}
