import Consultation
import Screen

/// `/why`: how the shown answer came about, section by section.
enum WhyPane {
    /// Marks the line that begins a section; the jump from section to section goes by it.
    static let sectionCard = "section"

    static func page(_ state: State, columns: Int) -> ReadingPage {
        let input = LayoutMemo.WhyInput(
            answer: state.shown?.answer, columns: ReadingPage.textColumns(columns), language: state.interfaceLanguage)
        return ReadingPage(lines: state.memo.lines(input) { make($0) }, hint: state.wording[.whyKeys])
    }

    private static func make(_ input: LayoutMemo.WhyInput) -> [StyledLine] {
        let wording = Wording(input.language)
        guard let answer = input.answer else {
            return StyledLine.wrapped(wording[.whyAbsent], .dim, columns: input.columns)
        }
        let report = ExplanationReport(answer, language: input.language)
        return StyledLine.wrapped(report.notice, .verdictWarning, columns: input.columns)
            + report.sections.enumerated().flatMap { number, section in
                var head = StyledLine("\(number + 1) \(section.title)", .heading)
                head.card = sectionCard
                return [.empty, head] + section.lines.flatMap { lines($0, columns: input.columns) }
            }
    }

    private static func lines(_ line: ExplanationReport.Line, columns: Int) -> [StyledLine] {
        StyledLine.wrapped(line.text, role(line.kind), columns: columns, indent: 2 + 2 * line.indent, hanging: 2)
    }

    private static func role(_ kind: ExplanationReport.Line.Kind) -> Role {
        switch kind {
        case .plain: .text
        case .note: .dim
        case .alarm: .verdictWarning
        case .exact: .note
        }
    }
}
