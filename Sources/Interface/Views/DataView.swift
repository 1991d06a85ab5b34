import Clinical
import Consultation
import Evidence
import Screen

/// What lies over the conversation: the chart's data as pictures and tables, the model's prompt, the sources.
public enum DataView: Sendable, Equatable {
    case trend(TrendView)
    case comparison(ComparisonView)
    case timeline(TimelineView)
    case prompt(PromptView)
    case why(WhyView)
    case dissents(DissentView)
    case document(DocumentView)
    case sources(SourcesView)

    func title(_ wording: Wording) -> String {
        switch self {
        case .trend: wording[.trend]
        case .comparison: wording[.comparison]
        case .timeline: wording[.timeline]
        case .prompt: wording[.promptTitle]
        case .why: wording[.whyTitle]
        case .dissents: wording[.dissentsTitle]
        case .document: wording[.documentTitle]
        case .sources: wording[.sourcesTitle]
        }
    }

    /// Whether it takes the place of the other panes too, while the keys go to it or to the composer: what is to be
    /// compared needs the width.
    var fillsScreen: Bool { if case .dissents = self { true } else { false } }
}

/// A value over time, or two of them on one axis of time.
public struct TrendView: Sendable, Equatable {
    /// `TrendSeries.id`.
    public var series: String
    public var second: String?
    /// Whether the keys move on the second series.
    var isSecondActive = false
    /// Index into the active series' points; nil: the newest.
    var cursor: Int?
    /// How often the time shown was halved.
    var zoom = 0

    static let deepestZoom = 8

    init(series: String, second: String? = nil) {
        self.series = series
        self.second = second
    }
}

/// Two days of a chart side by side.
public struct ComparisonView: Sendable, Equatable {
    /// `2025-11-12`; the first is the earlier one.
    public var first: String
    public var second: String
    /// Whether ← and → choose the second day.
    var movesSecond = false
    var scroll = 0

    init(first: String, second: String) {
        self.first = first
        self.second = second
    }
}

/// Problems and drugs as bars over time, above a chosen value.
public struct TimelineView: Sendable, Equatable {
    /// `TrendSeries.id`; nil where the chart has no values.
    public var series: String?
    var scroll = 0
    var zoom = 0
    /// The end of the time shown, 0 (as early as can be) to 1 (now).
    var place = 1.0

    static let deepestZoom = 6

    init(series: String?) { self.series = series }
}

/// What the model was given for the shown answer.
public struct PromptView: Sendable, Equatable {
    var scroll = 0
}

/// How the shown answer came about.
public struct WhyView: Sendable, Equatable {
    var scroll = 0
}

/// What other organisations say otherwise than a passage.
public struct DissentView: Sendable, Equatable {
    /// The passage's number.
    var number: Int
    var scroll = 0
}

/// All passages of the shown answer with all that is known of them.
public struct SourcesView: Sendable, Equatable {
    var scroll = 0
}

/// A document, opened where it is cited.
public struct DocumentView: Sendable, Equatable {
    var citation: Citation
    /// Nil until it is read.
    var document: OpenedDocument?
    var problem: Failure?
    /// The top line; nil: where the cited passage begins.
    var scroll: Int?

    init(citation: Citation) { self.citation = citation }
}

/// Draws the view that is open; what it shows is worked out from the state alone.
enum ViewPane {
    static func draw(_ view: DataView, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        switch view {
        case .trend(let trend): TrendPane.draw(trend, state, in: rect, on: &canvas)
        case .comparison(let comparison): ComparisonPane.draw(comparison, state, in: rect, on: &canvas)
        case .timeline(let timeline): TimelinePane.draw(timeline, state, in: rect, on: &canvas)
        case .prompt(let prompt): PromptPane.draw(prompt, state, in: rect, on: &canvas)
        case .why(let why):
            WhyPane.page(state, columns: rect.columns).draw(scroll: why.scroll, in: rect, on: &canvas)
        case .dissents(let dissents):
            DissentPane.page(dissents, state, columns: rect.columns).draw(
                scroll: dissents.scroll, in: rect, on: &canvas)
        case .document(let document): DocumentPane.draw(document, state, in: rect, on: &canvas)
        case .sources(let sources):
            SourcesPane.page(state, columns: rect.columns).draw(scroll: sources.scroll, in: rect, on: &canvas)
        }
    }

    /// The keys that work here, on the last row.
    static func hint(_ phrase: Phrase, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        hint(state.wording[phrase], in: rect, on: &canvas)
    }

    static func hint(_ words: String, in rect: Rect, on canvas: inout Canvas) {
        guard rect.rows > 1 else { return }
        let text = DisplayWidth.truncate(words, to: rect.columns, ellipsis: "…")
        canvas.write(text, at: Point(column: rect.column, row: rect.endRow - 1), .dim)
    }
}
