extension TriageRules {
    /// The rules of which a text meets the first condition and not all of them: what is still to be asked or excluded.
    ///
    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`: the language of the messages, not of the text
    /// - Returns: the most urgent first, in the order of the files; `matched` is empty, since the rule doesn't apply
    public func open(in text: String, language: String) -> [TriageHit] {
        let finding = TriageFinding(TriageText(text), lexicon: lexicon, contexts: contexts)
        let left = rules.filter { rule in
            guard let first = rule.all.first, finding.holds(first) != nil else { return false }
            // A drug or a standing disease alone brings up every danger that it has.
            guard !first.concepts.contains(where: contexts.contains) else { return false }
            return finding.evidence(rule.all) == nil && !rule.unless.contains { finding.holds($0) != nil }
        }
        return left.enumerated().sorted { one, other in
            (other.element.rule.level, one.offset) < (one.element.rule.level, other.offset)
        }.map { _, rule in
            TriageHit(
                ruleID: rule.rule.id, level: rule.rule.level, message: rule.rule.message.text(in: language),
                matched: "", source: rule.rule.source.text(in: language), facts: rule.rule.source.facts,
                status: rule.rule.source.status)
        }
    }
}
