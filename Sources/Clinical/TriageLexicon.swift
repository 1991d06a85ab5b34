/// All phrases of all rules in one trie, so that a text is read once however many rules there are.
struct TriageLexicon: Sendable {
    /// Where a concept was found.
    struct Match: Sendable, Equatable {
        var concept: Int
        var tokens: Range<Int>
    }

    private static let gap: Int32 = 0
    /// A gap holds four words or eight Chinese characters.
    private static let gapBudget = 8
    private static let maximumNodes = 400_000

    private var words: [String: Int32] = [:]
    private var prefixes: [String: Int32] = [:]
    private var longestPrefix = 0
    private var numbers: [(symbol: Int32, atLeast: Double?)] = []
    private var nextSymbol: Int32 = 1
    private var edges: [UInt64: Int32] = [:]
    private var concepts: [[Int32]] = [[]]
    private var spelling = TriageSpelling()

    // MARK: Building

    /// Adds a phrase that stands for a concept; false when the trie is full (a phrase with too many alternatives).
    mutating func add(_ pattern: TriagePattern, concept: Int) -> Bool {
        for end in insert(pattern, from: [0]) where end != 0 {
            if !concepts[Int(end)].contains(Int32(concept)) { concepts[Int(end)].append(Int32(concept)) }
        }
        return concepts.count < Self.maximumNodes
    }

    private mutating func insert(_ pattern: TriagePattern, from nodes: [Int32]) -> [Int32] {
        guard concepts.count < Self.maximumNodes else { return nodes }
        switch pattern {
        case .sequence(let parts):
            var reached = nodes
            for part in parts { reached = insert(part, from: reached) }
            return reached
        case .choice(let options):
            var reached: Set<Int32> = []
            for option in options { reached.formUnion(insert(option, from: nodes)) }
            return Array(reached)
        case .gap: return nodes.map { step($0, Self.gap) }
        case .word(let text):
            let symbol = symbol(word: text)
            return nodes.map { step($0, symbol) }
        case .prefix(let text):
            let symbol = symbol(prefix: text)
            return nodes.map { step($0, symbol) }
        case .number(let least):
            let symbol = symbol(numberAtLeast: least)
            return nodes.map { step($0, symbol) }
        }
    }

    private mutating func step(_ node: Int32, _ symbol: Int32) -> Int32 {
        let key = Self.key(node, symbol)
        if let next = edges[key] { return next }
        let next = Int32(concepts.count)
        concepts.append([])
        edges[key] = next
        return next
    }

    private static func key(_ node: Int32, _ symbol: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: symbol))
    }

    private mutating func newSymbol() -> Int32 {
        defer { nextSymbol += 1 }
        return nextSymbol
    }

    private mutating func symbol(word: String) -> Int32 {
        if let known = words[word] { return known }
        let symbol = newSymbol()
        words[word] = symbol
        spelling.add(word, symbol: symbol)
        return symbol
    }

    private mutating func symbol(prefix: String) -> Int32 {
        if let known = prefixes[prefix] { return known }
        let symbol = newSymbol()
        prefixes[prefix] = symbol
        longestPrefix = max(longestPrefix, prefix.utf8.count)
        spelling.add(prefix: prefix, symbol: symbol)
        return symbol
    }

    private mutating func symbol(numberAtLeast least: Double?) -> Int32 {
        if let known = numbers.first(where: { $0.atLeast == least }) { return known.symbol }
        let symbol = newSymbol()
        numbers.append((symbol, least))
        return symbol
    }

    // MARK: Reading

    /// Everything that the phrases find in a text. Time is linear in the text's length.
    func matches(in tokens: [TriageToken], isNegator: (Int) -> Bool) -> [Match] {
        var symbolsOfWord: [String: [Int32]] = [:]
        let symbols = tokens.map { token -> [Int32] in
            if token.kind == .number { return numberSymbols(token.value) }
            if let known = symbolsOfWord[token.text] { return known + numberSymbols(token.value) }
            let found = wordSymbols(token)
            symbolsOfWord[token.text] = found
            return found + numberSymbols(token.value)
        }
        var reader = Reader(lexicon: self, tokens: tokens, symbols: symbols)
        for start in tokens.indices {
            reader.start = start
            reader.walk(node: 0, at: start, after: nil, isNegator: isNegator)
        }
        return reader.found
    }

    private func numberSymbols(_ value: Double?) -> [Int32] {
        guard let value else { return [] }
        return numbers.filter { value >= ($0.atLeast ?? -.infinity) }.map(\.symbol)
    }

    private func wordSymbols(_ token: TriageToken) -> [Int32] {
        var found: [Int32] = []
        if let exact = words[token.text] { found.append(exact) }
        guard token.kind == .word else { return found }
        let letters = Array(token.text.utf8)
        for length in 2...max(2, min(longestPrefix, letters.count)) where length <= letters.count {
            let start = String(decoding: letters[..<length], as: UTF8.self)
            if let symbol = prefixes[start] { found.append(symbol) }
        }
        return found.isEmpty ? spelling.symbols(near: letters) : found
    }

    private struct Reader {
        let lexicon: TriageLexicon
        let tokens: [TriageToken]
        let symbols: [[Int32]]
        var start = 0
        var found: [Match] = []

        /// Follows every edge that the tokens from `index` on allow; `after` is the token matched last.
        mutating func walk(node: Int32, at index: Int, after: Int?, isNegator: (Int) -> Bool) {
            if node != 0 {
                for concept in lexicon.concepts[Int(node)] {
                    let match = Match(concept: Int(concept), tokens: start..<index)
                    if found.last != match { found.append(match) }
                }
            }
            if let gapNode = lexicon.edges[TriageLexicon.key(node, TriageLexicon.gap)] {
                walkGap(node: gapNode, at: index, isNegator: isNegator)
            }
            guard index < tokens.count, after.map({ tokens[$0].clause == tokens[index].clause }) ?? true else { return }
            for symbol in symbols[index] {
                guard let next = lexicon.edges[TriageLexicon.key(node, symbol)] else { continue }
                walk(node: next, at: index + 1, after: index, isNegator: isNegator)
            }
        }

        private mutating func walkGap(node: Int32, at index: Int, isNegator: (Int) -> Bool) {
            var cost = 0
            var next = index
            while next < tokens.count, cost <= TriageLexicon.gapBudget {
                guard tokens[next].sentence == tokens[max(index - 1, 0)].sentence else { return }
                for symbol in symbols[next] {
                    guard let target = lexicon.edges[TriageLexicon.key(node, symbol)] else { continue }
                    walk(node: target, at: next + 1, after: next, isNegator: isNegator)
                }
                if isNegator(next) { return }
                cost += tokens[next].kind == .han ? 1 : 2
                if next > 0, tokens[next].clause != tokens[next - 1].clause { cost += 2 }
                next += 1
            }
        }
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
