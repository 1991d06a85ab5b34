extension TriageRules {
    /// Judges a text by all rules.
    ///
    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`: the language of the messages, not of the text
    /// - Returns: the highest level, and the rules that applied, most urgent first; a milder rule that rests on the same
    ///   words as a more urgent one is left out
    public func assess(_ text: String, language: String) -> TriageResult {
        let read = TriageText(text)
        let finding = TriageFinding(read, lexicon: lexicon, contexts: contexts)
        var applied: [(rule: RedFlagRule, evidence: [Range<Int>])] = []
        for rule in rules {
            guard let evidence = finding.evidence(rule.all), !rule.unless.contains(where: { finding.holds($0) != nil })
            else { continue }
            applied.append((rule.rule, evidence))
        }
        let hits = applied.enumerated().filter { _, one in
            !applied.contains { $0.rule.level > one.rule.level && Self.covers($0.evidence, one.evidence) }
        }
        .sorted { ($1.element.rule.level, $0.offset) < ($0.element.rule.level, $1.offset) }
        .map { hit($0.element.rule, evidence: $0.element.evidence, read, language) }
        return TriageResult(level: hits.first?.level ?? .none, hits: hits)
    }

    private static func covers(_ evidence: [Range<Int>], _ other: [Range<Int>]) -> Bool {
        other.allSatisfy { range in evidence.contains { $0.overlaps(range) } }
    }

    private func hit(_ rule: RedFlagRule, evidence: [Range<Int>], _ text: TriageText, _ language: String) -> TriageHit {
        var shown: [Range<Int>] = []
        for range in evidence.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = shown.last, last.upperBound >= range.upperBound { continue }
            shown.append(range)
        }
        let words = shown.map { range in
            text.words(
                text.tokens[range.lowerBound].range.lowerBound..<text.tokens[range.upperBound - 1].range.upperBound)
        }
        return TriageHit(
            ruleID: rule.id, level: rule.level, message: rule.message.text(in: language),
            matched: words.joined(separator: " · "), source: rule.source.text(in: language), facts: rule.source.facts,
            status: rule.source.status)
    }
}

/// What one text says, as far as the rules care: the concepts and the measurements that are asserted in it.
struct TriageFinding {
    private var places: [Int: Range<Int>] = [:]
    private var readings: [TriageReading] = []

    init(_ text: TriageText, lexicon: TriageLexicon, contexts: Set<Int>) {
        let matches = lexicon.matches(in: text.tokens)
        var cues: [TriageCue: [Range<Int>]] = [:]
        var names: [(measure: TriageMeasure, tokens: Range<Int>)] = []
        var ignored: [Range<Int>] = []
        for match in matches where match.concept < TriageRules.firstConcept {
            if let cue = TriageCue(rawValue: match.concept) {
                cues[cue, default: []].append(match.tokens)
            } else if match.concept == TriageRules.ignored {
                ignored.append(match.tokens)
            } else {
                names.append((TriageMeasure.allCases[match.concept - TriageRules.firstMeasure], match.tokens))
            }
        }
        let hidden = Set(ignored.flatMap { $0 })
        let found = matches.filter { match in
            guard match.concept >= TriageRules.firstConcept else { return false }
            guard hidden.contains(match.tokens.lowerBound) else { return true }
            return !ignored.contains {
                $0.count > match.tokens.count && $0.clamped(to: match.tokens) == match.tokens
            }
        }
        let stance = TriageStance(text, cues: cues, findings: found.map(\.tokens))
        for match in found {
            let allowed: TriageStance.Flags = contexts.contains(match.concept) ? [.past, .asked] : []
            guard stance.flags(of: match.tokens).subtracting(allowed).isEmpty else { continue }
            let place = places[match.concept]
            if place == nil || place?.lowerBound == match.tokens.lowerBound { places[match.concept] = match.tokens }
        }
        var reader = TriageReader(text, names: names)
        readings = reader.read().filter { stance.flags(of: $0.tokens).isEmpty }
    }

    /// One place for each condition, or nil when a condition fails.
    func evidence(_ conditions: [TriageRules.Condition]) -> [Range<Int>]? {
        var evidence: [Range<Int>] = []
        for condition in conditions {
            guard let place = holds(condition) else { return nil }
            evidence.append(place)
        }
        return evidence
    }

    func holds(_ condition: TriageRules.Condition) -> Range<Int>? {
        guard !condition.but.contains(where: { places[$0] != nil }) else { return nil }
        for number in condition.numbers {
            let reading = readings.first { reading in
                reading.measure == number.measure
                    && reading.values.contains { number.comparator.holds($0, number.value) }
            }
            if let reading { return reading.tokens }
        }
        return condition.concepts.lazy.compactMap { places[$0] }.first
    }
}
