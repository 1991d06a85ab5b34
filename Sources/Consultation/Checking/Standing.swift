import Evidence

/// Which of a small model's own sentences can stand without anybody reading them again.
extension Checker {
    /// It is supported, leaving words out of what a passage or a computed value states gives it (``StatedText``), and it has to
    /// do with the question.
    func stands(_ checked: CheckedSentence) -> Bool {
        let (bare, _) = CitationMark.strip(checked.text)
        guard checked.verdict == .supported, isAboutQuestion(bare) else { return false }
        let said = StatedText.all(in: bare)
        return said.reduce(0) { $0 + $1.length } >= Self.leastLength
            && (evidence.passages + evidence.context.filter { $0.label != nil }).contains { item in
                let statements = item.statements
                return said.allSatisfy { $0.isExcerpt(of: statements) }
            }
    }

    /// Words, figures and Han characters: fewer say nothing. "Diabetes!" stands in many passages.
    private static let leastLength = 5

    /// What a model makes of a passage that isn't about the question is true and misleading.
    private func isAboutQuestion(_ sentence: String) -> Bool {
        let subjects = Terms(sentence).all.filter { $0.count > 3 || $0.contains(where: \.isHan) }
        return !subjects.isDisjoint(with: about.all)
    }
}
