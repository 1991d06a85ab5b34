/// What is usual in a document: the size and weight of its text, the distance of its lines, the words it uses.
struct PDFStyle: Equatable, Sendable {
    var size = 10.0
    var isBold = false
    /// From line to line in ems.
    var leading = 1.2
    /// Words that stand whole in some line; and whether words are broken at the ends of lines at all.
    var spelling = PDFSpelling()

    init(_ flow: [PDFFlow]) {
        var sizes: [Int: Int] = [:]
        var leadings: [Int: Int] = [:]
        var (bold, all) = (0, 0)
        var last: PDFLine?
        for line in flow.lazy.compactMap(\.line) {
            let count = line.text.count
            sizes[Int((line.size * 2).rounded()), default: 0] += count
            all += count
            if line.isBold { bold += count }
            if let last, last.region == line.region, last.page == line.page, abs(last.size - line.size) < 0.1 {
                let distance = (line.box.bottom - last.box.bottom) / max(line.size, 0.1)
                if distance > 0.8, distance < 3 { leadings[Int((distance * 20).rounded()), default: 0] += 1 }
            }
            last = line
        }
        if let size = Self.most(sizes) { self.size = Double(size) / 2 }
        if let leading = Self.most(leadings) { self.leading = Double(leading) / 20 }
        isBold = bold * 2 > all
        spelling.learn(flow.lazy.compactMap { $0.line?.text })
        for case .table(let rows, _, _) in flow {
            for cell in rows.joined() { spelling.learn(cell) }
        }
        spelling.decide()
    }

    private static func most(_ counts: [Int: Int]) -> Int? {
        counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }
}
