/// A line of text in its column.
struct PDFLine: Equatable, Sendable {
    var text: String
    var box: PDFBox
    /// The column's edges.
    var left: Double
    var right: Double
    var size: Double
    var isBold: Bool
    /// Whether it began with a raised mark, as a footnote does.
    var hasMark: Bool
    /// The width of its first word: whether that would have fitted into the line before.
    var firstWidth: Double
    var page: Int
    /// Lines of one column of one page have one number.
    var region: Int

    var indent: Double { box.left - left }
    var remaining: Double { right - box.right }
}

/// What a page says, in reading order.
enum PDFFlow: Equatable, Sendable {
    case line(PDFLine)
    /// The lines of each cell of each row.
    case table(rows: [[[String]]], page: Int, region: Int)

    var line: PDFLine? {
        guard case .line(let line) = self else { return nil }
        return line
    }
}

extension PDFLine {
    init(_ words: [PDFWord], left: Double, right: Double, page: Int, region: Int) {
        let words = words.sorted { $0.box.left < $1.box.left }
        let fragment = PDFFragment(words)
        let (text, hasMark) = PDFText.line(words)
        let bold = words.filter(\.isBold).reduce(0) { $0 + $1.text.count }
        self.init(
            text: text, box: fragment.box, left: left, right: right, size: fragment.size,
            isBold: bold * 10 >= words.reduce(0) { $0 + $1.text.count } * 9, hasMark: hasMark,
            firstWidth: words[0].leastWidth, page: page, region: region)
        box.left = words[0].box.left
        box.right = words.map(\.box.right).max() ?? fragment.box.right
    }

    /// The lines with the edges of the text that they belong to, where it is narrower than its column: a quotation, or
    /// the end of a chapter in the first of two columns.
    static func fitted(_ lines: [PDFLine]) -> [PDFLine] {
        var lines = lines
        var start = 0
        for place in lines.indices {
            let isLast = place + 1 == lines.count || !lines[place].isLike(lines[place + 1])
            guard isLast else { continue }
            if place - start > 1 {
                let left = lines[start...place].map(\.box.left).min() ?? 0
                let right = lines[start...place].map(\.box.right).max() ?? 0
                for number in start...place { (lines[number].left, lines[number].right) = (left, right) }
            }
            start = place + 1
        }
        return lines
    }

    private func isLike(_ next: PDFLine) -> Bool {
        abs(size - next.size) < 0.08 * size && next.box.bottom - box.bottom < 2.2 * size
    }
}
