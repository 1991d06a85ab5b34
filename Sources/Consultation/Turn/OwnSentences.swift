import Inference

/// The model's own sentences below the quotations, judged as they are written: each stays only where the evidence carries it.
struct OwnSentences {
    private let checker: Checker
    private let notCarried: String
    private(set) var kept: [CheckedSentence] = []
    private(set) var findings: [SentenceFinding] = []
    private(set) var withdrawn: [CheckedSentence] = []
    private var text = ""
    /// Sentences of `text` that were looked at.
    private var seen: [String] = []

    /// Between two patients nobody reads more below the quotations.
    private static let mostKept = 3
    /// A small model that went astray twice seldom comes back, and each sentence takes seconds.
    private static let mostWithdrawn = 2

    init(_ checker: Checker, _ wording: TurnWording) {
        self.checker = checker
        notCarried = wording.notCarried
    }

    /// Whether more would be of no use.
    var isOver: Bool { kept.count >= Self.mostKept || withdrawn.count >= Self.mostWithdrawn }

    /// Takes what was written next; judges the sentences that are whole by now.
    mutating func append(_ piece: String) {
        text += piece
        guard piece.contains(where: { !$0.isLetter }) else { return }
        var sentences = Sentences.split(text)
        // A mark may still follow the full stop; words that follow show that the sentence before is whole.
        while let last = sentences.popLast() { if last.contains(where: \.isLetter) { break } }
        judge(sentences)
    }

    /// Judges the rest. The last sentence of a text that was cut isn't whole.
    mutating func finish(isCut: Bool) {
        let sentences = Sentences.split(text)
        judge(isCut ? Array(sentences.dropLast()) : sentences)
    }

    /// A small model says the same again and again: each sentence counts once.
    private mutating func judge(_ sentences: [String]) {
        for sentence in sentences where sentence.contains(where: \.isLetter) && !seen.contains(sentence) {
            guard !isOver else { return }
            seen.append(sentence)
            judge(sentence)
        }
    }

    private mutating func judge(_ sentence: String) {
        var (checked, finding) = checker.examine(sentence: sentence)
        guard checker.stands(checked) else {
            if checked.verdict == .supported { checked.detail = notCarried }
            withdrawn.append(checked)
            return
        }
        kept.append(checked)
        findings.append(finding)
    }
}
