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

    /// In ems, between each fragment and what ends lowest above it.
    static func whites(between fragments: [PDFFragment]) -> [Double] {
        var bottom = fragments.first?.box.bottom ?? 0
        return fragments.dropFirst().map { fragment in
            defer { bottom = max(bottom, fragment.box.bottom) }
            return (fragment.box.top - bottom) / max(fragment.size, 0.1)
        }
    }
}
