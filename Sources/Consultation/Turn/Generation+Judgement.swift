import Clinical

/// What stays of an answer, and with which marks.
extension Generation {
    func checker(_ parts: PromptBuilder.Parts, _ chartCheck: ChartCheck?, _ answer: Answer) -> Checker {
        let chart = parts.chart.map(\.text) + (parts.patientNote.map { [$0] } ?? [])
        return Checker(
            citations: answer.citations, computed: answer.computed, chart: chart, question: answer.question,
            language: answer.language, chartCheck: chartCheck)
    }

    /// - Parameter lead: what the answer begins with, where it begins with quotations.
    func judge(_ answer: inout Answer, by checker: Checker, lead: Lead?) {
        let examined = checker.examine(answer.answer, after: lead)
        (answer.answer, answer.sentences) = (examined.text, examined.sentences)
        answer.why?.sentences = examined.findings
    }

    /// The model's own sentences stay only where the evidence carries them; what is withdrawn is told, with the reason.
    func judge(
        _ answer: inout Answer, by checker: Checker, lead: Lead, opening: String, own: Substring
    ) {
        let quotations = lead.text
        answer.answer = quotations
        judge(&answer, by: checker, lead: lead)
        let wording = TurnWording(language: answer.language)
        var kept: [String] = []
        var withdrawn: [CheckedSentence] = []
        for sentence in Self.whole(own, &answer) {
            var (checked, finding) = checker.examine(sentence: sentence)
            guard kept.count < Self.mostKept else { break }
            guard checker.stands(checked) else {
                if checked.verdict == .supported { checked.detail = wording.notCarried }
                withdrawn.append(checked)
                continue
            }
            kept.append(checked.text)
            answer.sentences.append(checked)
            answer.why?.sentences.append(finding)
        }
        answer.why?.withdrawn = withdrawn
        if let first = withdrawn.first {
            let message = wording.withdrawn(first, of: withdrawn.count)
            answer.warnings.append(Warning(kind: "withdrawn", message: message))
        }
        guard !kept.isEmpty else { return }
        let words = ([opening] + kept).filter { !$0.isEmpty }.joined(separator: answer.language.isChinese ? "" : " ")
        answer.answer = [quotations, words].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// The sentences that were written to their end, each once: a small model says the same again and again.
    private static func whole(_ own: Substring, _ answer: inout Answer) -> [String] {
        var sentences = Sentences.split(String(own))
        if answer.warnings.contains(where: { $0.kind == Warning.cut }) {
            // Nothing that is shown was cut, so nothing need be told.
            answer.warnings.removeAll { $0.kind == Warning.cut }
            sentences = sentences.dropLast()
        }
        var seen: Set<String> = []
        return sentences.filter { $0.contains(where: \.isLetter) && seen.insert($0).inserted }
    }

    /// Between two patients nobody reads more below the quotations.
    private static let mostKept = 3

    func judgeReading(_ answer: inout Answer) {
        let level = ReadingLevel(answer.answer, language: answer.language)
        answer.why?.readingLevel = level
        if answer.audience == .patient, let level, !level.isPlain {
            let message = TurnWording(language: answer.language).hardToRead(level)
            answer.warnings.append(Warning(kind: "hard-to-read", message: message))
        }
    }
}
