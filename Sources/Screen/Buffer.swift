/// An off-screen grid of cells. What is written outside of it is cut off; nothing traps.
public struct Buffer: Sendable, Equatable {
    public private(set) var size: Size
    private var cells: [Cell]

    public init(size: Size, style: Style = .plain) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = Array(repeating: .blank(style), count: self.size.columns * self.size.rows)
    }

    public var bounds: Rect { Rect(size) }

    /// The cell at a place; outside of the buffer it reads as a blank and writing does nothing.
    public subscript(point: Point) -> Cell {
        get { bounds.contains(point) ? cells[index(point)] : .blank() }
        set { if bounds.contains(point) { cells[index(point)] = newValue } }
    }

    /// One row of cells, left to right.
    public subscript(row row: Int) -> ArraySlice<Cell> {
        guard row >= 0, row < size.rows else { return [] }
        return cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Writes text on one row and gives the columns it took.
    ///
    /// The text is cleaned first (`SafeText`), line feeds become spaces. Text beyond `maxColumns` or the right edge
    /// is cut off and a wide character is never cut in two. Starting left of the buffer is allowed.
    @discardableResult
    public mutating func write(
        _ text: String, at point: Point, style: Style = .plain, maxColumns: Int = .max
    ) -> Int {
        let limit = min(max(0, maxColumns), size.columns - point.column)
        guard point.row >= 0, point.row < size.rows, limit > 0 else { return 0 }
        var used = 0
        for character in SafeText.clean(text) {
            let shown: Character = character.isNewline ? " " : character
            let width = DisplayWidth.of(shown)
            guard used + width <= limit else { break }
            put(shown, width: width, at: Point(column: point.column + used, row: point.row), style: style)
            used += width
        }
        return used
    }

    /// Blanks a rectangle.
    public mutating func fill(_ rect: Rect, style: Style) {
        forEachRow(of: rect) { buffer, columns, row in
            buffer.clearHalves(columns, row)
            for column in columns { buffer.cells[row * buffer.size.columns + column] = .blank(style) }
        }
    }

    /// Changes the look of what stands in a rectangle, for a selection or a citation that lights up.
    public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
        forEachRow(of: rect) { buffer, columns, row in
            for column in columns { change(&buffer.cells[row * buffer.size.columns + column].style) }
        }
    }

    /// Draws a single-line frame along the edge of the rectangle, with a title in its upper side.
    public mutating func box(_ rect: Rect, title: String = "", style: Style, titleStyle: Style? = nil) {
        guard rect.columns >= 2, rect.rows >= 2 else { return }
        let bar = String(repeating: "─", count: rect.columns - 2)
        write("┌" + bar + "┐", at: rect.origin, style: style)
        write("└" + bar + "┘", at: Point(column: rect.column, row: rect.endRow - 1), style: style)
        for row in rect.row + 1..<rect.endRow - 1 {
            write("│", at: Point(column: rect.column, row: row), style: style)
            write("│", at: Point(column: rect.endColumn - 1, row: row), style: style)
        }
        guard !title.isEmpty, rect.columns >= 6 else { return }
        let shown = DisplayWidth.truncate(SafeText.oneLine(title), to: rect.columns - 4, ellipsis: "…")
        write(" \(shown) ", at: Point(column: rect.column + 1, row: rect.row), style: titleStyle ?? style)
    }

    /// Copies a part of another buffer so that its top left corner lands on `point`.
    public mutating func copy(_ part: Rect, of other: Buffer, to point: Point) {
        let shared = part.intersection(other.bounds)
        for row in 0..<shared.rows {
            let target = Rect(
                column: point.column + shared.column - part.column, row: point.row + shared.row - part.row + row,
                columns: shared.columns, rows: 1)
            forEachRow(of: target) { buffer, columns, targetRow in
                buffer.clearHalves(columns, targetRow)
                for column in columns {
                    let source = Point(column: shared.column + column - target.column, row: shared.row + row)
                    buffer.cells[targetRow * buffer.size.columns + column] = other[source]
                }
                buffer.mend(columns, targetRow)
            }
        }
    }

    // MARK: Cells

    private func index(_ point: Point) -> Int { point.row * size.columns + point.column }

    private mutating func put(_ character: Character, width: Int, at point: Point, style: Style) {
        if width == 1, character.isASCII {
            set(Cell(text: String(character), style: style), at: point)
            return
        }
        var column = point.column
        DisplayWidth.forEachPart(of: character) { text, partWidth in
            set(Cell(text: text, style: style, width: partWidth), at: Point(column: column, row: point.row))
            column += partWidth
        }
    }

    /// Sets a cell and, if it is wide, its right half. Half of a wide character at the left edge becomes a blank.
    private mutating func set(_ cell: Cell, at point: Point) {
        let last = point.column + Int(cell.width) - 1
        guard last >= 0, last < size.columns else { return }
        clearHalves(max(0, point.column)..<last + 1, point.row)
        if point.column < 0 {
            self[Point(column: last, row: point.row)] = .blank(cell.style)
            return
        }
        cells[index(point)] = cell
        if cell.width == 2 { cells[index(point) + 1] = .rightHalf(cell.style) }
    }

    /// Blanks the other half of the wide characters that a change of these columns would cut.
    private mutating func clearHalves(_ columns: Range<Int>, _ row: Int) {
        let start = row * size.columns
        if columns.lowerBound > 0, cells[start + columns.lowerBound].isRightHalf {
            cells[start + columns.lowerBound - 1] = .blank(cells[start + columns.lowerBound - 1].style)
        }
        if columns.upperBound < size.columns, cells[start + columns.upperBound].isRightHalf {
            cells[start + columns.upperBound] = .blank(cells[start + columns.upperBound].style)
        }
    }

    /// Blanks the half characters that a copy may have left at its two ends.
    private mutating func mend(_ columns: Range<Int>, _ row: Int) {
        let start = row * size.columns
        if cells[start + columns.lowerBound].isRightHalf {
            cells[start + columns.lowerBound] = .blank(cells[start + columns.lowerBound].style)
        }
        if cells[start + columns.upperBound - 1].width == 2 {
            cells[start + columns.upperBound - 1] = .blank(cells[start + columns.upperBound - 1].style)
        }
    }

    private mutating func forEachRow(of rect: Rect, _ body: (inout Buffer, Range<Int>, Int) -> Void) {
        let visible = rect.intersection(bounds)
        guard !visible.isEmpty else { return }
        for row in visible.row..<visible.endRow {
            body(&self, visible.column..<visible.endColumn, row)
        }
    }
}

/// What is shown at one moment.
public struct Frame: Sendable, Equatable {
    public var buffer: Buffer
    /// Where the cursor stands; nil hides it.
    public var cursor: Point?

    public init(buffer: Buffer, cursor: Point? = nil) {
        self.buffer = buffer
        self.cursor = cursor
    }

    public var size: Size { buffer.size }
}
