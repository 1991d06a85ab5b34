import Evidence

/// A patient in an emergency gets the emergency text and nothing that could delay it: what the red-flag rules say, each
/// tied to the passages behind its rule.
struct Escalation {
    private let messages: [(text: String, citations: [Citation])]
    private let language: Language

    /// The passages behind the rules that apply, those of the most urgent rule first.
    static func passages(of triage: TriageNotice) -> [String] {
        var ids: [String] = []
        for id in triage.rules.flatMap({ $0.passages ?? [] }) where !ids.contains(id) { ids.append(id) }
        return Array(ids.prefix(mostPassages))
    }

    private static let mostPassages = 4

    init(_ answer: Answer) {
        language = answer.language
        messages = answer.triage.rules.filter { !$0.message.isEmpty }.map { rule in
            (rule.message, answer.citations.filter { rule.passages?.contains($0.passage) == true })
        }
    }

    func end(_ answer: inout Answer) {
        answer.status = .escalated
        answer.sentences = messages.flatMap(sentences)
        answer.answer = messages.map(text).joined(separator: "\n")
    }

    /// The mark stands behind the message's last sentence, for all of it.
    private func text(_ message: String, _ citations: [Citation]) -> String {
        CitationMark.put(citations.map { String($0.n) }, into: message)
    }

    private func sentences(_ message: String, _ citations: [Citation]) -> [CheckedSentence] {
        let wording = CheckWording(language: language)
        let isUnseen = citations.allSatisfy { $0.status == EvidenceStatus.unverified.rawValue }
        return Sentences.split(text(message, citations)).map { sentence in
            let (verdict, detail): (Verdict, String?) =
                citations.isEmpty
                ? (.uncited, wording.uncited) : isUnseen ? (.weakSupport, wording.onlyUnverified) : (.supported, nil)
            return CheckedSentence(text: sentence, citations: citations.map(\.n), verdict: verdict, detail: detail)
        }
    }
}
