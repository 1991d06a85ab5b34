import Consultation
import Screen

/// Lays Markdown out in lines of a width.
struct MarkdownLayout {
    typealias Block = MarkdownDocument.Block
    typealias Inline = MarkdownDocument.Inline

    private let document: MarkdownDocument
    private let verdicts: [Verdict]

    init(_ document: MarkdownDocument, verdicts: [Verdict] = []) {
        self.document = document
        self.verdicts = verdicts
    }

    func lines(columns: Int, indent: Int) -> [StyledLine] {
        blocks(document.blocks, columns: columns, indent: indent, isTight: false)
    }

    private func blocks(_ blocks: [Block], columns: Int, indent: Int, isTight: Bool) -> [StyledLine] {
        var result: [StyledLine] = []
        for (index, block) in blocks.enumerated() {
            if index > 0, !isTight { result.append(.empty) }
            result += lines(of: block, columns: columns, indent: indent)
        }
        return result
    }

    private func lines(of block: Block, columns: Int, indent: Int) -> [StyledLine] {
        switch block {
        case .paragraph(let text):
            return StyledLine.wrapped(spans(text), columns: columns, indent: indent)
        case .heading(let text):
            return StyledLine.wrapped(spans(text, role: .heading), columns: columns, indent: indent)
        case .code(let code):
            return code.trimming { $0.isNewline }.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
                StyledLine.wrapped(String($0), .code, columns: columns, indent: indent + 2)
            }
        case .list(let start, let items): return list(start, items, columns: columns, indent: indent)
        case .quote(let inner):
            return blocks(inner, columns: columns, indent: indent + 2, isTight: false).map { line in
                var line = line
                line.spans.insert(Span(text: "│ ", role: .border), at: 0)
                line.indent -= 2
                return line
            }
        case .table(let rows): return table(rows, columns: columns, indent: indent)
        case .rule:
            return [StyledLine(String(repeating: "─", count: max(1, columns - indent)), .border, indent: indent)]
        }
    }

    /// Bullets and numbers hang; a list never loses more than a third of a narrow pane to its indents.
    private func list(_ start: Int?, _ items: [[Block]], columns: Int, indent: Int) -> [StyledLine] {
        var result: [StyledLine] = []
        for (index, item) in items.enumerated() {
            let label = start.map { "\($0 + index). " } ?? "• "
            let width = DisplayWidth.of(label)
            let room = indent > columns / 3 ? 0 : indent
            var lines = blocks(item, columns: columns, indent: room + width, isTight: true)
            if lines.isEmpty { lines = [StyledLine("", indent: room + width)] }
            lines[0].indent = max(0, lines[0].indent - width)
            lines[0].spans.insert(Span(text: label, role: .text), at: 0)
            result += lines
        }
        return result
    }

    // MARK: Tables

    /// Columns side by side where they fit; else each row as a small list under its first cell.
    private func table(_ rows: [[Int]], columns: Int, indent: Int) -> [StyledLine] {
        let cells = rows.map { $0.map { spans($0) } }
        let count = cells.map(\.count).max() ?? 0
        guard count > 0 else { return [] }
        let widths = (0..<count).map { column in cells.map { width($0, column) }.max() ?? 0 }
        guard indent + widths.reduce(0, +) + (count - 1) * 3 <= columns else {
            return stacked(cells, columns: columns, indent: indent)
        }
        var lines = cells.map { row in
            var line = StyledLine(indent: indent)
            for column in 0..<count {
                if column > 0 { line.spans.append(Span(text: " │ ", role: .border)) }
                if row.indices.contains(column) { line.spans += row[column] }
                let padding = widths[column] - width(row, column)
                if padding > 0, column < count - 1 {
                    line.spans.append(Span(text: String(repeating: " ", count: padding), role: .text))
                }
            }
            return line
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
        lines.insert(StyledLine(rule, .border, indent: indent), at: 1)
        return lines
    }

    private func width(_ row: [[Span]], _ column: Int) -> Int {
        guard row.indices.contains(column) else { return 0 }
        return row[column].reduce(0) { $0 + DisplayWidth.of($1.text) }
    }

    private func stacked(_ cells: [[[Span]]], columns: Int, indent: Int) -> [StyledLine] {
        guard let head = cells.first else { return [] }
        return cells.dropFirst().flatMap { row in
            row.enumerated().flatMap { column, cell in
                let label = head.indices.contains(column) ? head[column] + [Span(text: ": ", role: .text)] : []
                return StyledLine.wrapped(
                    (column == 0 ? [Span(text: "• ", role: .text)] : []) + label + cell, columns: columns,
                    indent: column == 0 ? indent : indent + 2, hanging: column == 0 ? 2 : 0)
            }
        }
    }

    // MARK: Spans

    private func spans(_ text: Int, role: Role = .assistant) -> [Span] {
        document.texts[text].map { inline in
            var span = Span(text: inline.text, role: role, marker: inline.marker)
            if inline.isStrong { span.attributes.insert(.bold) }
            if inline.isEmphasised { span.attributes.insert(.italic) }
            if inline.isCode { span.role = .code }
            if let sentence = inline.sentence, verdicts.indices.contains(sentence), verdicts[sentence].sign != nil {
                span.role = verdicts[sentence].role
                if verdicts[sentence].role == .verdictUnsupported { span.attributes.insert(.underline) }
            }
            if inline.marker != nil { span.role = .citation }
            if let own = inline.role { span.role = own }
            return span
        }
    }
}
