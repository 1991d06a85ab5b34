/// What a sentence tells to do with each drug that it names.
struct DrugAdvice: Sendable {
    enum Stance: Sendable, Equatable { case start, keep, stop, none }

    private struct Cue {
        var kind: AdviceCue
        var tokens: Range<Int>
    }

    private let text: TriageText
    private let drugs: [DrugMatch]
    private var cues: [Cue] = []
    /// For each token the thought that it belongs to.
    private var thoughts: [Int] = []

    static let lexicon: TriageLexicon = {
        var lexicon = TriageLexicon()
        for cue in AdviceCue.allCases { lexicon.add(words: cue.phrases, concept: cue.rawValue) }
        return lexicon
    }()

    init(_ text: TriageText, drugs: [DrugMatch]) {
        self.text = text
        self.drugs = drugs
        let taken = Set(drugs.flatMap { Array($0.tokens) })
        cues = Self.cues(in: text, besides: taken)
        thoughts = divide()
        cues = resolve(cues)
    }

    /// In the order of the drugs.
    func stances() -> [Stance] {
        var told: [Stance] = []
        for (index, drug) in drugs.enumerated() {
            let own = stance(of: drug)
            if own == .none, index > 0, goesOn(from: drugs[index - 1], to: drug) {
                told.append(told[index - 1])
            } else {
                told.append(own)
            }
        }
        return told
    }

    private func stance(of drug: DrugMatch) -> Stance {
        let place = drug.tokens
        guard !text.questions.contains(text.tokens[place.lowerBound].sentence) else { return .none }
        let near = cues.filter { isNear($0.tokens, place) }
        let before = near.filter { $0.tokens.upperBound <= place.lowerBound }
        if before.contains(where: { $0.kind == .supposition }) { return .none }
        let telling = before.last { cue in
            if cue.kind == .raise { return place.lowerBound - cue.tokens.upperBound <= 1 }
            return cue.kind != .warning && cue.kind != .negation
        }
        if let telling { return isTime(after: drug) ? .none : Self.stance(telling.kind, before: true) }
        // "no metformin", 不给…
        if let cue = before.last, cue.kind == .negation, place.lowerBound - cue.tokens.upperBound <= 1 { return .stop }
        let after = near.first { $0.tokens.lowerBound >= place.upperBound && $0.kind != .negation }
        return after.map { Self.stance($0.kind, before: false) } ?? .none
    }

    private static func stance(_ kind: AdviceCue, before: Bool) -> Stance {
        switch kind {
        case .start: .start
        case .keep: .keep
        case .stop: .stop
        case .change: before ? .start : .stop
        case .comparison: before ? .stop : .start
        case .raise: before ? .start : .stop
        case .warning: before ? .none : .stop
        default: .none
        }
    }

    /// 服用…期间, 启用…后, 用…前: when something else is to be done.
    private func isTime(after drug: DrugMatch) -> Bool {
        let next = text.tokens[drug.tokens.upperBound...].prefix(2).map(\.text)
        guard let first = next.first, text.tokens[drug.tokens.upperBound].kind == .han else { return false }
        return ["时", "后", "前", "者", "期"].contains(first) || next.joined() == "超过"
    }

    private func isNear(_ cue: Range<Int>, _ drug: Range<Int>) -> Bool {
        thoughts[cue.lowerBound] == thoughts[drug.lowerBound]
    }

    /// "Start lisinopril, amlodipine": a list goes on over a comma as long as nothing else is said.
    private func goesOn(from first: DrugMatch, to second: DrugMatch) -> Bool {
        guard text.tokens[first.tokens.lowerBound].sentence == text.tokens[second.tokens.lowerBound].sentence else {
            return false
        }
        let between = first.tokens.upperBound..<second.tokens.lowerBound
        return between.count <= 8 && !cues.contains { between.contains($0.tokens.lowerBound) }
    }

    // MARK: Cues

    /// The longest phrases from the left, none inside another or inside a drug's name.
    private static func cues(in text: TriageText, besides taken: Set<Int>) -> [Cue] {
        let found = lexicon.matches(in: text.tokens)
            .filter { match in !match.tokens.contains { taken.contains($0) } }
            .sorted {
                ($0.tokens.lowerBound, -$0.tokens.count, $0.concept) < (
                    $1.tokens.lowerBound, -$1.tokens.count, $1.concept
                )
            }
        var kept: [Cue] = []
        var end = 0
        for match in found where match.tokens.lowerBound >= end {
            guard let kind = AdviceCue(rawValue: match.concept) else { continue }
            kept.append(Cue(kind: kind, tokens: match.tokens))
            end = match.tokens.upperBound
        }
        return kept
    }

    /// Commas, conjunctions and an "and" that begins a statement of its own cut a sentence into thoughts.
    private func divide() -> [Int] {
        let turns = Set(cues.filter { $0.kind == .turn }.map(\.tokens.lowerBound))
        var thoughts: [Int] = []
        var thought = 0
        for index in text.tokens.indices {
            if index > 0 {
                let isCut = text.tokens[index].clause != text.tokens[index - 1].clause
                if isCut || turns.contains(index) || beginsStatement(after: index) { thought += 1 }
            }
            thoughts.append(thought)
        }
        return thoughts
    }

    /// "Paracetamol is preferred and ibuprofen is contraindicated": the second drug has a cue of its own behind it.
    private func beginsStatement(after index: Int) -> Bool {
        guard ["and", "or", "并", "且", "及", "和"].contains(text.tokens[index].text),
            let drug = drugs.first(where: { $0.tokens.lowerBound > index }), drug.tokens.lowerBound - index <= 2,
            cues.contains(where: { $0.tokens.upperBound <= index && $0.kind.isAdvice })
        else { return false }
        let next = drugs.first { $0.tokens.lowerBound >= drug.tokens.upperBound }?.tokens.lowerBound
        let clause = text.tokens[drug.tokens.lowerBound].clause
        return cues.contains { cue in
            cue.kind.isAdvice && cue.tokens.lowerBound >= drug.tokens.upperBound
                && cue.tokens.lowerBound - drug.tokens.upperBound <= 3
                && cue.tokens.lowerBound < next ?? .max && text.tokens[cue.tokens.lowerBound].clause == clause
        }
    }

    /// "Do not start" ends, "do not stop" goes on, "avoid using" ends.
    private func resolve(_ cues: [Cue]) -> [Cue] {
        var resolved: [Cue] = []
        for cue in cues {
            var cue = cue
            let before = resolved.last { thoughts[$0.tokens.lowerBound] == thoughts[cue.tokens.lowerBound] }
            let gap = before.map { cue.tokens.lowerBound - $0.tokens.upperBound } ?? .max
            let reach = text.tokens[cue.tokens.lowerBound].kind == .han ? 2 : 3
            switch (before?.kind, cue.kind) {
            case (.negation, .start), (.negation, .keep), (.negation, .change): if gap <= reach { cue.kind = .stop }
            case (.negation, .stop): if gap <= reach { cue.kind = .keep }
            case (.stop, .start), (.stop, .keep): if gap <= 1, !hasDrug(before, cue) { cue.kind = .stop }
            default: break
            }
            if cue.kind != .neutral, cue.kind != .turn { resolved.append(cue) }
        }
        return resolved
    }

    private func hasDrug(_ before: Cue?, _ cue: Cue) -> Bool {
        guard let before else { return false }
        return drugs.contains {
            $0.tokens.lowerBound >= before.tokens.upperBound && $0.tokens.upperBound <= cue.tokens.lowerBound
        }
    }
}

extension AdviceCue {
    /// Says what to do.
    fileprivate var isAdvice: Bool { [.start, .keep, .stop, .change].contains(self) }
}
