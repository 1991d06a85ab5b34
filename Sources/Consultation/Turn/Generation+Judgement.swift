import Clinical
import Evidence

/// What stays of an answer, and with which marks.
extension Generation {
    func checker(_ parts: PromptBuilder.Parts, _ chartCheck: ChartCheck?, _ answer: Answer) -> Checker {
        let chart = (parts.chart + parts.asked).map(\.text) + (parts.patientNote.map { [$0] } ?? [])
        return Checker(
            citations: answer.citations, computed: answer.computed, chart: chart, question: answer.subject,
            concepts: answer.why?.question.expansion?.concepts.flatMap(\.self) ?? [], language: answer.language,
            chartCheck: chartCheck)
    }

    /// - Parameter lead: what the answer begins with, where it begins with quotations.
    func judge(_ answer: inout Answer, by checker: Checker, lead: Lead?) {
        let examined = checker.examine(answer.answer, after: lead)
        (answer.answer, answer.sentences) = (examined.text, examined.sentences)
        answer.why?.sentences = examined.findings
    }

    /// The quotations, and of the model's own sentences those that the evidence carries; what is withdrawn is told, with the
    /// reason.
    func judge(
        _ answer: inout Answer, by checker: Checker, lead: Lead, opening: String, own: OwnSentences
    ) {
        var own = own
        let isCut = answer.warnings.contains { $0.kind == Warning.cut } || answer.status == .cancelled
        own.finish(isCut: isCut)
        // Nothing that is shown was cut, so nothing need be told.
        answer.warnings.removeAll { $0.kind == Warning.cut }
        let quotations = lead.text
        answer.answer = quotations
        judge(&answer, by: checker, lead: lead)
        answer.sentences += own.kept
        answer.why?.sentences += own.findings
        answer.why?.withdrawn = own.withdrawn
        if let first = own.withdrawn.first {
            let message = TurnWording(language: answer.language).withdrawn(first, of: own.withdrawn.count)
            answer.warnings.append(Warning(kind: "withdrawn", message: message))
        }
        guard !own.kept.isEmpty else { return }
        let separator = answer.language.isChinese ? "" : " "
        let words = ([opening] + own.kept.map(\.text)).filter { !$0.isEmpty }.joined(separator: separator)
        answer.answer = [quotations, words].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    func judgeReading(_ answer: inout Answer) {
        let level = ReadingLevel(answer.answer, language: answer.language)
        answer.why?.readingLevel = level
        if answer.audience == .patient, let level, !level.isPlain {
            let message = TurnWording(language: answer.language).hardToRead(level)
            answer.warnings.append(Warning(kind: "hard-to-read", message: message))
        }
    }
}
