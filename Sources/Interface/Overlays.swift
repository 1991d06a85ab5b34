import Clinical
import Consultation
import Screen

/// What lies over the panes. The patient line, the composer and the status line stay uncovered.
enum Overlays {
    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        switch state.overlay {
        case .help(let pane, let scroll): help(state, pane, scroll, regions, on: &canvas)
        case .palette(let query, let selected): palette(state, query, selected, regions, on: &canvas)
        case .patientChooser(let choice): chooser(state, choice, regions, on: &canvas)
        case .seriesChooser(let selected): seriesChooser(state, selected, regions, on: &canvas)
        case .specialtyChooser(let selected): SpecialtyChooser.draw(state, selected, regions, on: &canvas)
        case .consultationChooser(let selected): ConsultationChooser.draw(state, selected, regions, on: &canvas)
        case .closeQuestion(let id): closeQuestion(state, id, regions, on: &canvas)
        case .resumeOffer: resume(state, regions, on: &canvas)
        case .quitQuestion: quitQuestion(state, regions, on: &canvas)
        case .historySearch, nil: break
        }
    }

    /// Centred, at most so large, inside the area.
    static func box(in area: Rect, columns: Int, rows: Int) -> Rect {
        let width = min(columns, area.columns)
        let height = min(rows, area.rows)
        return Rect(
            column: area.column + (area.columns - width) / 2, row: area.row + (area.rows - height) / 2,
            columns: width, rows: height)
    }

    private static func help(_ state: State, _ pane: Pane, _ scroll: Int, _ regions: Regions, on canvas: inout Canvas) {
        let box = HelpPage.box(regions)
        canvas.box(box, title: state.wording[.helpTitle])
        let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
        let all = HelpPage.lines(of: state, pane: pane, columns: max(4, inner.columns))
        let top = min(scroll, max(0, all.count - inner.rows))
        canvas.draw(all.dropFirst(top), in: inner)
        More.draw(above: top, below: all.count - top - inner.rows, in: inner, on: &canvas)
    }

    private static func palette(
        _ state: State, _ query: Composer, _ selected: Int, _ regions: Regions, on canvas: inout Canvas
    ) {
        let matches = Palette.matches(query.text, of: state)
        let box = box(in: regions.middle, columns: 72, rows: state.commands.count + 4)
        canvas.box(box, title: state.wording[.paletteTitle])
        let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
        guard !inner.isEmpty else { return }
        let written = canvas.write("› " + query.text, at: inner.origin, .composer, maxColumns: inner.columns - 1)
        canvas.cursor = Point(column: inner.column + written, row: inner.row)
        list(
            matches.map { ($0.usage(in: state.interfaceLanguage), $0.summary(in: state.interfaceLanguage)) },
            selected: selected, in: inner.inset(top: 2), on: &canvas)
    }

    private static func chooser(
        _ state: State, _ choice: PatientChoice, _ regions: Regions, on canvas: inout Canvas
    ) {
        let rows = choice.candidates.map { loaded in
            (
                SafeText.oneLine(loaded.patient.name.isEmpty ? state.wording[.unnamed] : loaded.patient.name),
                PatientLine.facts(loaded, state.wording).joined(separator: " · ")
            )
        }
        let box = box(in: regions.middle, columns: 76, rows: rows.count + 5)
        canvas.box(box, title: state.wording[.chooserTitle])
        let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
        guard !inner.isEmpty else { return }
        canvas.write(state.wording[.chooserHint], at: inner.origin, .dim, maxColumns: inner.columns)
        list(rows, selected: choice.selected, in: inner.inset(top: min(2, inner.rows - 1)), on: &canvas)
    }

    private static func seriesChooser(
        _ state: State, _ selected: Int, _ regions: Regions, on canvas: inout Canvas
    ) {
        let rows = (state.patient?.series ?? []).map { series in
            let newest = series.points.last.map { Wording.quantity($0.stated) + "  " + $0.day } ?? ""
            let spark = Sparkline.text(series.plain.map(\.value), columns: 10, symbols: state.symbols)
            return (
                SafeText.oneLine(series.name(in: state.interfaceLanguage)),
                DisplayWidth.pad(spark, to: 12) + newest
            )
        }
        let box = box(in: regions.middle, columns: 80, rows: rows.count + 5)
        canvas.box(box, title: state.wording[.seriesTitle])
        let inner = box.inset(left: 2, top: 1, right: 2, bottom: 1)
        guard !inner.isEmpty else { return }
        let hint = DisplayWidth.truncate(state.wording[.seriesHint], to: inner.columns, ellipsis: "…")
        canvas.write(hint, at: inner.origin, .dim)
        list(rows, selected: selected, in: inner.inset(top: min(2, inner.rows - 1)), on: &canvas)
    }

    static func list(
        _ rows: [(String, String)], selected: Int, in rect: Rect, on canvas: inout Canvas
    ) {
        let left = min(rect.columns / 2, (rows.map { DisplayWidth.of($0.0) }.max() ?? 0) + 2)
        let top = min(max(0, selected - rect.rows + 1), max(0, rows.count - rect.rows))
        for (offset, row) in rows.dropFirst(top).prefix(rect.rows).enumerated() {
            let isSelected = top + offset == selected
            let role: Role = isSelected ? .selection : .text
            let line = Rect(column: rect.column, row: rect.row + offset, columns: rect.columns, rows: 1)
            if isSelected { canvas.fill(line, role) }
            let name = DisplayWidth.truncate(row.0, to: left, ellipsis: "…")
            canvas.write(
                (isSelected ? "▸ " : "  ") + name, at: line.origin, role, isSelected ? .bold : [],
                maxColumns: rect.columns)
            canvas.write(
                DisplayWidth.truncate(row.1, to: max(0, rect.columns - left - 3), ellipsis: "…"),
                at: Point(column: line.column + left + 3, row: line.row), role)
        }
    }

    private static func quitQuestion(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        var parts: [(String, Role)] = [(state.wording[.quitQuestion], .text)]
        if state.desk.others.contains(where: \.isAtWork) { parts.append((state.wording[.quitOthers], .verdictWarning)) }
        dialog(state.wording[.quitTitle], parts + [(state.wording[.quitKeys], .dim)], regions, on: &canvas)
    }

    private static func closeQuestion(
        _ state: State, _ id: ConsultationID, _ regions: Regions, on canvas: inout Canvas
    ) {
        guard let consultation = state.desk[id] else { return }
        let wording = state.wording
        var parts: [(String, Role)] = [(ConsultationChooser.patient(of: consultation, wording), .text)]
        if consultation.isBusy { parts.append((wording[.closeStopsAnswer], .verdictWarning)) }
        if !consultation.composer.isEmpty { parts.append((wording[.closeLosesDraft], .verdictWarning)) }
        dialog(wording[.closeTitle], parts + [(wording[.closeKeys], .dim)], regions, on: &canvas)
    }

    private static func resume(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        guard let conversation = state.earlier.first else { return }
        let wording = state.wording
        let about = conversation.patient.map { wording.fill(.resumeAbout, SafeText.oneLine($0)) }
        let question = DisplayWidth.truncate(SafeText.oneLine(conversation.lastQuestion), to: 120, ellipsis: "…")
        let summary = wording.fill(
            .resumeSummary, SafeText.oneLine(conversation.startedAt), String(conversation.questions))
        var parts: [(String, Role)] = [(summary, .text)]
        if let about { parts.append((about, .text)) }
        parts += [("› " + question, .user), (wording[.resumeKeys], .dim)]
        dialog(wording[.resumeTitle], parts, regions, on: &canvas)
    }

    private static func dialog(
        _ title: String, _ parts: [(String, Role)], _ regions: Regions, on canvas: inout Canvas
    ) {
        let columns = min(64, regions.middle.columns)
        let lines = parts.flatMap { StyledLine.wrapped($0.0, $0.1, columns: max(4, columns - 4)) }
        let box = box(in: regions.middle, columns: columns, rows: lines.count + 2)
        canvas.box(box, title: title)
        canvas.draw(lines, in: box.inset(left: 2, top: 1, right: 2, bottom: 1))
    }
}
