/// What is usual in a document: the size and weight of its text, the distance of its lines.
struct PDFStyle: Equatable, Sendable {
    var size = 10.0
    var isBold = false
    /// From line to line in ems.
    var leading = 1.2
    /// Words that stand whole in some line.
    var words: Set<String> = []

    private static let mostWords = 200_000

    init(_ lines: some Sequence<PDFLine>) {
        var sizes: [Int: Int] = [:]
        var leadings: [Int: Int] = [:]
        var (bold, all) = (0, 0)
        var last: PDFLine?
        for line in lines {
            let count = line.text.count
            sizes[Int((line.size * 2).rounded()), default: 0] += count
            all += count
            if line.isBold { bold += count }
            if words.count < Self.mostWords {
                words.formUnion(PDFText.wholeWords(line.text, isRest: last?.text.hasSuffix("-") ?? false))
            }
            if let last, last.region == line.region, last.page == line.page, abs(last.size - line.size) < 0.1 {
                let distance = (line.box.bottom - last.box.bottom) / max(line.size, 0.1)
                if distance > 0.8, distance < 3 { leadings[Int((distance * 20).rounded()), default: 0] += 1 }
            }
            last = line
        }
        if let size = Self.most(sizes) { self.size = Double(size) / 2 }
        if let leading = Self.most(leadings) { self.leading = Double(leading) / 20 }
        isBold = bold * 2 > all
    }

    private static func most(_ counts: [Int: Int]) -> Int? {
        counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }
}
