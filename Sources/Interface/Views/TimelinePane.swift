import Clinical
import Consultation
import Foundation
import Screen

/// One problem or drug over time.
struct TimelineBar: Sendable, Equatable {
    enum Kind: Sendable { case problem, drug }

    var kind: Kind
    var text: String
    /// Nil where the chart doesn't say.
    var start: Double?
    /// Nil where it goes on, or ended at an unknown time.
    var end: Double?
    var isOngoing: Bool

    /// In the order of the chart: problems, then drugs, ongoing ones first.
    static func all(of loaded: LoadedPatient) -> [TimelineBar] {
        let supplement = loaded.supplement
        let problems = loaded.patient.problems.map { problem in
            TimelineBar(
                kind: .problem, text: problem.text, start: problem.onset?.date?.timeIntervalSince1970,
                end: problem.isActive ? nil : supplement.problemEnds[problem]?.date?.timeIntervalSince1970,
                isOngoing: problem.isActive)
        }
        let drugs = DrugCourse.all(of: loaded.patient, supplement).map { drug in
            TimelineBar(
                kind: .drug, text: drug.text, start: drug.firstOrder?.date?.timeIntervalSince1970,
                end: drug.end?.date?.timeIntervalSince1970, isOngoing: drug.isActive)
        }
        return ordered(problems) + ordered(drugs)
    }

    private static func ordered(_ bars: [TimelineBar]) -> [TimelineBar] {
        bars.sorted {
            ($0.isOngoing ? 0 : 1, $0.start ?? -.infinity, $0.text)
                < ($1.isOngoing ? 0 : 1, $1.start ?? -.infinity, $1.text)
        }
    }
}

/// `/timeline`: bars and one value on the same axis of time.
enum TimelinePane {
    private static let chartRows = 8

    struct Layout {
        var bars: Rect
        var chart: Rect
        var labelColumns: Int
    }

    static func layout(in rect: Rect, hasChart: Bool) -> Layout {
        let inner = rect.inset(bottom: 1)
        let labels = min(34, max(12, rect.columns * 36 / 100))
        let rows = hasChart ? min(chartRows + max(0, (inner.rows - 24) / 3), inner.rows / 2) : 2
        let (bars, chart) = inner.split(bottom: rows)
        return Layout(bars: bars, chart: chart, labelColumns: labels)
    }

    static func draw(_ view: TimelineView, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard let loaded = state.patient else { return }
        let series = view.series.flatMap(loaded.series)
        let layout = layout(in: rect, hasChart: series != nil)
        let window = window(view, loaded)
        drawBars(view, state, window, layout, on: &canvas)
        if let series {
            let title = series.name(in: state.interfaceLanguage) + " · " + Wording.readable(unit: series.unit)
            let row = Rect(column: layout.chart.column, row: layout.chart.row, columns: layout.chart.columns, rows: 1)
            let text = DisplayWidth.truncate(SafeText.oneLine(title), to: row.columns, ellipsis: "…")
            canvas.write(text, at: row.origin, .chartLine, .bold)
            TrendChart(
                series: series, window: window, cursor: nil, symbols: state.symbols, gutter: layout.labelColumns
            ).draw(in: layout.chart.inset(top: 1), on: &canvas)
        } else {
            axis(window, layout, on: &canvas)
        }
        ViewPane.hint(series == nil ? .timelineKeysPlain : .timelineKeys, state, in: rect, on: &canvas)
    }

    // MARK: Bars

    private static func drawBars(
        _ view: TimelineView, _ state: State, _ window: TimeScale, _ layout: Layout, on canvas: inout Canvas
    ) {
        guard let loaded = state.patient else { return }
        let rows = rows(loaded, state.wording)
        let top = min(view.scroll, max(0, rows.count - layout.bars.rows))
        for (offset, row) in rows.dropFirst(top).prefix(layout.bars.rows).enumerated() {
            let line = layout.bars.row + offset
            switch row {
            case .head(let text):
                canvas.write(
                    text, at: Point(column: layout.bars.column, row: line), .patientLabel, .bold,
                    maxColumns: layout.bars.columns)
            case .bar(let bar): draw(bar, loaded, window, layout, row: line, state.symbols, on: &canvas)
            }
        }
        let edge = layout.bars.inset(right: 1)
        More.draw(above: top, below: rows.count - top - layout.bars.rows, in: edge, on: &canvas)
    }

    private enum Row {
        case head(String)
        case bar(TimelineBar)
    }

    static func lastScroll(_ view: TimelineView, _ state: State, in rect: Rect) -> Int {
        guard let loaded = state.patient else { return 0 }
        let hasChart = view.series.flatMap(loaded.series) != nil
        return max(0, rows(loaded, state.wording).count - layout(in: rect, hasChart: hasChart).bars.rows)
    }

    private static func rows(_ loaded: LoadedPatient, _ wording: Wording) -> [Row] {
        let bars = loaded.bars
        func part(_ kind: TimelineBar.Kind, _ phrase: Phrase) -> [Row] {
            let own = bars.filter { $0.kind == kind }
            return own.isEmpty ? [] : [.head(wording[phrase])] + own.map { .bar($0) }
        }
        return part(.problem, .problems) + part(.drug, .medications)
    }

    private static func draw(
        _ bar: TimelineBar, _ loaded: LoadedPatient, _ window: TimeScale, _ layout: Layout, row: Int,
        _ symbols: ChartSymbols, on canvas: inout Canvas
    ) {
        let label = DisplayWidth.truncate(
            SafeText.oneLine(bar.text), to: layout.labelColumns - 3, ellipsis: "…")
        canvas.write(label, at: Point(column: layout.bars.column + 1, row: row), .patientValue)
        let start = layout.bars.column + layout.labelColumns
        let columns = layout.bars.endColumn - start
        guard columns > 2 else { return }
        for (column, sign) in cells(bar, loaded.now, window, columns: columns, symbols) {
            canvas.write(
                sign, at: Point(column: start + column, row: row),
                bar.kind == .problem ? .timelineProblem : .timelineDrug)
        }
    }

    /// The bar's cells: `…` where an end isn't known, an arrow where it goes on beyond what is shown.
    static func cells(
        _ bar: TimelineBar, _ now: Double, _ window: TimeScale, columns: Int, _ symbols: ChartSymbols
    ) -> [(Int, String)] {
        func place(_ seconds: Double) -> Int {
            Int((min(max(window.share(of: seconds), -1), 2) * Double(columns - 1)).rounded())
        }
        let isUnicode = symbols == .unicode
        let body = isUnicode ? (bar.kind == .problem ? "█" : "▬") : (bar.kind == .problem ? "#" : "=")
        let first = bar.start.map(place)
        let last = bar.isOngoing ? place(now) : bar.end.map(place)
        let from = first ?? last.map { $0 - 3 } ?? 0
        let to = last ?? from
        guard to >= 0, from < columns else {
            guard to < 0 else { return [(columns - 1, isUnicode ? "▸" : ">")] }
            return [(0, isUnicode ? "◂" : "<")] + (last == nil ? [(1, isUnicode ? "…" : "~")] : [])
        }
        // A start that isn't known says nothing about the time before the end: only dots, no bar.
        var cells: [(Int, String)] = []
        if first == nil {
            let dots = isUnicode ? "…" : "."
            for column in max(0, bar.isOngoing ? 0 : from)...min(columns - 1, to) { cells.append((column, dots)) }
        } else {
            for column in max(0, from)...min(columns - 1, max(from, to)) { cells.append((column, body)) }
        }
        if last == nil { cells.append((min(columns - 1, max(from, to) + 1), isUnicode ? "…" : "~")) }
        if from < 0, first != nil { cells.append((0, isUnicode ? "◂" : "<")) }
        if to >= columns || bar.isOngoing && to == columns - 1 {
            cells.append((columns - 1, isUnicode ? "▸" : ">"))
        }
        return cells
    }

    private static func axis(_ window: TimeScale, _ layout: Layout, on canvas: inout Canvas) {
        let start = layout.chart.column + layout.labelColumns
        let columns = layout.chart.endColumn - start
        guard columns > 8 else { return }
        canvas.write(
            String(repeating: "─", count: columns), at: Point(column: start, row: layout.chart.row), .chartAxis)
        var free = start - 1
        for tick in window.ticks(columns: columns) {
            let column = start + Int((window.share(of: tick.seconds) * Double(columns - 1)).rounded())
            canvas.write("┴", at: Point(column: column, row: layout.chart.row), .chartAxis)
            let text = min(column, start + columns - tick.label.count)
            guard text > free else { continue }
            canvas.write(tick.label, at: Point(column: text, row: layout.chart.row + 1), .chartAxis)
            free = text + tick.label.count
        }
    }

    // MARK: Time

    /// So near that the value is seen as well as can be, and all of it.
    static func view(of series: TrendSeries?, in loaded: LoadedPatient) -> TimelineView {
        var view = TimelineView(series: series?.id)
        guard let first = series?.points.first?.seconds else { return view }
        while view.zoom < TimelineView.deepestZoom {
            var nearer = view
            nearer.zoom += 1
            let range = window(nearer, loaded).range
            guard range.contains(first), range.upperBound - range.lowerBound >= 2 * TimeScale.year else { break }
            view = nearer
        }
        return view
    }

    /// From the first thing in the chart that has a date to today; zoomed in, a part of that.
    static func window(_ view: TimelineView, _ loaded: LoadedPatient) -> TimeScale {
        let series = view.series.flatMap(loaded.series)
        let times =
            loaded.bars.flatMap { [$0.start, $0.end] }.compactMap { $0 } + (series?.points.map(\.seconds) ?? [])
        let end = max(loaded.now, times.max() ?? loaded.now) + 14 * TimeScale.day
        let start = min(times.min() ?? end - TimeScale.year, end - 60 * TimeScale.day)
        let span = (end - start) / Double(1 << view.zoom)
        let last = start + span + (end - start - span) * min(max(0, view.place), 1)
        return TimeScale(range: (last - span)...last)
    }
}
