import Clinical
import Consultation
import Screen

/// `/trend`: the chart, the value pointed at, and what of the chart isn't drawn.
enum TrendPane {
    static func draw(_ view: TrendView, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard let loaded = state.patient, let series = loaded.series(view.series) else { return }
        let wording = state.wording
        let second = view.second.flatMap(loaded.series)
        let head = heads(series, second, view, wording, symbols: state.symbols, columns: rect.columns)
        canvas.draw(head, in: rect)
        ViewPane.hint(second == nil ? .trendKeys : .trendKeysTwo, state, in: rect, on: &canvas)
        var rest = rect.inset(top: head.count, bottom: 1)
        let notes = notes(series, second, wording, state.symbols, columns: rest.columns)
        if rest.rows - notes.count >= TrendChart.leastRows + 2 {
            let (upper, lower) = rest.split(bottom: notes.count)
            canvas.draw(notes, in: lower)
            rest = upper
        }
        guard !(series.points.isEmpty && second?.points.isEmpty ?? true) else {
            canvas.draw(undated(series, wording, columns: rest.columns), in: rest)
            return
        }
        TrendChart(
            series: series, second: second, window: window(view, loaded), cursor: pointed(view, loaded),
            symbols: state.symbols
        ).draw(in: rest, on: &canvas)
    }

    // MARK: Words

    private static func heads(
        _ series: TrendSeries, _ second: TrendSeries?, _ view: TrendView, _ wording: Wording, symbols: ChartSymbols,
        columns: Int
    ) -> [StyledLine] {
        let active = view.isSecondActive ? second ?? series : series
        var titles = [title(series, wording, role: second != nil && !view.isSecondActive ? .title : .chartLine)]
        if let second { titles.append(title(second, wording, role: view.isSecondActive ? .title : .chartSecond)) }
        if second != nil { titles[view.isSecondActive ? 1 : 0].text = "▸ " + titles[view.isSecondActive ? 1 : 0].text }
        var lines = titles.flatMap { StyledLine.wrapped([$0], columns: columns, hanging: 2) }
        lines += readout(active, view.cursor, wording, symbols, columns: columns)
        return lines
    }

    private static func title(_ series: TrendSeries, _ wording: Wording, role: Role) -> Span {
        let unit = Wording.readable(unit: series.unit)
        let span = [series.points.first?.day, series.points.last?.day].compactMap { $0 }
        let dates = span.count == 2 && span[0] != span[1] ? span.joined(separator: " – ") : span.first ?? ""
        let count = wording.fill(.valueCount, String(series.points.count))
        let parts = [series.name(in: wording.language), unit, count, dates].filter { !$0.isEmpty }
        return Span(
            text: parts.map { SafeText.oneLine($0) }.joined(separator: " · "), role: role, attributes: .bold)
    }

    /// Date, value as the file has it, the value drawn where it was converted, flag, status.
    private static func readout(
        _ series: TrendSeries, _ cursor: Int?, _ wording: Wording, _ symbols: ChartSymbols, columns: Int
    ) -> [StyledLine] {
        guard let point = series.point(at: cursor) else { return [.empty] }
        var spans = [
            Span(text: point.day + "  ", role: .text),
            Span(
                text: Wording.quantity(point.stated), role: point.isAbnormal ? .patientAbnormal : .text,
                attributes: .bold),
        ]
        if point.stated.unit != series.unit {
            let drawn = Quantity(value: point.value, unit: series.unit, comparator: point.stated.comparator)
            spans.append(Span(text: " = " + Wording.rounded(drawn), role: .text))
        }
        if let flag = point.flag, flag != "N" {
            spans.append(Span(text: "  " + wording.flag(flag), role: .patientAbnormal))
        } else if let side = series.band?.side(of: point.value), point.certainty == .plain {
            let phrase: Phrase = side == .within ? .withinBand : side == .above ? .aboveBand : .belowBand
            spans.append(Span(text: "  " + wording[phrase], role: side == .within ? .dim : .patientAbnormal))
        }
        if case .bound = point.certainty { spans.append(Span(text: "  " + wording[.boundOnly], role: .chartDoubt)) }
        spans.append(status(of: point, wording))
        return StyledLine.wrapped(spans, columns: columns, hanging: 2)
    }

    private static func status(of point: TrendPoint, _ wording: Wording) -> Span {
        guard !point.doubts.isEmpty else { return Span(text: "  " + wording[.asReported], role: .dim) }
        let doubts = point.doubts.map { $0.text(in: wording.language.rawValue) }
            .joined(separator: wording[.semicolon])
        return Span(text: "  ⚠ " + SafeText.oneLine(doubts), role: .chartDoubt)
    }

    /// The reference band, what the signs mean, and what is left out.
    private static func notes(
        _ series: TrendSeries, _ second: TrendSeries?, _ wording: Wording, _ symbols: ChartSymbols, columns: Int
    ) -> [StyledLine] {
        let all = [series] + [second].compactMap { $0 }
        var parts: [String] = []
        if second == nil, let band = series.band {
            let unit = Wording.readable(unit: band.unit)
            let text =
                symbols.dash + symbols.dash + " "
                + wording.fill(.referenceBand, band.text + (unit.hasPrefix("%") ? "" : " ") + unit)
            parts.append(text + (band.time.map { " (\($0.dayText))" } ?? ""))
        }
        parts += signs(all, wording, symbols)
        for series in all {
            let name = all.count > 1 ? series.shortName(in: wording.language) + wording[.colon] : ""
            if !series.otherUnits.isEmpty {
                let units = Set(series.otherUnits.compactMap { $0.stated.map { Wording.readable(unit: $0.unit) } })
                let shown = units.sorted().map { $0.isEmpty ? wording[.noUnit] : $0 }.joined(separator: wording[.comma])
                parts.append(name + wording.fill(.leftOutUnits, String(series.otherUnits.count), shown))
            }
            if !series.undated.isEmpty {
                parts.append(name + wording.fill(.leftOutUndated, String(series.undated.count)))
            }
        }
        guard !parts.isEmpty else { return [] }
        return packed(parts, columns: columns).flatMap { StyledLine.wrapped($0, .dim, columns: columns) }
    }

    /// As many parts on a line as fit: a sign never stands apart from its word.
    private static func packed(_ parts: [String], columns: Int) -> [String] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, DisplayWidth.of(last + " · " + part) <= columns {
                lines[lines.count - 1] = last + " · " + part
            } else {
                lines.append(part)
            }
        }
        return lines
    }

    private static func signs(_ all: [TrendSeries], _ wording: Wording, _ symbols: ChartSymbols) -> [String] {
        let points = all.flatMap(\.points)
        func sign(_ phrase: Phrase, _ isMeant: (TrendPoint) -> Bool) -> String? {
            points.first(where: isMeant).map { symbols.mark($0, isSecond: false) + " " + wording[phrase] }
        }
        return [
            sign(.signAbnormal) { $0.certainty == .plain && $0.isAbnormal },
            sign(.signPreliminary) { $0.certainty == .preliminary },
            sign(.signDoubtful) { $0.certainty == .doubtful },
            points.contains { if case .bound = $0.certainty { true } else { false } }
                ? "< > " + wording[.boundOnly] : nil,
        ].compactMap { $0 }
    }

    /// Nothing has a date: no axis of time, so the values as text, in the order of the file.
    private static func undated(_ series: TrendSeries, _ wording: Wording, columns: Int) -> [StyledLine] {
        guard !series.undated.isEmpty else { return StyledLine.wrapped(wording[.noValues], .dim, columns: columns) }
        let values = series.undated.compactMap { $0.stated.map { Wording.quantity($0) } }
        return StyledLine.wrapped(wording[.noDates], .dim, columns: columns)
            + StyledLine.wrapped(values.joined(separator: wording[.comma]), .text, columns: columns, indent: 2)
    }

    // MARK: Time

    static func pointed(_ view: TrendView, _ loaded: LoadedPatient) -> TrendPoint? {
        let id = view.isSecondActive ? view.second ?? view.series : view.series
        return loaded.series(id)?.point(at: view.cursor)
    }

    /// All of both series; zoomed in, a part of it around the point.
    static func window(_ view: TrendView, _ loaded: LoadedPatient) -> TimeScale {
        let points = [view.series, view.second].compactMap { $0 }.compactMap(loaded.series).flatMap(\.points)
        let times = points.map(\.seconds)
        guard let least = times.min(), let greatest = times.max() else { return TimeScale(range: 0...TimeScale.year) }
        // Room on both sides, a month for a single day.
        let room = max((greatest - least) * 0.02, greatest > least ? TimeScale.day : 30 * TimeScale.day)
        let whole = (least - room)...(greatest + room)
        let span = (whole.upperBound - whole.lowerBound) / Double(1 << view.zoom)
        guard view.zoom > 0 else { return TimeScale(range: whole) }
        let middle = pointed(view, loaded)?.seconds ?? greatest
        let start = min(max(whole.lowerBound, middle - span / 2), whole.upperBound - span)
        return TimeScale(range: start...(start + span))
    }
}

extension TrendSeries {
    /// Nil means the newest.
    func point(at cursor: Int?) -> TrendPoint? {
        guard let cursor, points.indices.contains(cursor) else { return points.last }
        return points[cursor]
    }
}
