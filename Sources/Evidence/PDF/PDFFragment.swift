/// Words side by side without a wide gap.
struct PDFFragment: Equatable, Sendable {
    var words: [PDFWord]
    var box: PDFBox
    var size: Double

    init(_ words: [PDFWord]) {
        self.words = words
        size = PDFText.mainSize(words)
        // A raised mark is no reason to count the line as taller.
        let main = words.filter { $0.size > 0.85 * PDFText.mainSize(words) }
        box = (main.isEmpty ? words : main).map(\.box).reduce(words[0].box) { $0.union($1) }
        box.top = (main.first ?? words[0]).box.top
        box.bottom = (main.first ?? words[0]).box.bottom
    }

    /// A gap of three quarters of an em is wider than a justified line's spaces, and narrower than any gutter.
    static let widestSpace = 0.75

    static func fragments(_ words: [PDFWord]) -> [PDFFragment] {
        rows(words).flatMap { split($0) { gaps, place, em in gaps[place] > widestSpace * em } }
    }

    /// The fragments without the gaps that are spaces stretched to fill a line: all of the line's are wide. Only for
    /// what is known to be no columns of a page, whose gutter may be as narrow.
    static func merged(_ fragments: [PDFFragment]) -> [PDFFragment] {
        rows(fragments).flatMap { split($0.flatMap(\.words), isBreak) }
    }

    private static func split(
        _ row: [PDFWord], _ isBreak: (_ gaps: [Double], _ place: Int, _ em: Double) -> Bool
    ) -> [PDFFragment] {
        let gaps = zip(row, row.dropFirst()).map { $1.box.left - $0.box.right }
        var fragments: [[PDFWord]] = []
        for (place, word) in row.enumerated() {
            if place > 0, !isBreak(gaps, place - 1, min(row[place - 1].size, word.size)) {
                fragments[fragments.count - 1].append(word)
            } else {
                fragments.append([word])
            }
        }
        return fragments.map(PDFFragment.init)
    }

    private static func isBreak(_ gaps: [Double], _ place: Int, _ em: Double) -> Bool {
        let gap = gaps[place]
        guard gap > widestSpace * em else { return false }
        let neighbours = [place - 1, place + 1].filter(gaps.indices.contains).map { gaps[$0] }
        return gap > 1.6 * em || !neighbours.contains { $0 > max(0.55 * gap, 0.4 * em) && $0 < 1.15 * em }
    }

    /// Puts together what stands on one line, from the left; the lines from the top.
    static func rows<Item>(
        _ items: [Item], box: (Item) -> PDFBox, size: (Item) -> Double, middle: (Item) -> Double
    ) -> [[Item]] {
        var rows: [(items: [Item], middle: Double, weight: Double, size: Double)] = []
        for item in items.sorted(by: { middle($0) < middle($1) }) {
            let (place, size) = (middle(item), size(item))
            let weight = max(box(item).width, 0.1) * max(size, 0.1)
            if let last = rows.last, place - last.middle < 0.4 * min(size, last.size) {
                let sum = last.weight + weight
                rows[rows.count - 1].middle = (last.middle * last.weight + place * weight) / sum
                rows[rows.count - 1].weight = sum
                rows[rows.count - 1].items.append(item)
            } else {
                rows.append(([item], place, weight, size))
            }
        }
        return rows.map { row in row.items.sorted { box($0).left < box($1).left } }
    }

    static func rows(_ words: [PDFWord]) -> [[PDFWord]] {
        rows(words, box: \.box, size: \.size, middle: \.middle)
    }

    static func rows(_ fragments: [PDFFragment]) -> [[PDFFragment]] {
        rows(fragments, box: \.box, size: \.size, middle: \.box.middle)
    }
}
