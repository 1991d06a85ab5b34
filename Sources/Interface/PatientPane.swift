import Clinical
import Consultation
import Screen

/// The chart: what can do harm first, then what is known, what is taken, what was measured.
enum PatientPane {
    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        guard state.patient != nil else {
            return StyledLine.wrapped(state.wording[.noPatient], .patientValue, columns: columns)
                + StyledLine.wrapped(state.wording[.welcomePatient], .dim, columns: columns)
        }
        return entries(state, columns: columns).flatMap(\.lines)
    }

    private static func input(_ state: State, columns: Int) -> LayoutMemo.PatientInput {
        LayoutMemo.PatientInput(
            patient: state.patient, computed: state.shown?.computed ?? [], columns: columns,
            language: state.interfaceLanguage, symbols: state.symbols, toggled: state.browsing.toggled,
            wanted: state.browsing.wanted)
    }

    /// What is in the pane as it stands now, folded and filtered, with the details of what is expanded.
    static func entries(_ state: State, columns: Int) -> [ChartEntry] {
        state.memo.entries(input(state, columns: columns)) { input in
            input.patient.map { shown(ChartEntries($0, input), input) } ?? []
        }
    }

    private static func shown(_ entries: ChartEntries, _ input: LayoutMemo.PatientInput) -> [ChartEntry] {
        input.wanted.isEmpty ? folded(entries, input) : filtered(entries, input)
    }

    private static func folded(_ entries: ChartEntries, _ input: LayoutMemo.PatientInput) -> [ChartEntry] {
        entries.parts.flatMap { part, own -> [ChartEntry] in
            let isOpen = !entries.isFolded(part)
            let head = own.filter(\.isHead)
            return head + (isOpen ? own.filter { !$0.isHead }.map { entries.expanded($0) } : [])
        }
    }

    /// Only entries that hold the word, whatever is folded, under the heads of their sections. Who it is stays.
    private static func filtered(_ entries: ChartEntries, _ input: LayoutMemo.PatientInput) -> [ChartEntry] {
        entries.parts.flatMap { part, own -> [ChartEntry] in
            let fitting = own.filter { !$0.isHead && ChartBrowsing.folded($0.text).contains(input.wanted) }
            if part == .identity { return own }
            return fitting.isEmpty ? [] : own.filter(\.isHead) + fitting.map { entries.expanded($0) }
        }
    }

    // MARK: Place on the screen

    /// The pane's lines without the filter's own row.
    static func body(of rect: Rect, _ state: State) -> Rect {
        state.browsing.filter == nil ? rect : rect.inset(top: min(1, rect.rows - 1))
    }

    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        let whole = regions.content(of: .patient)
        guard !whole.isEmpty else { return }
        let rect = body(of: whole, state)
        let all = lines(state, columns: rect.columns)
        let top = min(state.scroll.patient, max(0, all.count - rect.rows))
        let shown = all.dropFirst(top).prefix(rect.rows)
        canvas.draw(shown, in: rect)
        if state.focus == .patient, let selected = state.browsing.selected {
            mark(selected, shown, state, in: rect, on: &canvas)
        }
        More.draw(above: top, below: all.count - top - rect.rows, in: rect, on: &canvas)
        if whole.rows > rect.rows { drawFilter(state, in: whole, on: &canvas) }
    }

    /// A bar along the chosen entry; its upper end says whether there is more in it.
    private static func mark(
        _ selected: String, _ shown: some Sequence<StyledLine>, _ state: State, in rect: Rect, on canvas: inout Canvas
    ) {
        let entry = entries(state, columns: rect.columns).first { $0.id == selected }
        let isOpen = state.browsing.toggled.contains(selected)
        var sign = entry.map { $0.isHead || $0.details.isEmpty } ?? true ? "▌" : isOpen ? "▾" : "▸"
        for (offset, line) in shown.enumerated() where line.card == selected && !line.spans.isEmpty {
            canvas.write(sign, at: Point(column: rect.column - 1, row: rect.row + offset), .borderFocus)
            sign = "▌"
        }
    }

    private static func drawFilter(_ state: State, in rect: Rect, on canvas: inout Canvas) {
        guard let filter = state.browsing.filter else { return }
        let row = Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1)
        canvas.fill(row, .selection)
        let found = entries(state, columns: rect.columns).count { !$0.isHead && $0.part != .identity }
        let count = filter.isEmpty ? "" : " " + state.wording.fill(.filterFound, String(found))
        let room = max(1, rect.columns - 3 - DisplayWidth.of(count))
        let text = "/ " + SafeText.oneLine(filter.text)
        let used = canvas.write(
            DisplayWidth.truncate(text, to: room, ellipsis: "…"), at: row.origin, .selection, .bold)
        canvas.write(count, at: Point(column: row.endColumn - DisplayWidth.of(count), row: row.row), .selection)
        guard state.browsing.isTyping, state.focus == .patient, state.overlay == nil else { return }
        canvas.cursor = Point(column: min(row.endColumn - 1, row.column + max(used, 2)), row: row.row)
    }
}
