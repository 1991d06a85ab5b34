public import Clinical

/// The first stage: red flags in the question, before anything else.
struct Triage {
    var rules: TriageRules

    func assess(_ request: TurnRequest) -> TriageNotice {
        let text = [request.patientNote, request.question].compactMap { $0 }.joined(separator: "\n")
        let result = rules.assess(text, language: request.resolvedLanguage.rawValue)
        return TriageNotice(result)
    }
}

extension TriageNotice {
    public init(_ result: TriageResult) {
        self.init(
            level: result.level,
            rules: result.hits.map { hit in
                Rule(
                    id: hit.ruleID, message: hit.message, matched: PlainText.clean(hit.matched),
                    source: hit.source.isEmpty ? nil : hit.source, passages: hit.facts)
            })
    }
}
