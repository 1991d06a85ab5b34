extension SafetyProfile {
    /// What words about a patient say where there is no chart ("68F, T2DM, eGFR 24, on warfarin").
    ///
    /// - Parameter asked: the words are a question too: only drugs that are said to be taken count, not the one that is
    ///   asked for.
    public init(note: String, asked: Bool, using safety: MedicationSafety) {
        let text = TriageText(RomanNumerals.spelled(note))
        let reader = NoteReader(text: text, safety: safety)
        for match in safety.vocabulary.recognise(text) where match.kind != .condition {
            let drug = NamedDrug(text: match.text, ingredients: safety.vocabulary.ingredients(of: match.id))
            switch reader.standing(of: match, asked: asked) {
            case .allergen: allergies.append(KnownAllergy(text: match.text, drug: drug))
            case .taken: drugs.append(drug)
            case .other: break
            }
        }
        for (id, tokens) in safety.vocabulary.conditions(in: text) where conditions[id] == nil {
            if Self.isDenied(tokens, in: text) || reader.isPossible(tokens) { continue }
            conditions[id] = text.words(text.scalars(of: tokens))
        }
        for reading in safety.measures.readings(in: text) {
            if reading.measure == .age, let age = reading.values.first {
                ages = Int(age)...Int(age)
            } else if reading.measure != .other, measured[reading.measure] == nil {
                let words = text.words(text.scalars(of: reading.tokens))
                measured[reading.measure] = Measured(values: reading.values, english: words, chinese: words)
            }
        }
        if conditions["pregnancy"] != nil { sex = .female }
    }

    /// The drugs that a question asks about: named, and neither taken nor not tolerated by what it says itself.
    static func drugsQuestioned(in question: String, using safety: MedicationSafety) -> [DrugMatch] {
        let text = TriageText(RomanNumerals.spelled(question))
        let reader = NoteReader(text: text, safety: safety)
        return safety.vocabulary.recognise(text).filter {
            $0.kind != .condition && reader.standing(of: $0, asked: true) == .other
        }
    }

    /// The chart first; what the words add comes after it.
    public func merging(_ other: SafetyProfile) -> SafetyProfile {
        var merged = self
        merged.drugs += other.drugs
        merged.prohibited += other.prohibited
        merged.allergies += other.allergies
        merged.conditions.merge(other.conditions) { own, _ in own }
        merged.measured.merge(other.measured) { own, _ in own }
        merged.ages = ages ?? other.ages
        if sex == .unknown { merged.sex = other.sex }
        return merged
    }

    public var isEmpty: Bool {
        drugs.isEmpty && prohibited.isEmpty && allergies.isEmpty && conditions.isEmpty && measured.isEmpty
    }
}

/// Tells in words about a patient which drug is taken and which isn't tolerated.
private struct NoteReader {
    enum Standing { case taken, allergen, other }

    var text: TriageText
    var safety: MedicationSafety

    func standing(of match: DrugMatch, asked: Bool) -> Standing {
        let before = words(before: match.tokens, 4)
        let after = words(after: match.tokens, 6)
        let isAllergy = speaksOfAllergy(after) || speaksOfAllergy(before)
        if isAllergy { return isDenied(match) ? .other : .allergen }
        if isDenied(match) || ends(before) || ends(after.prefix(3)) { return .other }
        if takes(before, after) { return .taken }
        let isQuestion = text.questions.contains(text.tokens[match.tokens.lowerBound].sentence)
        return asked || isQuestion ? .other : .taken
    }

    /// Words of a question that suppose a condition ("in pregnancy?") don't say that it is there.
    func isPossible(_ tokens: Range<Int>) -> Bool {
        let before = words(before: tokens, 2)
        return !Set(before).isDisjoint(with: ["in", "during", "for", "risk", "prevent"])
            && text.questions.contains(text.tokens[tokens.lowerBound].sentence)
    }

    private func isDenied(_ match: DrugMatch) -> Bool { SafetyProfile.isDenied(match.tokens, in: text) }

    private func words(before tokens: Range<Int>, _ count: Int) -> [String] {
        let clause = text.tokens[tokens.lowerBound].clause
        return text.tokens[..<tokens.lowerBound].suffix(count).filter { $0.clause == clause }.map(\.text)
    }

    private func words(after tokens: Range<Int>, _ count: Int) -> [String] {
        let clause = text.tokens[tokens.lowerBound].clause
        return text.tokens[tokens.upperBound...].prefix(count).filter { $0.clause == clause }.map(\.text)
    }

    private func speaksOfAllergy(_ words: [String]) -> Bool {
        words.joined(separator: " ").contains("过 敏")
            || words.contains { $0.hasPrefix("allerg") || $0.hasPrefix("anaphyla") }
    }

    private func ends(_ words: some Sequence<String>) -> Bool {
        let words = Array(words)
        return !Set(words).isDisjoint(with: ["stopped", "discontinued", "off", "previously", "former", "declined"])
            || ["停用", "停了", "已停", "曾用"].contains { words.joined().contains($0) }
    }

    private func takes(_ before: [String], _ after: [String]) -> Bool {
        if !Set(before).isDisjoint(with: ["on", "taking", "takes", "receiving", "receives", "using", "anticoagulated"])
        {
            return true
        }
        let han = before.joined()
        return ["在服", "在用", "服用", "正用", "长期", "口服", "目前用", "一直用", "使用"].contains { han.contains($0) }
            || ["患者", "治疗中", "中的"].contains { after.prefix(3).joined().hasPrefix($0) }
            || ["user", "users", "therapy"].contains(after.first ?? "")
    }
}
