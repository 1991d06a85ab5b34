/// Tells the rows of a table whose columns are known.
enum PDFTable {
    private typealias Line = (box: PDFBox, size: Double, cells: [PDFFragment?])

    /// The lines of the cells of each row from the left, empty cells included.
    static func rows(of columns: [PDFGutter.Column]) -> [[[String]]] {
        let lines = lines(of: columns)
        let whites = whites(lines)
        let wide = areSpaced(whites)
        var rows: [[[PDFFragment]]] = []
        for (number, line) in lines.enumerated() {
            if number == 0 || isNew(lines, number, rows[rows.count - 1], columns, wide, whites[number]) {
                rows.append(Array(repeating: [], count: columns.count))
            }
            for (column, cell) in line.cells.enumerated() {
                if let cell { rows[rows.count - 1][column].append(cell) }
            }
        }
        return rows.map { row in row.map { cell in cell.map { PDFText.line($0.words).text } } }
    }

    /// Whether at least two lines have something in more than one column.
    static func isTable(_ columns: [PDFGutter.Column]) -> Bool {
        lines(of: columns).count { $0.cells.count { $0 != nil } > 1 } > 1
    }

    private static func lines(of columns: [PDFGutter.Column]) -> [Line] {
        let items = columns.enumerated().flatMap { number, column in column.fragments.map { (number, $0) } }
        return PDFFragment.rows(items, box: \.1.box, size: \.1.size, middle: \.1.box.middle).map { row in
            var cells: [PDFFragment?] = Array(repeating: nil, count: columns.count)
            for (column, fragment) in row {
                cells[column] = cells[column].map { PDFFragment($0.words + fragment.words) } ?? fragment
            }
            let box = row.map(\.1.box).reduce(row[0].1.box) { $0.union($1) }
            return (box, row.map(\.1.size).max() ?? 1, cells)
        }
    }

    /// The white above each line, in ems from what ends lowest above.
    private static func whites(_ lines: [Line]) -> [Double] {
        var bottom = lines.first?.box.bottom ?? 0
        return [0]
            + lines.dropFirst().map { line in
                defer { bottom = max(bottom, line.box.bottom) }
                return (line.box.top - bottom) / max(line.size, 0.1)
            }
    }

    /// The white above a row that is set apart from the one before; nil where rows follow each other like lines.
    private static func areSpaced(_ whites: [Double]) -> Double? {
        let sorted = whites.dropFirst().sorted()
        guard let least = sorted.first, sorted.count > 1 else { return nil }
        // Cells that are centred have lines at odds with those of their neighbours.
        if least < -0.4 { return 0.12 }
        let wide = max(least, -0.2) + 0.3
        return sorted.count { $0 > wide } * 10 >= sorted.count * 3 ? wide : nil
    }

    private static func isNew(
        _ lines: [Line], _ number: Int, _ row: [[PDFFragment]], _ columns: [PDFGutter.Column], _ wide: Double?,
        _ white: Double
    ) -> Bool {
        if let wide { return white > wide }
        if white > 0.8 { return true }
        return zip(columns, zip(lines[number].cells, row)).contains { column, cells in
            let (cell, above) = cells
            guard let cell else { return false }
            // A cell's lines follow each other, so one that was empty in the line before belongs to another row.
            guard let last = above.last else { return !row.allSatisfy(\.isEmpty) }
            if cell.box.middle - last.box.middle > 1.9 * lines[number].size { return true }
            let isFigure = (cell.words[0].text.first?.isNumber ?? false) && column.width < 6 * cell.size
            return isFigure || fits(cell, behind: last, in: column)
        }
    }

    /// Whether the line above had room for the first word: then it wasn't the width that ended it.
    private static func fits(_ next: PDFFragment, behind last: PDFFragment, in column: PDFGutter.Column) -> Bool {
        let first = next.words[0]
        return column.right - last.box.right > first.leastWidth + 0.4 * first.size
    }
}
