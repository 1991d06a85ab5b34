import Clinical
import Consultation
import Screen

/// The conversation: only the exchanges that are seen are laid out.
enum ConversationPane {
    typealias Place = ScrollPositions.Place

    static func lines(of index: Int, _ state: State, columns: Int) -> [StyledLine] {
        let exchange = state.exchanges[index]
        return state.memo.lines(
            .init(
                exchange: exchange, columns: columns, language: state.interfaceLanguage,
                waiting: waiting(exchange, state),
                currentPatient: state.patient?.patient.name, listsPassages: state.size.columns < Regions.wideColumns,
                specialtyName: state.specialties.first { $0.id == exchange.specialty?.id }?.name(
                    in: state.interfaceLanguage))
        ) { ExchangeLayout.lines($0) }
    }

    /// What an exchange that isn't being answered yet waits for: the library, then the model.
    private static func waiting(_ exchange: Exchange, _ state: State) -> String? {
        guard exchange.phase == .preparing else { return nil }
        if exchange.citations == nil {
            guard let library = state.library else { return nil }
            let bar = ProgressBar.text(fraction: Double(library.done) / Double(max(1, library.total)), columns: 12)
            return bar + " "
                + state.wording.fill(.phaseIndexing, Wording.grouped(library.done), Wording.grouped(library.total))
        }
        guard case .loading(_, let fraction) = state.model else { return nil }
        return ProgressBar.text(fraction: fraction, columns: 12) + " "
            + state.wording.fill(.phaseWaitingForModel, String(Int(fraction * 100)))
    }

    /// The top line that shows the end of the conversation; nil where all of it fits.
    static func bottom(_ state: State, size: Size) -> Place? {
        var missing = size.rows
        for index in state.exchanges.indices.reversed() {
            let count = lines(of: index, state, columns: size.columns).count
            if count > missing { return Place(exchange: index, line: count - missing) }
            missing -= count
            if missing == 0 { return Place(exchange: index, line: 0) }
        }
        return nil
    }

    /// The place so many lines further; nil where that is the end.
    static func place(from start: Place?, by offset: Int, _ state: State, size: Size) -> Place? {
        guard let bottom = bottom(state, size: size) else { return nil }
        var place = start ?? bottom
        place.exchange = min(place.exchange, state.exchanges.count - 1)
        place.line = min(place.line, lines(of: place.exchange, state, columns: size.columns).count - 1) + offset
        while place.line < 0, place.exchange > 0 {
            place.exchange -= 1
            place.line += lines(of: place.exchange, state, columns: size.columns).count
        }
        place.line = max(0, place.line)
        while place.exchange < bottom.exchange {
            let count = lines(of: place.exchange, state, columns: size.columns).count
            guard place.line >= count else { break }
            place.line -= count
            place.exchange += 1
        }
        let isAtEnd = (place.exchange, place.line) >= (bottom.exchange, bottom.line)
        return isAtEnd ? nil : place
    }

    /// The lines on the screen, and whether there is more below.
    static func visible(_ state: State, size: Size) -> (lines: [StyledLine], owners: [Exchange.ID], hasMore: Bool) {
        guard !state.exchanges.isEmpty, size.rows > 0 else { return ([], [], false) }
        let settled = state.scroll.conversation.flatMap { place(from: $0, by: 0, state, size: size) }
        let top = settled ?? bottom(state, size: size) ?? Place(exchange: 0, line: 0)
        var shown: [StyledLine] = []
        var owners: [Exchange.ID] = []
        for index in top.exchange..<state.exchanges.count where shown.count < size.rows {
            let part = lines(of: index, state, columns: size.columns).dropFirst(index == top.exchange ? top.line : 0)
                .prefix(size.rows - shown.count)
            shown += part
            owners += repeatElement(state.exchanges[index].id, count: part.count)
        }
        return (shown, owners, settled != nil)
    }

    static func draw(_ state: State, _ regions: Regions, on canvas: inout Canvas) {
        let rect = regions.content(of: .conversation)
        guard !rect.isEmpty else { return }
        if let view = state.view { return ViewPane.draw(view, state, in: rect, on: &canvas) }
        guard !state.exchanges.isEmpty else { return Welcome.draw(state, in: rect, on: &canvas) }
        let (lines, owners, hasMore) = visible(state, size: rect.size)
        let litOwner = state.shown?.id
        for (row, (line, owner)) in zip(lines, owners).enumerated() {
            // A number means a passage of its own exchange only.
            canvas.draw(
                [line], in: rect.inset(top: row), lit: owner == litOwner ? state.selectedMarker : nil)
        }
        guard hasMore else { return }
        let hint = " ↓ " + state.wording[.moreBelow] + " "
        let column = rect.endColumn - DisplayWidth.of(hint)
        canvas.write(hint, at: Point(column: max(rect.column, column), row: rect.endRow - 1), .tabActive)
    }
}

/// What an empty conversation shows.
enum Welcome {
    static func draw(_ state: State, in rect: Rect, on canvas: inout Canvas) {
        let wording = state.wording
        var lines = StyledLine.wrapped(wording[.welcomeTitle], .title, columns: rect.columns, indent: 2)
        lines.append(.empty)
        for phrase in [Phrase.welcomeAsk, .welcomePatient, .welcomeKeys] {
            lines += StyledLine.wrapped(wording[phrase], .text, columns: rect.columns, indent: 2)
        }
        lines.append(.empty)
        lines += StyledLine.wrapped(wording[.disclaimer], .dim, columns: rect.columns, indent: 2)
        let room = max(0, (rect.rows - lines.count) / 3)
        canvas.draw(Array(repeating: .empty, count: room) + lines, in: rect)
    }
}
