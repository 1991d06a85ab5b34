/// Runs the lexicon's automaton over the tokens of one text.
struct TriageLexiconReader {
    private let lexicon: TriageLexicon
    private let tokens: [TriageToken]
    private let symbols: [Int32]
    private let symbolStarts: [Int]
    private let isNegator: [Bool]
    private var found: [TriageLexicon.Match] = []
    private var start = 0
    private var firstOfStart = 0

    private static let negators: Set<String> = [
        "no", "not", "without", "denies", "denied", "never", "nor", "没", "无", "否", "未",
    ]

    init(lexicon: TriageLexicon, tokens: [TriageToken]) {
        self.lexicon = lexicon
        self.tokens = tokens
        (symbols, symbolStarts) = lexicon.symbols(of: tokens)
        isNegator = tokens.map { Self.negators.contains($0.text) }
    }

    mutating func read() -> [TriageLexicon.Match] {
        for start in tokens.indices {
            self.start = start
            firstOfStart = found.count
            for symbol in symbols[symbolStarts[start]..<symbolStarts[start + 1]] {
                guard let entries = lexicon.starts[symbol] else { continue }
                for entry in entries { walk(entry, at: start) }
            }
        }
        return found
    }

    private func token(_ index: Int, is symbol: Int32) -> Bool {
        symbols[symbolStarts[index]..<symbolStarts[index + 1]].contains(symbol)
    }

    /// Follows one state from the token at `index`; the token before it is the one matched last.
    private mutating func walk(_ state: Int32, at index: Int) {
        switch lexicon.states[Int(state)] {
        case .accept(let concept):
            let match = TriageLexicon.Match(concept: Int(concept), tokens: start..<index)
            if !found[firstOfStart...].contains(match) { found.append(match) }
        case .gap(let next): walkGap(next, at: index)
        case .symbol(let symbol, let next):
            guard index < tokens.count, index == start || tokens[index].clause == tokens[index - 1].clause,
                token(index, is: symbol)
            else { return }
            follow(next, at: index + 1)
        }
    }

    private mutating func follow(_ list: Int32, at index: Int) {
        for member in lexicon.bounds[Int(list)]..<lexicon.bounds[Int(list) + 1] {
            walk(lexicon.members[member], at: index)
        }
    }

    private mutating func walkGap(_ list: Int32, at index: Int) {
        var cost = 0
        var next = index
        while next < tokens.count, cost <= TriageLexicon.gapBudget {
            guard tokens[next].sentence == tokens[next - 1].sentence else { return }
            if tokens[next].segment != tokens[next - 1].segment {
                // 胸片正常，头痛 is no pain of the chest; English lets a comma pass ("my leg, the left one, is cold").
                guard tokens[next].kind != .han, tokens[next].clause != tokens[next - 1].clause else { return }
                cost += TriageLexicon.costOfComma
            }
            // 脸不歪 is no crooked face, though 歪 follows 脸.
            if next == index || tokens[next - 1].text != "不" { leaveGap(list, at: next) }
            if isNegator[next] { return }
            cost += tokens[next].kind == .han ? TriageLexicon.costOfHan : TriageLexicon.costOfWord
            next += 1
        }
    }

    /// The first element after a gap may stand in another clause than the last one before it.
    private mutating func leaveGap(_ list: Int32, at index: Int) {
        for member in lexicon.bounds[Int(list)]..<lexicon.bounds[Int(list) + 1] {
            guard case .symbol(let symbol, let next) = lexicon.states[Int(lexicon.members[member])],
                token(index, is: symbol)
            else { continue }
            follow(next, at: index + 1)
        }
    }
}
