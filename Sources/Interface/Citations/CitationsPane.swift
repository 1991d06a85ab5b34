import Consultation
import Screen

/// The passages that the shown answer rests on, then the values computed from the chart. The chosen card is open.
enum CitationsPane {
    static func lines(_ state: State, columns: Int) -> [StyledLine] {
        let exchange = state.shown
        // Only what is shown here goes into the key, so that streaming doesn't lay the passages out again.
        var key = exchange
        key?.text = ""
        key?.answer = nil
        key?.phase = .finished
        return state.memo.lines(
            LayoutMemo.CitationsInput(
                exchange: key, columns: columns, language: state.interfaceLanguage,
                isSearching: exchange?.isRunning ?? false && exchange?.citations == nil, open: state.selectedMarker,
                keys: state.focus == .citations ? keys(state) : nil)
        ) { make($0) }
    }

    private static func make(_ input: LayoutMemo.CitationsInput) -> [StyledLine] {
        let wording = Wording(input.language)
        guard let exchange = input.exchange, exchange.citations != nil || !exchange.computed.isEmpty else {
            return StyledLine.wrapped(
                wording[input.isSearching ? .phaseSearching : .noCitationsYet], .dim, columns: input.columns)
        }
        let citations = exchange.citations ?? []
        var lines: [StyledLine] = []
        if citations.isEmpty {
            lines += StyledLine.wrapped(wording[.nothingFound], .verdictWarning, columns: input.columns)
        }
        for citation in citations {
            let isOpen = input.open == String(citation.n)
            lines += CitationCard.lines(citation, columns: input.columns, wording, isOpen: isOpen, keys: input.keys)
            lines.append(.empty)
        }
        for value in exchange.computed {
            lines += CitationCard.lines(value, columns: input.columns, wording) + [.empty]
        }
        return lines
    }

    /// What can be done with the chosen passage.
    private static func keys(_ state: State) -> String? {
        guard let citation = state.selectedCitation else { return nil }
        var parts: [String] = []
        if let key = state.keyMap.keys(for: .openDocument, at: .citations).first?.label {
            parts.append(
                citation.page.map { state.wording.fill(.keyOpensPage, key, String($0)) }
                    ?? state.wording.fill(.keyOpensDocument, key))
        }
        if !citation.dissents.isEmpty,
            let key = state.keyMap.keys(for: .compareDissents, at: .citations).first?.label
        {
            parts.append(state.wording.fill(.keyCompares, key))
        }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        let rect = regions.content(of: .citations)
        guard !rect.isEmpty else { return }
        let all = lines(state, columns: rect.columns)
        let top = min(state.scroll.citations, max(0, all.count - rect.rows))
        let shown = all.dropFirst(top).prefix(rect.rows)
        canvas.draw(shown, in: rect, lit: state.selectedMarker)
        if let marker = state.selectedMarker { CardBar.draw(marker, shown, in: rect, on: &canvas) }
        More.draw(above: top, below: all.count - top - rect.rows, in: rect, on: &canvas)
    }
}

/// A bar along the chosen card, for screens without colour.
enum CardBar {
    static func draw(_ card: String, _ shown: some Sequence<StyledLine>, in rect: Rect, on canvas: inout Canvas) {
        for (offset, line) in shown.enumerated() where line.card == card && !line.spans.isEmpty {
            guard offset < rect.rows else { return }
            canvas.write("▌", at: Point(column: rect.column - 1, row: rect.row + offset), .borderFocus)
        }
    }
}

/// Arrows at the right edge where a pane goes on.
enum More {
    static func draw(above: Int, below: Int, in rect: Rect, on canvas: inout Canvas) {
        guard rect.columns > 2, rect.rows > 0 else { return }
        if above > 0 { canvas.write("↑", at: Point(column: rect.endColumn, row: rect.row), .borderFocus) }
        if below > 0 { canvas.write("↓", at: Point(column: rect.endColumn, row: rect.endRow - 1), .borderFocus) }
    }
}
