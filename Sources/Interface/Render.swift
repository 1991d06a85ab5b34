public import Screen

/// Draws the whole screen. Pure: the same state, theme and size give the same frame.
public func render(_ state: State, theme: Theme, size: Size) -> Frame {
    var state = state
    state.size = size
    let regions = Regions(state)
    var canvas = Canvas(size: size, theme: theme)
    PatientLine.draw(state, in: regions.header, on: &canvas)
    canvas.draw(Banner.lines(state, columns: regions.banner.columns), in: regions.banner)
    ConversationPane.draw(state, regions, on: &canvas)
    CitationsPane.draw(state, regions, on: &canvas)
    PatientPane.draw(state, regions, on: &canvas)
    FailurePane.draw(state, regions, on: &canvas)
    ComposerPane.draw(state, regions, on: &canvas)
    TabBar.draw(state, regions, on: &canvas)
    StatusLine.draw(state, in: regions.status, on: &canvas)
    ComposerPane.drawCompletion(state, regions, on: &canvas)
    Overlays.draw(state, regions, on: &canvas)
    return Frame(buffer: canvas.buffer, cursor: canvas.cursor)
}

/// The panes' names: tabs on a narrow screen, titles in rules on a wide one.
enum TabBar {
    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        if regions.isWide {
            for pane in Pane.tabs { title(of: pane, state, regions, on: &canvas) }
            verticalRule(regions, on: &canvas)
        } else {
            tabs(state, in: regions.tabs, on: &canvas)
        }
    }

    static func name(of pane: Pane, _ state: State) -> String {
        switch pane {
        case .composer: return ""
        case .conversation: return state.view?.title(state.wording) ?? state.wording[.conversation]
        case .patient: return state.wording[.patient]
        case .citations:
            let count = state.shown?.markers.count ?? 0
            return state.wording[.citations] + (count > 0 ? " (\(count))" : "")
        }
    }

    private static func tabs(_ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard !rect.isEmpty else { return }
        canvas.fill(rect, .tab)
        var column = rect.column
        for (index, pane) in Pane.tabs.enumerated() {
            let isActive = pane == state.tab
            let sign = isActive ? (state.focus == pane ? "▸" : "•") : " "
            let label = "\(sign)\(index + 1) \(name(of: pane, state)) "
            column += canvas.write(
                label, at: Point(column: column, row: rect.row), isActive ? .tabActive : .tab,
                maxColumns: rect.endColumn - column)
        }
        let figures = StatusLine.beginning(state).joined(separator: " · ")
        let start = rect.endColumn - DisplayWidth.of(figures) - 1
        if start > column + 1 { canvas.write(figures, at: Point(column: start, row: rect.row), .tab) }
    }

    private static func title(of pane: Pane, _ state: State, _ regions: Regions, on canvas: inout Canvas) {
        let rect = regions.rect(of: pane)
        guard !rect.isEmpty else { return }
        let isFocused = state.focus == pane
        let role: Role = isFocused ? .borderFocus : .border
        canvas.write(String(repeating: "─", count: rect.columns), at: rect.origin, role)
        let label = (isFocused ? " ▸ " : " ") + name(of: pane, state) + " "
        canvas.write(
            label, at: Point(column: rect.column + 1, row: rect.row), isFocused ? .borderFocus : .title,
            isFocused ? .bold : [], maxColumns: rect.columns - 2)
    }

    private static func verticalRule(_ regions: Regions, on canvas: inout Canvas) {
        let rect = regions.conversation
        guard !rect.isEmpty else { return }
        for row in rect.row..<rect.endRow {
            let meetsTitle = row == regions.citations.row && !regions.citations.isEmpty
            let meetsPatient = row == regions.patient.row && !regions.patient.isEmpty
            let sign = row == rect.row ? "┬" : meetsTitle || meetsPatient ? "├" : "│"
            canvas.write(sign, at: Point(column: rect.endColumn, row: row), .border)
        }
        // The composer's rule below closes it.
        let end = Point(column: rect.endColumn, row: rect.endRow)
        guard end.row == regions.composer.row, canvas.buffer[end].text == "─" else { return }
        canvas.write("┴", at: end, .border)
    }
}
