import Clinical
import Consultation
import Screen

/// `/compare`: two days side by side, as a table.
enum ComparisonPane {
    static func draw(_ view: ComparisonView, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard let loaded = state.patient else { return }
        let head = days(view, loaded, state.wording, columns: rect.columns)
        canvas.draw(head, in: rect)
        ViewPane.hint(.compareKeys, state, in: rect, on: &canvas)
        let inner = body(of: rect, head: head.count)
        let all = lines(view, state, columns: inner.columns)
        let top = min(view.scroll, max(0, all.count - inner.rows))
        canvas.draw(all.dropFirst(top), in: inner)
        More.draw(above: top, below: all.count - top - inner.rows, in: inner, on: &canvas)
    }

    static func lastScroll(_ view: ComparisonView, _ state: State, in rect: Rect) -> Int {
        guard let loaded = state.patient else { return 0 }
        let inner = body(of: rect, head: days(view, loaded, state.wording, columns: rect.columns).count)
        return max(0, lines(view, state, columns: inner.columns).count - inner.rows)
    }

    private static func body(of rect: Rect, head: Int) -> Rect { rect.inset(top: head + 1, right: 1, bottom: 1) }

    /// The days with values around the two chosen; what is left out is counted.
    private static func days(
        _ view: ComparisonView, _ loaded: LoadedPatient, _ wording: Wording, columns: Int
    ) -> [StyledLine] {
        let all = VisitComparison.days(of: loaded)
        let moving = view.movesSecond ? view.second : view.first
        let place = all.firstIndex(of: moving) ?? 0
        let label = wording[.daysWithValues] + wording[.colon]
        let most = max(2, (columns * 2 - DisplayWidth.of(label) - 16) / 14)
        let start = min(max(0, place - most / 2), max(0, all.count - most))
        var spans = [Span(text: label, role: .dim)]
        if start > 0 { spans.append(Span(text: "… ", role: .dim)) }
        for day in all[start..<min(all.count, start + most)] {
            let isChosen = day == view.first || day == view.second
            let text = day == moving ? "▸[\(day)]" : isChosen ? "[\(day)]" : day
            spans.append(
                Span(
                    text: text, role: day == moving ? .title : isChosen ? .text : .dim,
                    attributes: isChosen ? .bold : []))
            spans.append(Span(text: "  ", role: .dim))
        }
        if start + most < all.count {
            spans.append(Span(text: "…", role: .dim))
            let hidden = all[(start + most)...].filter { $0 == view.first || $0 == view.second }
            for day in hidden { spans.append(Span(text: " [\(day)]", role: .text, attributes: .bold)) }
        }
        return StyledLine.wrapped(spans, columns: columns, hanging: 2)
    }

    // MARK: The table

    static func lines(_ view: ComparisonView, _ state: State, columns: Int) -> [StyledLine] {
        guard let loaded = state.patient else { return [] }
        let wording = state.wording
        let comparison = VisitComparison(loaded, from: view.first, to: view.second)
        var lines = table(comparison, view, state, columns: columns)
        lines += events(.begunBetween, comparison.begun, wording, columns: columns)
        lines += events(.endedBetween, comparison.ended, wording, columns: columns)
        if comparison.endsUnknown > 0 {
            let text = wording.fill(.endsUnknown, String(comparison.endsUnknown))
            lines += StyledLine.wrapped(text, .dim, columns: columns, hanging: 2)
        }
        return lines
    }

    private struct Cells {
        var name: String
        /// What stands for the name where there is no room.
        var shortName: String
        var first: String
        var second: String
        var change: String
        var course: String
        var role: Role
    }

    private static func table(
        _ comparison: VisitComparison, _ view: ComparisonView, _ state: State, columns: Int
    ) -> [StyledLine] {
        let wording = state.wording
        guard !comparison.rows.isEmpty else { return StyledLine.wrapped(wording[.noValues], .dim, columns: columns) }
        let rows = comparison.rows.map { cells($0, state) }
        let head = Cells(
            name: wording[.analyte], shortName: wording[.analyte], first: view.first, second: view.second,
            change: wording[.change], course: "",
            role: .heading)
        func width(_ part: (Cells) -> String) -> Int { ([head] + rows).map { DisplayWidth.of(part($0)) }.max() ?? 0 }
        let (first, second, change) = (width(\.first), width(\.second), width(\.change))
        let course = width(\.course)
        let rest = columns - first - second - change - 6
        let isShort = width(\.name) > rest - (course > 0 ? course + 2 : 0)
        let name = min(isShort ? width(\.shortName) : width(\.name), max(8, rest))
        let isWide = name + 2 + course <= rest
        return ([head] + rows).flatMap { row in
            var spans = [
                Span(
                    text: pad(isShort ? row.shortName : row.name, name) + "  ",
                    role: row.role == .heading ? .heading : .patientLabel),
                Span(text: left(row.first, first) + "  ", role: row.role == .heading ? .heading : .text),
                Span(text: left(row.second, second) + "  ", role: row.role == .heading ? .heading : row.role),
                Span(text: left(row.change, change), role: row.role == .heading ? .heading : .text),
            ]
            if isWide, !row.course.isEmpty { spans.append(Span(text: "  " + row.course, role: row.role)) }
            var lines = [StyledLine(spans: spans)]
            if !isWide, !row.course.isEmpty { lines.append(StyledLine("↳ " + row.course, row.role, indent: 2)) }
            return lines
        }
    }

    private static func pad(_ text: String, _ columns: Int) -> String {
        DisplayWidth.pad(DisplayWidth.truncate(text, to: columns, ellipsis: "…"), to: columns)
    }

    /// Figures end at the same column.
    private static func left(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - DisplayWidth.of(text))) + text
    }

    private static func cells(_ row: VisitComparison.Row, _ state: State) -> Cells {
        let wording = state.wording
        let name = SafeText.oneLine(row.series.name(in: wording.language))
        let unit = row.series.unit
        var change = "–"
        if let difference = row.change {
            change = state.symbols.sign(direction(row)) + " " + signed(difference)
            if let share = row.share { change += " (" + signed((share * 1000).rounded() / 10) + "%)" }
        }
        let isAbnormal = row.second?.isAbnormal ?? false
        return Cells(
            name: name, shortName: SafeText.oneLine(row.series.shortName(in: wording.language)),
            first: value(row.first, unit), second: value(row.second, unit), change: change,
            course: row.course.map { wording[$0] } ?? "", role: isAbnormal ? .patientAbnormal : .text)
    }

    private static func direction(_ row: VisitComparison.Row) -> TrendSeries.Direction {
        guard let first = row.first, let second = row.second else { return .level }
        return TrendSeries.direction(from: first.value, to: second.value)
    }

    private static func signed(_ value: Double) -> String {
        let size = Wording.number(abs(value))
        return size == "0" ? size : (value > 0 ? "+" : "−") + size
    }

    /// As the file has it; one in another unit is followed by what it is in the table's.
    private static func value(_ point: TrendPoint?, _ unit: String) -> String {
        guard let point else { return "–" }
        let sign =
            switch point.certainty {
            case .doubtful: "?"
            case .preliminary: "○"
            case .plain, .bound: ""
            }
        let flag = point.flag.map { $0.hasPrefix("H") ? " ↑" : $0.hasPrefix("L") ? " ↓" : $0 == "N" ? "" : " !" } ?? ""
        guard point.stated.unit != unit else { return sign + Wording.quantity(point.stated) + flag }
        let drawn = Quantity(value: point.value, unit: unit, comparator: point.stated.comparator)
        return sign + Wording.quantity(point.stated) + " = " + Wording.rounded(drawn) + flag
    }

    private static func events(
        _ phrase: Phrase, _ events: [VisitComparison.Event], _ wording: Wording, columns: Int
    ) -> [StyledLine] {
        let title = StyledLine(spans: [Span(text: wording[phrase], role: .patientLabel, attributes: .bold)])
        guard !events.isEmpty else {
            return [.empty, title] + StyledLine.wrapped(wording[.nothingRecorded], .dim, columns: columns, indent: 2)
        }
        return [.empty, title]
            + events.flatMap {
                StyledLine.wrapped(
                    "• \($0.day)  \(SafeText.oneLine($0.text))", .patientValue, columns: columns, hanging: 2)
            }
    }
}

extension VisitComparison.Course: Worded {
    var words: (english: String, chinese: String) {
        switch self {
        case .stayedWithin: ("within range", "在参考范围内")
        case .entered: ("now within range", "回到参考范围")
        case .left: ("left the range", "超出参考范围")
        case .nearer: ("nearer to the range", "趋近参考范围")
        case .farther: ("farther from the range", "偏离参考范围")
        case .unchangedOutside: ("outside, unchanged", "仍在参考范围外")
        }
    }
}
