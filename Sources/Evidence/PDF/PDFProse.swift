/// Tells columns that are read one after the other from those of a table.
enum PDFProse {
    private typealias Column = PDFGutter.Column

    /// Numbers or bullets before the items of a list.
    static func areMarkers(_ columns: [PDFGutter.Column]) -> Bool {
        columns.count == 2
            && columns[0].fragments.allSatisfy { fragment in
                let text = fragment.words.map(\.text).joined()
                return text.count <= 5 && PDFMarker.isMarker(text)
            }
    }

    /// Whether the columns are read one after the other, and not row by row.
    static func isProse(_ columns: [PDFGutter.Column]) -> Bool {
        guard columns.count < 5, columns.allSatisfy({ $0.fragments.count > 1 && $0.width > 9 * $0.size }) else {
            return false
        }
        let columns = columns.map { column in
            var column = column
            column.fragments = PDFFragment.rows(column.fragments).map { PDFFragment($0.flatMap(\.words)) }
            return column
        }
        let (widest, narrowest) = (columns.map(\.width).max() ?? 0, columns.map(\.width).min() ?? 0)
        // Columns of unlike width are those of a page only where they are long.
        guard widest < 1.25 * narrowest || columns.allSatisfy({ $0.fragments.count > 11 }) else { return false }
        let all = columns.reduce(0) { $0 + $1.fragments.count }
        let full = columns.map { column in column.fragments.count { $0.box.width > 0.7 * column.width } }
        return full.reduce(0, +) * 2 > all && !hasHoles(columns) && !hasBands(columns)
    }

    /// In a table one cell has more lines than its neighbours, and white stands beside its last ones.
    private static func hasHoles(_ columns: [Column]) -> Bool {
        let shared = shared(columns)
        var (lines, holes) = (0, 0)
        for (number, column) in columns.enumerated() {
            for fragment in column.fragments where shared.contains(fragment.box.middle) {
                for (other, neighbour) in columns.enumerated() where other != number {
                    lines += 1
                    if isHole(neighbour, beside: fragment) { holes += 1 }
                }
            }
        }
        return lines > 0 && holes * 4 > lines
    }

    /// Whether a column has no line beside a fragment, but some not far above and below it.
    private static func isHole(_ column: Column, beside fragment: PDFFragment) -> Bool {
        let (middle, near, far) = (fragment.box.middle, 0.9 * fragment.size, 12 * fragment.size)
        var (low, high) = (0, column.fragments.count)
        while low < high {
            let half = (low + high) / 2
            if column.fragments[half].box.middle < middle - near { low = half + 1 } else { high = half }
        }
        guard low > 0, low < column.fragments.count else { return false }
        let (above, below) = (column.fragments[low - 1].box.middle, column.fragments[low].box.middle)
        return below > middle + near && below < middle + far && above > middle - far
    }

    /// The heights at which all columns have text.
    private static func shared(_ columns: [Column]) -> ClosedRange<Double> {
        let top = columns.compactMap(\.fragments.first?.box.middle).max() ?? 0
        let bottom = columns.compactMap(\.fragments.last?.box.middle).min() ?? 0
        return top...max(top, bottom)
    }

    /// Bands of white through all columns, with a few lines of more than one column between: the rows of a table.
    private static func hasBands(_ columns: [Column]) -> Bool {
        let usual = columns.flatMap { PDFGutter.whites(between: $0.fragments) }.sorted()
        guard !usual.isEmpty else { return false }
        let wide = usual[usual.count / 2] + 0.3
        let shared = shared(columns)
        let items = columns.enumerated().flatMap { number, column in column.fragments.map { (number, $0) } }
            .filter { shared.contains($0.1.box.middle) }.sorted { $0.1.box.top < $1.1.box.top }
        var bands: [Set<Int>] = []
        for (item, white) in zip(items, [.infinity] + PDFGutter.whites(between: items.map(\.1))) {
            if white > wide { bands.append([]) }
            bands[bands.count - 1].insert(item.0)
        }
        return bands.count > 2 && bands.count { $0.count > 1 } * 5 >= bands.count * 4
            && items.count <= bands.count * columns.count * 6
    }
}
