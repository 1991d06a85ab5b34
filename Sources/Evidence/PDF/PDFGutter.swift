/// An upright strip of white with text on both sides.
enum PDFGutter {
    struct Column {
        var left: Double
        var right: Double
        var fragments: [PDFFragment]

        var width: Double { right - left }
        var size: Double { PDFText.mainSize(fragments.flatMap(\.words)) }
    }

    struct Cut: Equatable {
        /// Places in the fragments, from the top.
        var rows: Range<Int>
        var score: Int
    }

    /// White on either side of a strip's middle, in ems: gutters are wider, spaces of lines below each other are not.
    private static let margin = 0.22
    private static let steps = 400.0

    /// The cut with the most lines on both sides; nil where there is none with two.
    static func best(in fragments: [PDFFragment]) -> Cut? {
        guard fragments.count > 3, let left = fragments.map(\.box.left).min(),
            let right = fragments.map(\.box.right).max(), right > left
        else { return nil }
        var best: Cut?
        let step = max(1, (right - left) / steps)
        for place in stride(from: left + step, to: right, by: step) {
            for cut in cuts(at: place, fragments) where cut.score > (best?.score ?? 3) { best = cut }
        }
        return best
    }

    private static func cuts(at place: Double, _ fragments: [PDFFragment]) -> [Cut] {
        var cuts: [Cut] = []
        var (start, left, right) = (0, 0, 0)
        func close(_ end: Int) {
            if min(left, right) > 1 { cuts.append(Cut(rows: start..<end, score: 2 * min(left, right))) }
            (start, left, right) = (end + 1, 0, 0)
        }
        for (number, fragment) in fragments.enumerated() {
            let white = margin * fragment.size
            if fragment.box.right <= place - white {
                left += 1
            } else if fragment.box.left >= place + white {
                right += 1
            } else {
                close(number)
            }
        }
        close(fragments.count)
        return cuts
    }

    /// The columns between strips that nothing touches.
    static func columns(of fragments: [PDFFragment]) -> [Column] {
        var columns: [Column] = []
        for fragment in fragments.sorted(by: { $0.box.left < $1.box.left }) {
            if let last = columns.last, fragment.box.left < last.right + 2 * margin * fragment.size {
                columns[columns.count - 1].right = max(last.right, fragment.box.right)
                columns[columns.count - 1].fragments.append(fragment)
            } else {
                columns.append(Column(left: fragment.box.left, right: fragment.box.right, fragments: [fragment]))
            }
        }
        for place in columns.indices { columns[place].fragments.sort { $0.box.middle < $1.box.middle } }
        return columns
    }

    // MARK: What the columns are

    /// Numbers or bullets before the items of a list.
    static func areMarkers(_ columns: [Column]) -> Bool {
        columns.count == 2
            && columns[0].fragments.allSatisfy { fragment in
                let text = fragment.words.map(\.text).joined()
                return text.count <= 5 && PDFMarker.isMarker(text)
            }
    }

    /// Whether the columns are read one after the other, and not row by row.
    static func areProse(_ columns: [Column]) -> Bool {
        guard columns.count < 5, columns.allSatisfy({ $0.fragments.count > 1 && $0.width > 9 * $0.size }) else {
            return false
        }
        let fragments = columns.flatMap(\.fragments)
        let full = columns.map { column in column.fragments.count { $0.box.width > 0.7 * column.width } }
        guard full.reduce(0, +) * 2 > fragments.count else { return false }
        return !hasHoles(columns) && !hasBands(columns)
    }

    /// In a table one cell has more lines than its neighbours, and white stands beside its last ones.
    private static func hasHoles(_ columns: [Column]) -> Bool {
        let top = columns.compactMap(\.fragments.first?.box.middle).max() ?? 0
        let bottom = columns.compactMap(\.fragments.last?.box.middle).min() ?? 0
        var (lines, holes) = (0, 0)
        for (number, column) in columns.enumerated() {
            for fragment in column.fragments where fragment.box.middle >= top && fragment.box.middle <= bottom {
                for (other, neighbour) in columns.enumerated() where other != number {
                    lines += 1
                    if !hasLine(neighbour, beside: fragment) { holes += 1 }
                }
            }
        }
        return lines > 0 && holes * 4 > lines
    }

    private static func hasLine(_ column: Column, beside fragment: PDFFragment) -> Bool {
        let far = 0.9 * fragment.size
        var (low, high) = (0, column.fragments.count)
        while low < high {
            let middle = (low + high) / 2
            if column.fragments[middle].box.middle < fragment.box.middle - far { low = middle + 1 } else { high = middle }
        }
        return low < column.fragments.count && column.fragments[low].box.middle <= fragment.box.middle + far
    }

    /// Bands of white through all columns, with few lines between: the rows of a table.
    private static func hasBands(_ columns: [Column]) -> Bool {
        let fragments = columns.flatMap(\.fragments).sorted { $0.box.top < $1.box.top }
        var bands = 1
        var bottom = fragments[0].box.bottom
        for fragment in fragments {
            if fragment.box.top - bottom > 0.4 * fragment.size { bands += 1 }
            bottom = max(bottom, fragment.box.bottom)
        }
        return bands > 2 && fragments.count <= bands * columns.count * 6
    }
}
