/// Which answers of a table's categories a question names.
struct QuestionChoices: Sendable {
    let note: NoteText

    /// What the question leaves of an axis's choices: one, where it names one.
    func left(of axis: TableAxis) -> [ToolChoice] {
        axis.isYesNo ? leftOfYesNo(axis) : leftOfNamed(axis)
    }

    private var tokens: [TriageToken] { note.tokens }

    // MARK: Named choices

    private func leftOfNamed(_ axis: TableAxis) -> [ToolChoice] {
        var named: Set<String> = []
        var excluded: Set<String> = []
        for mention in mentions(of: axis) {
            if isNegated(mention.tokens) {
                excluded.insert(mention.choice)
            } else {
                named.insert(mention.choice)
            }
        }
        let left = axis.choices.filter { named.isEmpty ? !excluded.contains($0.id) : named.contains($0.id) }
        return left.isEmpty ? axis.choices : left
    }

    private typealias Mention = (choice: String, tokens: Range<Int>)

    /// The longest names first: what lies within "part-solid" isn't "solid".
    private func mentions(of axis: TableAxis) -> [Mention] {
        var found: [Mention] = []
        for choice in axis.choices {
            for name in names(choice) { found += places(of: name, axis).map { (choice.id, $0) } }
        }
        found.sort { ($1.tokens.count, $0.tokens.lowerBound) < ($0.tokens.count, $1.tokens.lowerBound) }
        var kept: [Mention] = []
        for mention in found {
            let isWithin = kept.contains { $0.tokens != mention.tokens && $0.tokens.overlaps(mention.tokens) }
            if !isWithin { kept.append(mention) }
        }
        return kept
    }

    private func names(_ choice: ToolChoice) -> [[String]] {
        Self.names([choice.label.english, choice.label.chinese] + choice.spellings)
    }

    private func places(of name: [String], _ axis: TableAxis) -> [Range<Int>] {
        let isDegree = name.allSatisfy(Self.degrees.contains)
        return tokens.indices.filter { tokens.hold(name, at: $0) }.map { $0..<$0 + name.count }
            .filter { (!isDegree || isNear($0, axis)) && !isOfPart($0) }
    }

    /// The solid component of a nodule doesn't make it solid.
    private func isOfPart(_ place: Range<Int>) -> Bool {
        let next = tokens[place.upperBound..<min(tokens.count, place.upperBound + 2)].map(\.text)
        return ["component", "portion", "core"].contains(next.first ?? "") || ["成分", "部分"].contains(next.joined())
    }

    /// "High" is an answer about the risk only beside the word "risk".
    private func isNear(_ place: Range<Int>, _ axis: TableAxis) -> Bool {
        let words = Set(TriageText(axis.name.english).tokens.map(\.text).filter { $0.count > 3 })
        let near = max(0, place.lowerBound - 3)..<min(tokens.count, place.upperBound + 2)
        return near.contains { note.clauses[$0] == note.clauses[place.lowerBound] && words.contains(tokens[$0].text) }
    }

    private static let degrees: Set<String> = [
        "low", "high", "moderate", "mild", "severe", "very", "borderline", "intermediate", "none", "new", "poor",
        "ultra",
        "healthy", "growing",
    ]

    // MARK: Yes or no

    /// Yes where the axis's own name stands in the question, no where it is denied there.
    private func leftOfYesNo(_ axis: TableAxis) -> [ToolChoice] {
        let yes = axis.choices.first { $0.id == "yes" }
        let own = yes.map { $0.spellings.filter { !Self.plain.contains($0) } } ?? []
        let names = Self.names([axis.name.english, axis.name.chinese] + own)
        let places = names.flatMap { name in
            tokens.indices.filter { tokens.hold(name, at: $0) }.map { $0..<$0 + name.count }
        }
        guard !places.isEmpty else { return axis.choices }
        let answers = Set(places.map { isNegated($0) ? "no" : "yes" })
        return axis.choices.filter { answers.contains($0.id) }
    }

    private static let plain: Set<String> = ["true", "y", "1", "是", "有"]

    // MARK: Words

    /// As token texts: the whole name, and the name without what stands in brackets. A single Chinese character or a
    /// letter or two are found everywhere and count as no name.
    static func names(_ texts: [String]) -> [[String]] {
        var names: [[String]] = []
        for text in texts {
            for part in [text, String(text.prefix { $0 != "(" && $0 != "（" })] {
                let words = TriageText(part).tokens.map(\.text)
                let isDistinct = words.count > 1 || (words.first?.count ?? 0) > 2
                if isDistinct, !names.contains(words) { names.append(words) }
            }
        }
        return names
    }

    private func isNegated(_ place: Range<Int>) -> Bool {
        if note.standing(of: place) == .denied { return true }
        guard place.lowerBound > 0, note.clauses[place.lowerBound - 1] == note.clauses[place.lowerBound] else {
            return false
        }
        let before = tokens[place.lowerBound - 1]
        let isAdjacent = before.range.upperBound + 1 >= tokens[place.lowerBound].range.lowerBound
        return isAdjacent && Self.negations.contains(before.text)
    }

    /// What before a name makes another one of it: "sub-solid", 亚实性, 非妊娠.
    private static let negations: Set<String> = [
        "not", "no", "non", "sub", "semi", "without", "never", "亚", "非", "半", "不", "无", "未",
    ]
}

extension TableAxis {
    var isYesNo: Bool { Set(choices.map(\.id)) == ["yes", "no"] }
}
