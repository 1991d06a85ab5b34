/// Finds the columns and tables of a page by the white space between them, and the order in which to read them.
///
/// The page is cut where the most lines stand on both sides of one upright strip of white: what lies above and below
/// is read before and after, and the parts are looked at in the same way again.
struct PDFColumns {
    private let page: Int
    private var region = 0
    private static let deepest = 8

    /// - Parameter fragments: of one page.
    static func flow(_ fragments: [PDFFragment], page: Int) -> [PDFFlow] {
        guard let left = fragments.map(\.box.left).min(), let right = fragments.map(\.box.right).max() else {
            return []
        }
        var columns = PDFColumns(page: page)
        return columns.read(fragments.sorted { $0.box.middle < $1.box.middle }, left, right, depth: 0)
    }

    private init(page: Int) { self.page = page }

    private mutating func read(
        _ fragments: [PDFFragment], _ left: Double, _ right: Double, depth: Int
    ) -> [PDFFlow] {
        guard !fragments.isEmpty else { return [] }
        guard depth < Self.deepest, let cut = PDFGutter.best(in: fragments) else {
            return lines(fragments, left, right)
        }
        return read(Array(fragments[..<cut.rows.lowerBound]), left, right, depth: depth + 1)
            + parts(Array(fragments[cut.rows]), left, right, depth: depth + 1)
            + read(Array(fragments[cut.rows.upperBound...]), left, right, depth: depth + 1)
    }

    private mutating func parts(
        _ fragments: [PDFFragment], _ left: Double, _ right: Double, depth: Int
    ) -> [PDFFlow] {
        let columns = PDFGutter.columns(of: fragments)
        if columns.count < 2 || PDFProse.areMarkers(columns) { return lines(fragments, left, right) }
        let lead = PDFGutter.lead(of: columns, fragments)
        if lead > 0 {
            return lines(Array(fragments[..<lead]), left, right)
                + parts(Array(fragments[lead...]), left, right, depth: depth)
        }
        if PDFProse.isProse(columns) {
            return columns.flatMap { read($0.fragments, $0.left, $0.right, depth: depth) }
        }
        let merged = PDFFragment.merged(fragments)
        if merged.count < fragments.count { return read(merged, left, right, depth: depth) }
        let tail = PDFGutter.tail(of: columns)
        if tail > 0 {
            return parts(fragments.dropLast(tail), left, right, depth: depth)
                + lines(fragments.suffix(tail), left, right)
        }
        guard PDFTable.isTable(columns) else { return lines(fragments, left, right) }
        region += 1
        return [.table(rows: PDFTable.rows(of: columns), page: page, region: region)]
    }

    private mutating func lines(_ fragments: [PDFFragment], _ left: Double, _ right: Double) -> [PDFFlow] {
        region += 1
        let lines = PDFFragment.rows(fragments).map {
            PDFLine($0.flatMap(\.words), left: left, right: right, page: page, region: region)
        }
        return PDFLine.fitted(lines).map(PDFFlow.line)
    }
}
