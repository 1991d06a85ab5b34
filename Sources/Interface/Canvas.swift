import Screen

/// A buffer with the theme's styles by role.
struct Canvas {
    private(set) var buffer: Buffer
    var cursor: Point?
    private var styles: [Role: Style] = [:]

    init(size: Size, theme: Theme) {
        for role in Role.allCases { styles[role] = theme.style(role.rawValue) }
        buffer = Buffer(size: size, style: theme.style(Role.background.rawValue))
    }

    func style(_ role: Role, _ attributes: Style.Attributes = []) -> Style {
        var style = styles[role] ?? .plain
        style.attributes.formUnion(attributes)
        return style
    }

    @discardableResult
    mutating func write(
        _ text: String, at point: Point, _ role: Role, _ attributes: Style.Attributes = [], maxColumns: Int = .max
    ) -> Int {
        buffer.write(text, at: point, style: style(role, attributes), maxColumns: maxColumns)
    }

    mutating func fill(_ rect: Rect, _ role: Role) { buffer.fill(rect, style: style(role)) }

    mutating func box(_ rect: Rect, title: String) {
        // A blank column on either side keeps what lies below from running into the frame.
        fill(rect.inset(left: -1, right: -1), .background)
        buffer.box(rect, title: title, style: style(.borderFocus), titleStyle: style(.title))
    }

    /// Draws lines from the top of the rectangle; `lit` is the marker that lights up.
    mutating func draw(_ lines: some Sequence<StyledLine>, in rect: Rect, lit: String? = nil) {
        for (offset, line) in lines.enumerated() {
            guard offset < rect.rows else { return }
            draw(line, in: Rect(column: rect.column, row: rect.row + offset, columns: rect.columns, rows: 1), lit: lit)
        }
    }

    private mutating func draw(_ line: StyledLine, in rect: Rect, lit: String?) {
        if let role = line.fill { fill(rect, role) }
        var column = line.indent
        for span in line.spans {
            let isLit = lit != nil && span.marker == lit
            column += write(
                span.text, at: Point(column: rect.column + column, row: rect.row),
                isLit ? .citationActive : line.fill ?? span.role, span.attributes, maxColumns: rect.columns - column)
        }
    }
}
