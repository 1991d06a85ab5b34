/// Finds running heads and feet and page numbers: what stands at the same place of several pages, and says the same.
struct PDFFurniture {
    /// Above and below these parts of a page's height nothing is looked at.
    private static let head = 0.13
    private static let foot = 0.87
    private static let rowsLookedAt = 3

    private var seen: [String: Int] = [:]
    private var places: [String: Int] = [:]
    /// What is written between heads and feet: running heads repeat the headings.
    private var body: Set<String> = []

    /// The pages without their furniture.
    static func removed(from pages: [PDFSheet]) -> [PDFSheet] {
        var furniture = PDFFurniture()
        let rows = pages.map { Self.rows(of: $0) }
        for row in rows.joined() { furniture.count(row) }
        return zip(pages, rows).map { page, rows in
            var page = page
            let gone = Set(rows.filter { furniture.isFurniture($0, pages: pages.count) }.flatMap(\.indices))
            page.fragments = page.fragments.indices.filter { !gone.contains($0) }.map { page.fragments[$0] }
            return page
        }
    }

    private struct Candidate {
        var indices: [Int]
        var text: String
        /// The text without figures, and nothing else; and with the place on the page.
        var words: String
        /// The same for each piece of it.
        var pieces: [String]
        var place: String
        var isInMargin: Bool
        var isSetApart: Bool
    }

    private static func rows(of page: PDFSheet) -> [Candidate] {
        let items = page.fragments.enumerated().map { ($0.offset, $0.element) }
        let rows = PDFFragment.rows(items, box: \.1.box, size: \.1.size, middle: \.1.box.middle)
        let boxes = rows.map { row in row.map(\.1.box).reduce(row[0].1.box) { $0.union($1) } }
        return rows.indices.map { number in
            let box = boxes[number]
            let isHead = number < rowsLookedAt && box.bottom < head * page.height
            let isFoot = number >= rows.count - rowsLookedAt && box.top > foot * page.height
            let next = isHead ? number + 1 : number - 1
            let white =
                boxes.indices.contains(next)
                ? max(boxes[next].top - box.bottom, box.top - boxes[next].bottom) : .infinity
            let texts = rows[number].map { PDFText.line($0.1.words).text }
            let pieces = texts.map { String($0.lowercased().filter { $0.isLetter }) }
            let size = rows[number][0].1.size
            return Candidate(
                indices: rows[number].map(\.0), text: texts.joined(separator: " "), words: pieces.joined(),
                pieces: pieces.filter { !$0.isEmpty },
                place: "\(isHead)\(Int((box.middle / 6).rounded()))", isInMargin: isHead || isFoot,
                isSetApart: white > 0.7 * size)
        }
    }

    private mutating func count(_ row: Candidate) {
        if row.isInMargin {
            seen[row.place + row.words, default: 0] += 1
            places[row.place, default: 0] += 1
        } else {
            body.formUnion(row.pieces + [row.words])
        }
    }

    private func isFurniture(_ row: Candidate, pages: Int) -> Bool {
        guard row.isInMargin else { return false }
        if Self.isPageNumber(row.text) { return row.isSetApart }
        guard pages > 1, !row.words.isEmpty else { return false }
        let isRepeated = seen[row.place + row.words, default: 0] >= (pages > 5 ? 3 : 2)
        let isPlace = row.isSetApart && places[row.place, default: 0] * 5 >= pages * 2 && pages > 1
        return isRepeated && (row.isSetApart || isPlace)
            || isPlace && row.words.count > 3 && (body.contains(row.words) || row.pieces.allSatisfy(body.contains))
    }

    static func isPageNumber(_ text: String) -> Bool {
        let bare = text.lowercased().filter { !$0.isWhitespace && !"-–—·•|~[](（）)".contains($0) }
        return text.count <= 24
            && bare.wholeMatch(
                of: /(?:page|p\.|第)?(?:[0-9]{1,4}|[ivxlc]{1,6})[页頁]?[，,]?(?:(?:of|\/|共)[0-9]{1,4}[页頁]?)?/) != nil
    }
}
