/// All phrases of all rules in one automaton, so that a text is read once however many rules there are.
///
/// A phrase is compiled from its end to its beginning: each element becomes one state that knows the states after it, so
/// alternatives share what follows them, and the automaton grows with the length of the phrases and not with the number
/// of ways to read them.
struct TriageLexicon: Sendable {
    /// Where a concept was found.
    struct Match: Sendable, Hashable {
        var concept: Int
        var tokens: Range<Int>
    }

    enum State: Sendable {
        /// Passes over a token with this symbol, then goes on in one of a list of states.
        case symbol(Int32, next: Int32)
        case gap(next: Int32)
        case accept(concept: Int32)
    }

    /// A gap holds six words or ten Chinese characters.
    static let gapBudget = 60
    static let costOfWord = 10
    static let costOfHan = 6
    static let costOfComma = 10

    private var words: [String: Int32] = [:]
    private var prefixes: [String: Int32] = [:]
    private var longestPrefix = 0
    private var numbers: [(symbol: Int32, atLeast: Double?)] = []
    private var nextSymbol: Int32 = 1
    private(set) var states: [State] = []
    /// The lists of states, one after the other; list `n` is `members[bounds[n]..<bounds[n + 1]]`.
    private(set) var members: [Int32] = []
    private(set) var bounds: [Int] = [0]
    /// The states that a phrase can begin with, by the symbol that they ask for.
    private(set) var starts: [Int32: [Int32]] = [:]

    // MARK: Building

    /// Adds a phrase that stands for a concept; false when the phrase could match nothing at all.
    mutating func add(_ pattern: TriagePattern, concept: Int) -> Bool {
        let end = newState(.accept(concept: Int32(concept)))
        let entries = compile(pattern, before: [end])
        for entry in entries {
            guard case .symbol(let symbol, _) = states[Int(entry)] else { return false }
            starts[symbol, default: []].append(entry)
        }
        return true
    }

    /// The states with which the pattern begins when `next` follows it.
    private mutating func compile(_ pattern: TriagePattern, before next: [Int32]) -> [Int32] {
        switch pattern {
        case .sequence(let parts):
            var entries = next
            for part in parts.reversed() { entries = compile(part, before: entries) }
            return entries
        case .choice(let options):
            var entries: [Int32] = []
            for option in options {
                for entry in compile(option, before: next) where !entries.contains(entry) { entries.append(entry) }
            }
            return entries
        case .gap: return [newState(.gap(next: newList(next)))]
        case .word(let text): return pass(symbol(word: text), next)
        case .prefix(let text): return pass(symbol(prefix: text), next)
        case .number(let least): return pass(symbol(numberAtLeast: least), next)
        }
    }

    private mutating func pass(_ symbol: Int32, _ next: [Int32]) -> [Int32] {
        [newState(.symbol(symbol, next: newList(next)))]
    }

    private mutating func newState(_ state: State) -> Int32 {
        states.append(state)
        return Int32(states.count - 1)
    }

    private mutating func newList(_ list: [Int32]) -> Int32 {
        let last = bounds.count - 2
        if last < 0 || !members[bounds[last]..<bounds[last + 1]].elementsEqual(list) {
            members += list
            bounds.append(members.count)
        }
        return Int32(bounds.count - 2)
    }

    private mutating func newSymbol() -> Int32 {
        defer { nextSymbol += 1 }
        return nextSymbol
    }

    private mutating func symbol(word: String) -> Int32 {
        if let known = words[word] { return known }
        let symbol = newSymbol()
        words[word] = symbol
        return symbol
    }

    private mutating func symbol(prefix: String) -> Int32 {
        if let known = prefixes[prefix] { return known }
        let symbol = newSymbol()
        prefixes[prefix] = symbol
        longestPrefix = max(longestPrefix, prefix.utf8.count)
        return symbol
    }

    private mutating func symbol(numberAtLeast least: Double?) -> Int32 {
        if let known = numbers.first(where: { $0.atLeast == least }) { return known.symbol }
        let symbol = newSymbol()
        numbers.append((symbol, least))
        return symbol
    }

    // MARK: Reading

    /// Everything that the phrases find in a text, in the order of the text.
    func matches(in tokens: [TriageToken]) -> [Match] {
        var reader = TriageLexiconReader(lexicon: self, tokens: tokens)
        return reader.read()
    }

    /// What each token can stand for, one list after the other, and where each list begins.
    func symbols(of tokens: [TriageToken]) -> (all: [Int32], starts: [Int]) {
        var known: [String: [Int32]] = [:]
        var all: [Int32] = []
        var starts = [0]
        for token in tokens {
            if token.kind != .number {
                let found = known[token.text] ?? wordSymbols(token)
                known[token.text] = found
                all += found
            }
            if token.value != nil { all += numberSymbols(token.value) }
            starts.append(all.count)
        }
        return (all, starts)
    }

    private func numberSymbols(_ value: Double?) -> [Int32] {
        guard let value else { return [] }
        return numbers.filter { value >= ($0.atLeast ?? -.infinity) }.map(\.symbol)
    }

    private func wordSymbols(_ token: TriageToken) -> [Int32] {
        let found = symbols(of: token.text, isWord: token.kind == .word)
        guard found.isEmpty, token.kind == .word, let meant = TriageSpelling.correction(of: token.text) else {
            return found
        }
        return symbols(of: meant, isWord: true)
    }

    private func symbols(of text: String, isWord: Bool) -> [Int32] {
        var found: [Int32] = []
        if let exact = words[text] { found.append(exact) }
        guard isWord else { return found }
        let letters = Array(text.utf8)
        for length in 2...max(2, min(longestPrefix, letters.count)) where length <= letters.count {
            if let symbol = prefixes[String(decoding: letters[..<length], as: UTF8.self)] { found.append(symbol) }
        }
        return found
    }
}

extension TriageLexicon {
    /// Adds phrases of the program itself; a malformed one would be caught by the tests that read every phrase.
    mutating func add(words phrases: [String], concept: Int) {
        for phrase in phrases {
            guard let pattern = try? TriagePattern(phrase) else { continue }
            _ = add(pattern, concept: concept)
        }
    }
}
