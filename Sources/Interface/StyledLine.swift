import Screen

/// What a stretch of text is; the theme says how that looks. The raw value is the role's name in a theme file.
enum Role: String, Sendable, CaseIterable {
    case background = "ui"
    case text = "ui.text"
    case dim = "ui.text.dim"
    case border = "ui.border"
    case borderFocus = "ui.border.focus"
    case title = "ui.title"
    case status = "ui.status"
    case statusPatient = "ui.status.patient"
    case composer = "ui.composer"
    case selection = "ui.selection"
    case tab = "ui.tab"
    case tabActive = "ui.tab.active"
    case help = "ui.help"
    case user = "chat.user"
    case assistant = "chat.assistant"
    case note = "chat.note"
    case heading = "chat.heading"
    case code = "chat.code"
    case citation = "citation"
    case citationActive = "citation.active"
    case citationUnverified = "citation.unverified"
    case citationSuperseded = "citation.superseded"
    case verdictSupported = "verdict.supported"
    case verdictUnsupported = "verdict.unsupported"
    case verdictWarning = "verdict.warning"
    case emergency = "triage.emergency"
    case urgent = "triage.urgent"
    case soon = "triage.soon"
    case patientLabel = "patient.label"
    case patientValue = "patient.value"
    case patientAbnormal = "patient.abnormal"
    case patientAlert = "patient.alert"
    case alertContraindicated = "alert.contraindicated"
    case alertMajor = "alert.major"
    case alertModerate = "alert.moderate"
    case alertMinor = "alert.minor"
    case chartAxis = "chart.axis"
    case chartLine = "chart.line"
    case chartSecond = "chart.second"
    case chartBand = "chart.band"
    case chartCursor = "chart.cursor"
    case chartDoubt = "chart.doubt"
    case timelineProblem = "timeline.problem"
    case timelineDrug = "timeline.drug"
    case progress = "progress"
    case error = "error"
}

/// A stretch of text of one look on one line.
struct Span: Sendable, Equatable {
    var text: String
    var role: Role
    var attributes: Style.Attributes = []
    /// The citation that it points to, `3` or `C1`: it lights up with its passage.
    var marker: String?
}

/// One line of a pane, already wrapped to its width.
struct StyledLine: Sendable, Equatable {
    var indent = 0
    var spans: [Span] = []
    /// Fills the whole line, to the pane's right edge.
    var fill: Role?
    /// The citation card, or the entry of the chart, that the line belongs to.
    var card: String?

    static let empty = StyledLine()

    init(_ text: String = "", _ role: Role = .text, indent: Int = 0, fill: Role? = nil) {
        self.indent = indent
        self.fill = fill
        if !text.isEmpty { spans = [Span(text: text, role: role)] }
    }

    init(spans: [Span], indent: Int = 0) {
        self.spans = spans
        self.indent = indent
    }

    var columns: Int { indent + spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }
}

extension StyledLine {
    /// Plain text of one look, cleaned and wrapped; later lines hang by `hanging` more columns.
    static func wrapped(
        _ text: String, _ role: Role, columns: Int, indent: Int = 0, hanging: Int = 0, fill: Role? = nil
    ) -> [StyledLine] {
        wrapped([Span(text: SafeText.clean(text), role: role)], columns: columns, indent: indent, hanging: hanging)
            .map { line in
                var line = line
                line.fill = fill
                return line
            }
    }

    /// Text of several looks, wrapped as one; line feeds break it. The spans must be clean.
    static func wrapped(_ spans: [Span], columns: Int, indent: Int = 0, hanging: Int = 0) -> [StyledLine] {
        let text = spans.reduce(into: "") { $0 += $1.text }
        let inner = max(1, columns - indent - hanging)
        // The first line is as wide as the others: what hangs is a bullet or a label put in by the caller.
        return DisplayWidth.wrap(text, columns: inner).enumerated().map { row, line in
            let start = text.utf8.distance(from: text.startIndex, to: line.range.lowerBound)
            return StyledLine(
                spans: cut(spans, from: start, count: line.text.utf8.count), indent: indent + (row > 0 ? hanging : 0))
        }
    }

    /// The part of the spans' joined text between two UTF-8 offsets, which never fall inside a character.
    private static func cut(_ spans: [Span], from start: Int, count: Int) -> [Span] {
        var result: [Span] = []
        var offset = 0
        for span in spans {
            let length = span.text.utf8.count
            defer { offset += length }
            let low = max(start, offset)
            let high = min(start + count, offset + length)
            guard low < high else { continue }
            var part = span
            let utf8 = span.text.utf8
            let from = utf8.index(utf8.startIndex, offsetBy: low - offset)
            let to = utf8.index(utf8.startIndex, offsetBy: high - offset)
            part.text = String(span.text[from..<to])
            result.append(part)
        }
        return result
    }
}
