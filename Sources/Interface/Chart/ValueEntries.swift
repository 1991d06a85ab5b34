import Clinical
import Consultation
import Screen

/// The newest value of a series with its course: a sparkline, the span of dates, the direction, the reference band.
struct ValueEntries {
    var loaded: LoadedPatient
    var wording: Wording
    var symbols: ChartSymbols
    var columns: Int

    private var sparkColumns: Int { columns < 48 ? 8 : 12 }
    private static let earlierShown = 5

    func entry(_ observation: Observation, _ part: ChartPart, _ index: Int) -> ChartEntry {
        let series = loaded.series(TrendSeries.key(of: observation))
        var entry = ChartEntry(id: "\(part.rawValue).\(index)", part: part, lines: head(observation, series))
        if let warning = observation.warning(in: wording.language.rawValue) {
            entry.lines += StyledLine.wrapped(
                "⚠ " + SafeText.oneLine(warning), .verdictWarning, columns: columns, indent: 2, hanging: 2)
        }
        if let course = series.flatMap(course) { entry.lines += course }
        entry.details = details(observation, series)
        entry.isAbnormal = isOutside(observation, series) || observation.isDoubtful
        return entry
    }

    /// Name left, value right after it, then the flag and the date.
    private func head(_ observation: Observation, _ series: TrendSeries?) -> [StyledLine] {
        let isOutside = isOutside(observation, series)
        let role: Role = isOutside ? .patientAbnormal : .patientValue
        let figure = observation.stated.map { Wording.quantity($0) } ?? observation.text.map { SafeText.oneLine($0) }
        var spans = [
            Span(text: SafeText.oneLine(observation.name) + " ", role: .patientLabel),
            Span(text: figure ?? "–", role: role),
        ]
        if let flag = observation.flag, flag != "N" {
            let arrow = flag.hasPrefix("H") ? "↑" : flag.hasPrefix("L") ? "↓" : "!"
            spans.append(Span(text: " \(arrow)\(SafeText.oneLine(flag))", role: .patientAbnormal))
        } else if isOutside, let side = side(observation, series) {
            spans.append(Span(text: side == .above ? " ↑H" : " ↓L", role: .patientAbnormal))
        }
        if let time = observation.time { spans.append(Span(text: "  " + time.dayText, role: .dim)) }
        return StyledLine.wrapped(spans, columns: columns, hanging: 2)
    }

    private func isOutside(_ observation: Observation, _ series: TrendSeries?) -> Bool {
        if observation.isAbnormal { return true }
        return observation.flag == nil && side(observation, series).map { $0 != .within } ?? false
    }

    private func side(_ observation: Observation, _ series: TrendSeries?) -> ReferenceBand.Side? {
        guard let series, let band = series.band, !observation.isDoubtful, let stated = observation.stated,
            stated.comparator == nil,
            let value = TrendSeries.value(of: stated, in: series.unit, loinc: observation.loinc)
        else { return nil }
        return band.side(of: value)
    }

    /// Nil where there is nothing to see but the newest value.
    private func course(_ series: TrendSeries) -> [StyledLine]? {
        let plain = series.plain
        var spans: [Span] = []
        if plain.count > 1, let first = plain.first, let last = plain.last {
            let spark = Sparkline.text(plain.map(\.value), columns: sparkColumns, symbols: symbols)
            let arrow = series.direction.map { " " + symbols.sign($0) } ?? ""
            spans.append(Span(text: spark + arrow, role: .chartLine))
            spans.append(Span(text: " " + month(first) + "–" + month(last), role: .dim))
        }
        if let band = series.band {
            let gap = spans.isEmpty ? "" : " "
            spans.append(Span(text: gap + wording.fill(.bandShort, band.text), role: .dim))
        }
        let uncertain = series.points.count - plain.count
        if plain.count > 1, uncertain > 0 {
            spans.append(Span(text: " " + wording.fill(.uncertainCount, String(uncertain)), role: .chartDoubt))
        }
        return spans.isEmpty ? nil : StyledLine.wrapped(spans, columns: columns, indent: 2)
    }

    private func month(_ point: TrendPoint) -> String { String(point.day.prefix(7)) }

    /// The earlier values, newest first, each as the file has it.
    private func details(_ observation: Observation, _ series: TrendSeries?) -> [StyledLine] {
        var lines: [StyledLine] = []
        func add(_ text: String, _ role: Role = .dim) {
            lines += StyledLine.wrapped(SafeText.oneLine(text), role, columns: columns, indent: 4)
        }
        if let words = observation.evidence?.text { add("“" + words + "”") }
        if let value = observation.value, observation.original != nil { add("= " + Wording.rounded(value)) }
        guard let series else { return lines }
        if let band = series.band {
            let unit = Wording.readable(unit: band.unit)
            add(wording.fill(.referenceBand, band.text + (unit.hasPrefix("%") ? "" : " ") + unit))
        }
        for point in series.points.dropLast().reversed().prefix(Self.earlierShown) {
            let flag = point.flag.flatMap { $0 == "N" ? nil : "  " + wording.flag($0) } ?? ""
            let doubt = point.doubts.isEmpty ? "" : "  ⚠"
            add(point.day + "  " + Wording.quantity(point.stated) + flag + doubt)
        }
        let more = series.points.count - 1 - Self.earlierShown
        if more > 0 { add(wording.fill(.moreInTrend, String(more), series.word)) }
        if !series.otherUnits.isEmpty {
            add("⚠ " + wording.fill(.otherUnitsCount, String(series.otherUnits.count)), .chartDoubt)
        }
        return lines
    }
}
