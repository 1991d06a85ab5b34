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
            for cut in cuts(at: place, fragments) where cut.score > (best?.score ?? 0) { best = cut }
        }
        return best
    }

    private static func cuts(at place: Double, _ fragments: [PDFFragment]) -> [Cut] {
        var cuts: [Cut] = []
        var start = 0
        var sides: [Bool: Side] = [:]
        func close(_ end: Int) {
            let lines = min(sides[true]?.lines ?? 0, sides[false]?.lines ?? 0)
            if lines > 1 { cuts.append(Cut(rows: start..<end, score: lines)) }
            (start, sides) = (end + 1, [:])
        }
        for (number, fragment) in fragments.enumerated() {
            let white = margin * fragment.size
            let isLeft = fragment.box.right <= place - white
            if isLeft || fragment.box.left >= place + white {
                sides[isLeft, default: Side()].count(fragment)
            } else {
                close(number)
            }
        }
        close(fragments.count)
        return cuts
    }

    private struct Side {
        var lines = 0
        var last = -Double.infinity

        mutating func count(_ fragment: PDFFragment) {
            guard fragment.box.middle > last + 0.5 * fragment.size else { return }
            lines += 1
            last = fragment.box.middle
        }
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

    /// How many fragments stand in the first column above everything in the others, the end of what came before; or are
    /// a table's caption.
    static func lead(of columns: [Column], _ fragments: [PDFFragment]) -> Int {
        let top = columns.dropFirst().compactMap(\.fragments.first?.box.top).min() ?? 0
        let first = columns[0].fragments
        let lead = first.prefix { $0.box.bottom < top + 0.3 * $0.size }.count
        let isCaption = PDFMarker.isCaption(PDFText.line(fragments[0].words).text)
        return isCaption ? max(lead, 1) : lead < first.count ? lead : 0
    }

    /// How many fragments stand in the first column below everything in the others, with white above: what comes after
    /// a table.
    static func tail(of columns: [Column]) -> Int {
        let bottom = columns.dropFirst().compactMap(\.fragments.last?.box.bottom).max() ?? 0
        let first = columns[0].fragments
        let above = max(bottom, first.last { $0.box.top < bottom }?.box.bottom ?? 0)
        let tail = first.drop { $0.box.top < bottom }
        guard let start = tail.first, start.box.top - above > 0.8 * start.size else { return 0 }
        return tail.count < first.count ? tail.count : 0
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
        let columns = columns.map { column in
            var column = column
            column.fragments = PDFFragment.rows(column.fragments).map { PDFFragment($0.flatMap(\.words)) }
            return column
        }
        guard columns.count < 5, columns.allSatisfy({ $0.fragments.count > 1 && $0.width > 9 * $0.size }) else {
            return false
        }
        let (widest, narrowest) = (columns.map(\.width).max() ?? 0, columns.map(\.width).min() ?? 0)
        // Columns of unlike width are those of a page only where they are long.
        guard widest < 1.25 * narrowest || columns.allSatisfy({ $0.fragments.count > 11 }) else { return false }
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
            if column.fragments[middle].box.middle < fragment.box.middle - far {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < column.fragments.count && column.fragments[low].box.middle <= fragment.box.middle + far
    }

    /// Bands of white through all columns, with few lines between: the rows of a table.
    private static func hasBands(_ columns: [Column]) -> Bool {
        let fragments = columns.flatMap(\.fragments).sorted { $0.box.top < $1.box.top }
        let usual = columns.flatMap { whites(between: $0.fragments) }.sorted()
        guard !usual.isEmpty else { return false }
        let bands = whites(between: fragments).count { $0 > usual[usual.count / 2] + 0.3 } + 1
        return bands > 2 && fragments.count <= bands * columns.count * 6
    }

    /// In ems, between each fragment and what ends lowest above it.
    static func whites(between fragments: [PDFFragment]) -> [Double] {
        var bottom = fragments.first?.box.bottom ?? 0
        return fragments.dropFirst().map { fragment in
            defer { bottom = max(bottom, fragment.box.bottom) }
            return (fragment.box.top - bottom) / max(fragment.size, 0.1)
        }
    }
}
