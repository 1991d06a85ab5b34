import Screen

/// Texts that are to be compared: in columns where there is room, else one below the other.
enum SideBySide {
    struct Block: Equatable {
        var head: String
        var headRole: Role = .title
        /// Whether it is named where it stands alone too; beside others it always is.
        var needsHead = true
        var text: [Span]
        /// In small print below the text.
        var notes: [String] = []
    }

    private static let gap = " │ "

    /// - Parameter narrowest: a column isn't made narrower than this.
    static func lines(_ blocks: [Block], columns: Int, indent: Int, narrowest: Int) -> [StyledLine] {
        let room = max(1, columns - indent)
        let fitting = max(1, (room + gap.count) / (narrowest + gap.count))
        let count = min(fitting, max(1, blocks.count))
        var lines: [StyledLine] = []
        for start in stride(from: 0, to: blocks.count, by: count) {
            if start > 0 { lines.append(.empty) }
            let row = blocks[start..<min(start + count, blocks.count)]
            let width = (room - (row.count - 1) * gap.count) / row.count
            lines += joined(row.map { own($0, columns: width, isAlone: row.count == 1) }, width: width)
        }
        return lines.map { line in
            var line = line
            if !line.spans.isEmpty { line.indent += indent }
            return line
        }
    }

    private static func own(_ block: Block, columns: Int, isAlone: Bool) -> [StyledLine] {
        var lines: [StyledLine] = []
        if block.needsHead || !isAlone {
            let head = Span(text: block.head, role: block.headRole, attributes: .bold)
            lines += StyledLine.wrapped([head], columns: columns, hanging: 2)
        }
        lines += StyledLine.wrapped(block.text, columns: columns)
        for note in block.notes { lines += StyledLine.wrapped(note, .dim, columns: columns) }
        return lines
    }

    private static func joined(_ blocks: [[StyledLine]], width: Int) -> [StyledLine] {
        guard blocks.count > 1 else { return blocks.first ?? [] }
        let rows = blocks.map(\.count).max() ?? 0
        return (0..<rows).map { row in
            var spans: [Span] = []
            for (index, block) in blocks.enumerated() {
                if index > 0 { spans.append(Span(text: gap, role: .border)) }
                let line = row < block.count ? block[row] : .empty
                spans.append(Span(text: String(repeating: " ", count: line.indent), role: .text))
                spans += line.spans
                guard index < blocks.count - 1 else { continue }
                spans.append(Span(text: String(repeating: " ", count: max(0, width - line.columns)), role: .text))
            }
            return StyledLine(spans: spans.filter { !$0.text.isEmpty })
        }
    }
}
