/// The cells of a table while it is read, laid out by their spans.
struct HTMLTable {
    private struct Row {
        var cells: [String]
        var isHead: Bool
    }

    /// A table that only arranges the page: its cells are read as blocks.
    var isLayout = false
    private var rows: [Row] = []
    private var row: Row?
    private var cell: (text: String, columns: Int, rows: Int, isHead: Bool)?
    /// What reaches down from the rows above, by column.
    private var reaching: [Int: (text: String, rows: Int)] = [:]
    private var isInHead = false
    /// More columns than that is no table.
    private static let widest = 60

    var isInCell: Bool { cell != nil }

    mutating func openHead(_ isHead: Bool) { isInHead = isHead }

    mutating func openRow() {
        closeRow()
        row = Row(cells: [], isHead: true)
    }

    mutating func openCell(isHead: Bool, _ attributes: [String: String]) {
        closeCell()
        if row == nil { openRow() }
        let span = { (name: String, most: Int) in min(max(Int(attributes[name] ?? "") ?? 1, 1), most) }
        cell = ("", span("colspan", 20), span("rowspan", 200), isHead || isInHead)
    }

    mutating func append(_ text: String, separator: String) {
        guard let before = cell?.text, !text.isEmpty else { return }
        cell?.text =
            before.isEmpty
            ? text : before + (before.last.map { ".。;；:：".contains($0) } == true ? " " : separator) + text
    }

    mutating func closeCell() {
        guard let cell, var row else { return }
        Self.fill(&row, from: &reaching)
        let column = row.cells.count
        for offset in 0..<cell.columns where column + offset < Self.widest {
            // The head of several columns stands above each; in the body it is said once.
            row.cells.append(offset == 0 || cell.isHead ? cell.text : "")
            if cell.rows > 1 { reaching[column + offset] = (offset == 0 ? cell.text : "", cell.rows - 1) }
        }
        if !cell.isHead { row.isHead = false }
        self.row = row
        self.cell = nil
    }

    mutating func closeRow() {
        closeCell()
        guard var row else { return }
        Self.fill(&row, from: &reaching)
        if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
        self.row = nil
    }

    private static func fill(_ row: inout Row, from reaching: inout [Int: (text: String, rows: Int)]) {
        while row.cells.count < widest, let above = reaching[row.cells.count] {
            let column = row.cells.count
            reaching[column] = above.rows > 1 ? (above.text, above.rows - 1) : nil
            row.cells.append(above.text)
        }
    }

    /// The rows as blocks; the first one is a head. A single column is no table.
    mutating func blocks() -> [Block] {
        closeRow()
        let isColumn = rows.allSatisfy { $0.cells.count < 2 }
        return rows.enumerated().map { number, row in
            let text = row.cells.joined(separator: " | ")
            return isColumn
                ? Block(kind: .paragraph, text: text)
                : Block(
                    kind: .tableRow(isHead: number == 0 || row.isHead && rows[..<number].allSatisfy(\.isHead)),
                    text: text)
        }
    }

    /// The text read so far as paragraphs, once it is clear that the table only arranges the page.
    mutating func becomeLayout() -> [Block] {
        isLayout = true
        let texts = rows.flatMap(\.cells) + (row?.cells ?? []) + [cell?.text ?? ""]
        (rows, row, cell) = ([], nil, nil)
        return texts.filter { !$0.isEmpty }.map { Block(kind: .paragraph, text: $0) }
    }
}
