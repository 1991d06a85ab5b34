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
        rows(words, box: \.box, size: \.size).flatMap(split)
    }

    private static func split(_ row: [PDFWord]) -> [PDFFragment] {
        var fragments: [[PDFWord]] = []
        for word in row {
            if let last = fragments.last?.last,
                word.box.left - last.box.right <= widestSpace * max(last.size, word.size)
            {
                fragments[fragments.count - 1].append(word)
            } else {
                fragments.append([word])
            }
        }
        return fragments.map(PDFFragment.init)
    }

    /// Puts together what stands on one line, from the left; the lines from the top.
    static func rows<Item>(
        _ items: [Item], box: (Item) -> PDFBox, size: (Item) -> Double
    ) -> [[Item]] {
        var rows: [(items: [Item], middle: Double, weight: Double, size: Double)] = []
        for item in items.sorted(by: { box($0).middle < box($1).middle }) {
            let weight = max(box(item).width, 0.1) * max(size(item), 0.1)
            if let last = rows.last, abs(box(item).middle - last.middle) < 0.45 * max(size(item), last.size) {
                let sum = last.weight + weight
                rows[rows.count - 1].middle = (last.middle * last.weight + box(item).middle * weight) / sum
                rows[rows.count - 1].weight = sum
                rows[rows.count - 1].size = max(last.size, size(item))
                rows[rows.count - 1].items.append(item)
            } else {
                rows.append(([item], box(item).middle, weight, size(item)))
            }
        }
        return rows.map { row in row.items.sorted { box($0).left < box($1).left } }
    }
}
