import Clinical
import Consultation

/// An answer as plain text: warnings of danger first, then the stream, then the evidence and what the checks found.
enum AnswerText {
    static func show(_ event: TurnEvent) {
        switch event {
        case .triaged(let notice) where notice.level >= .urgent:
            for rule in notice.rules { Output.line("!! \(notice.level.rawValue): \(rule.message)") }
        case .lead(let piece), .text(let piece): Output.piece(piece)
        case .finished(let answer) where answer.status != .answered: Output.piece(answer.answer)
        default: break
        }
    }

    /// What follows the streamed answer.
    static func after(_ answer: Answer) -> String {
        var lines = ["", ""]
        for citation in answer.citations {
            let year = citation.year.map { " \($0)" } ?? ""
            let marks =
                (citation.status == "verified" ? "" : " (\(citation.status))")
                + (citation.edition == .superseded ? " (superseded)" : "")
            lines.append("[\(citation.n)] \(citation.organisation)\(year)\(marks): \(citation.text)")
        }
        lines += answer.computed.map { "[\($0.n)] \($0.text) (\($0.source))" }
        lines += answer.sentences.filter { $0.verdict != .supported || $0.detail != nil }.map { sentence in
            let sign = sentence.verdict == .supported ? "✓" : "⚠"
            return "\(sign) \(sentence.text)\n  \(sentence.detail ?? sentence.verdict.rawValue)"
        }
        lines += answer.warningsBesideTriage.map { "! \($0.message)" }
        return lines.map(PlainText.clean).joined(separator: "\n")
    }

    /// How it came about, in the answer's language.
    static func why(_ answer: Answer) -> String {
        let report = ExplanationReport(answer, language: answer.language)
        var lines = ["", "== \(report.title) ==", report.notice]
        for section in report.sections {
            lines += ["", "-- \(section.title)"]
            for line in section.lines {
                let margin = String(repeating: "  ", count: line.indent + 1)
                lines += line.text.split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }
            }
        }
        return lines.joined(separator: "\n")
    }
}
