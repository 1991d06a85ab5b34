import Evidence

/// Which of a small model's own sentences can stand without anybody reading them again.
extension Checker {
    /// It is supported, one sentence of a passage or of what was computed says nearly all of it and most of each of its
    /// clauses, figures and addresses included, and it begins with no yes or no. The question doesn't count: its words come
    /// back in every answer, right or wrong.
    func stands(_ checked: CheckedSentence) -> Bool {
        let (bare, _) = CitationMark.strip(checked.text)
        guard checked.verdict == .supported, !Self.concludes(bare) else { return false }
        let said = SaidSentence(bare)
        guard said.terms.all.count + said.figures.count >= Self.least(bare) else { return false }
        return (evidence.passages + evidence.context.filter { $0.label != nil })
            .contains { $0.carries(said, share: thresholds.carried) }
    }

    /// Fewer terms and figures say nothing: "Diabetes!" stands in many passages. Chinese terms are pairs of characters, of which
    /// a word has more.
    private static func least(_ sentence: String) -> Int { sentence.contains(where: \.isHan) ? 7 : 4 }

    /// A yes or no is a conclusion, which terms and figures can't check.
    private static func concludes(_ sentence: String) -> Bool {
        let start = sentence.trimmingPrefix { !$0.isLetter }
        return start.lowercased().prefixMatch(of: /(?:yes|no|not|correct|right|true|false)\b/) != nil
            || start.prefixMatch(of: /(?:是的?|否|不是?|没有?|对|不对|可以|不可以|能|不能|需要|不需要|不用|应该|不应该|会|不会)[，,。、！]/) != nil
    }
}

/// A sentence as it is held against one of the evidence.
struct SaidSentence {
    let terms: Terms
    let figures: [Figure]
    /// What stands between its commas: a short command must not ride on a long quotation. A first word, as in "usually, …",
    /// is left out.
    let clauses: [Terms]
    /// The share of each clause's terms that has to be there; pairs of Chinese characters change with every small word.
    let share: Double
    /// Nobody is to be sent anywhere by what a model made up.
    let addresses: [String]

    init(_ sentence: String) {
        terms = Terms(sentence)
        figures = Figure.all(in: sentence)
        let parts = sentence.split { "，,；;：:、（）()".contains($0) }.map { Terms(String($0)) }
        clauses = parts.enumerated().filter { $0 == 0 ? $1.all.count > 1 : !$1.all.isEmpty }.map(\.element)
        share = sentence.contains(where: \.isHan) ? 0.6 : 0.75
        addresses = sentence.matches(of: /(?:[a-zA-Z]+:\/\/|www\.)[^\s，。；、）)]+|[\w.]+@[\w.]+/).map { String($0.output) }
    }
}

extension EvidenceSet.Item {
    /// Whether one sentence has at least this share of the terms, enough of each clause's, and every figure.
    fileprivate func carries(_ said: SaidSentence, share: Double) -> Bool {
        guard said.addresses.allSatisfy(holds) else { return false }
        return sentences.contains { sentence in
            said.terms.coverage(by: sentence.terms) >= share
                && said.clauses.allSatisfy { $0.coverage(by: sentence.terms) >= said.share }
                && said.figures.allSatisfy { figure in sentence.figures.contains { EvidenceSet.match(figure, $0) } }
        }
    }
}
