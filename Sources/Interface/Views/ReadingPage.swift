import Screen

/// A head that stays, text that scrolls, the keys on the last row.
struct ReadingPage {
    var head: [StyledLine] = []
    var lines: [StyledLine]
    var hint: String

    /// Columns of the text in a rectangle: at its right edge the arrows stand.
    static func textColumns(_ columns: Int) -> Int { max(4, columns - 1) }

    func body(of rect: Rect) -> Rect { rect.inset(top: min(head.count, rect.rows / 2), right: 1, bottom: 1) }

    func lastScroll(in rect: Rect) -> Int { max(0, lines.count - body(of: rect).rows) }

    /// - Parameter card: the card with a bar along it.
    func draw(scroll: Int, card: String? = nil, in rect: Rect, on canvas: inout Canvas) {
        let inner = body(of: rect)
        canvas.draw(head.prefix(inner.row - rect.row), in: rect)
        ViewPane.hint(hint, in: rect, on: &canvas)
        let top = min(max(0, scroll), max(0, lines.count - inner.rows))
        let shown = lines.dropFirst(top).prefix(inner.rows)
        canvas.draw(shown, in: inner)
        if let card { CardBar.draw(card, shown, in: inner, on: &canvas) }
        More.draw(above: top, below: lines.count - top - inner.rows, in: inner, on: &canvas)
    }
}
