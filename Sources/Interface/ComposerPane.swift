import Screen

/// Where the question is written, with what is offered for a command above it.
enum ComposerPane {
    /// The sign and a blank before the text.
    static let promptColumns = 3

    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        let rect = regions.composer
        guard !rect.isEmpty else { return }
        let hasRule = rect.rows > 1 && state.size.rows >= 8
        if hasRule { rule(state, rect, on: &canvas) }
        let inner = hasRule ? rect.inset(top: 1) : rect
        if case .historySearch(let search) = state.overlay {
            searchLine(search, state, in: inner, on: &canvas)
            return
        }
        let layout = ComposerLayout(state.composer, columns: regions.composerTextColumns, wording: state.wording)
        let top = min(max(0, layout.cursorRow - inner.rows + 1), max(0, layout.rows.count - inner.rows))
        let isFocused = state.focus == .composer
        canvas.write(
            "›", at: Point(column: rect.column + 1, row: inner.row), isFocused ? .borderFocus : .border, .bold,
            maxColumns: rect.columns)
        for (offset, row) in layout.rows.dropFirst(top).prefix(inner.rows).enumerated() {
            canvas.write(row, at: Point(column: rect.column + promptColumns, row: inner.row + offset), .composer)
        }
        if state.composer.isEmpty {
            canvas.write(
                state.wording[.composerHint], at: Point(column: rect.column + promptColumns, row: inner.row), .dim,
                maxColumns: regions.composerTextColumns)
        }
        guard isFocused, !state.takesKeysInOverlay else { return }
        canvas.cursor = Point(
            column: min(rect.endColumn - 1, rect.column + promptColumns + layout.cursorColumn),
            row: inner.row + layout.cursorRow - top)
    }

    private static func rule(_ state: State, _ rect: Rect, on canvas: inout Canvas) {
        let role: Role = state.focus == .composer ? .borderFocus : .border
        canvas.write(String(repeating: "─", count: rect.columns), at: rect.origin, role)
        guard state.isBusy else { return }
        let hint = " \(state.wording[.escCancels]) "
        let column = rect.endColumn - DisplayWidth.of(hint) - 2
        if column > 0 { canvas.write(hint, at: Point(column: column, row: rect.row), .dim) }
    }

    private static func searchLine(
        _ search: HistorySearch, _ state: State, in rect: Rect, on canvas: inout Canvas
    ) {
        let label = " \(state.wording[.historySearch]): "
        var column = canvas.write(label, at: rect.origin, .title, maxColumns: rect.columns)
        let query = SafeText.oneLine(search.query.text)
        column += canvas.write(
            query, at: Point(column: rect.column + column, row: rect.row), .composer,
            maxColumns: rect.columns - column)
        canvas.cursor = Point(column: min(rect.endColumn - 1, rect.column + column), row: rect.row)
        let found = search.match.map { state.history[$0] } ?? state.wording[.historyNothing]
        let shown = "  → " + SafeText.oneLine(String(found.prefix(400)))
        canvas.write(
            shown, at: Point(column: rect.column + column, row: rect.row), search.match == nil ? .dim : .text,
            maxColumns: rect.columns - column)
    }

    // MARK: Completion

    private static let mostChoices = 8

    static func drawCompletion(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        guard let completion = state.completion, !completion.choices.isEmpty, state.overlay == nil else { return }
        let area = regions.middle.split(bottom: regions.failure.rows).top
        let count = min(completion.choices.count, mostChoices, area.rows)
        guard count > 0 else { return }
        let first = min(max(0, completion.selected - count + 1), completion.choices.count - count)
        let shown = completion.choices[first..<first + count]
        let labelColumns = min(area.columns / 2, (completion.choices.map { DisplayWidth.of($0.label) }.max() ?? 0) + 2)
        for (offset, choice) in shown.enumerated() {
            let isSelected = first + offset == completion.selected
            let row = Rect(column: area.column, row: area.endRow - count + offset, columns: area.columns, rows: 1)
            let role: Role = isSelected ? .selection : .status
            canvas.fill(row, role)
            canvas.write(
                (isSelected ? " ▸ " : "   ") + choice.label, at: row.origin, role, isSelected ? .bold : [],
                maxColumns: labelColumns + 3)
            canvas.write(
                choice.summary, at: Point(column: row.column + labelColumns + 3, row: row.row), role,
                maxColumns: row.columns - labelColumns - 4)
        }
    }
}

extension State {
    /// Whether an overlay has a cursor or choice of its own.
    var takesKeysInOverlay: Bool {
        switch overlay {
        case nil, .resumeOffer: false
        default: true
        }
    }
}
