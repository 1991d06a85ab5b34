import Screen
import Testing

@Suite struct BufferTests {
    private let bold = Style(attributes: .bold)

    @Test("text is cut at the edge and at the given columns, never inside a wide character")
    func clips() {
        var buffer = Buffer(size: Size(columns: 6, rows: 2))
        #expect(buffer.write("糖尿病药", at: Point(column: 1, row: 0)) == 4)
        #expect(buffer.write("高血压", at: Point(column: 0, row: 1), maxColumns: 3) == 2)
        #expect(buffer.write("x", at: Point(column: 0, row: 2)) == 0)
        #expect(buffer.write("x", at: Point(column: 6, row: 0)) == 0)
        #expect(buffer.text == " 糖尿\n高")
    }

    @Test("text that starts left of the buffer shows its rest, a halved character as a blank")
    func clipsLeft() {
        var buffer = Buffer(size: Size(columns: 5, rows: 1))
        buffer.write("糖尿病", at: Point(column: -1, row: 0))
        #expect(buffer.text == " 尿病")
        #expect(buffer[Point(column: 0, row: 0)].width == 1)
    }

    @Test("writing over half of a wide character blanks its other half")
    func overwrites() {
        var buffer = Buffer(size: Size(columns: 6, rows: 1))
        buffer.write("糖尿病", at: Point(column: 0, row: 0))
        buffer.write("x", at: Point(column: 3, row: 0))
        #expect(buffer.text == "糖 x病")
        buffer.write("药", at: Point(column: 1, row: 0))
        #expect(buffer.text == " 药x病")
        buffer.fill(Rect(column: 5, row: 0, columns: 1, rows: 1), style: .plain)
        #expect(buffer.text == " 药x")
    }

    @Test("every row stays whole: a wide cell is always followed by its right half and no half stands alone")
    func invariant() {
        var buffer = Buffer(size: Size(columns: 9, rows: 3))
        var other = Buffer(size: Size(columns: 7, rows: 2))
        other.write("a高b血压c", at: Point(column: 0, row: 0))
        other.write("🇨🇳क्ष👍🏽", at: Point(column: 0, row: 1))
        for step in 0..<200 {
            let point = Point(column: step * 7 % 13 - 2, row: step % 3)
            switch step % 4 {
            case 0: buffer.write("糖a尿", at: point)
            case 1: buffer.write("é1️⃣", at: point, maxColumns: 2)
            case 2: buffer.copy(Rect(column: step % 4, row: 0, columns: 4, rows: 2), of: other, to: point)
            default: buffer.fill(Rect(column: point.column, row: point.row, columns: 3, rows: 1), style: bold)
            }
            for row in 0..<3 {
                let widths = buffer[row: row].map { Int($0.width) }
                for (index, width) in widths.enumerated() {
                    let followsWide = index > 0 && widths[index - 1] == 2
                    #expect((width == 0) == followsWide)
                    #expect(width < 2 || index + 1 < widths.count)
                }
            }
        }
    }

    @Test("escape sequences and line feeds cannot get into a cell")
    func cleans() {
        var buffer = Buffer(size: Size(columns: 10, rows: 1))
        buffer.write("a\u{1B}[31mb\nc\u{202E}d", at: Point(column: 0, row: 0))
        #expect(buffer.text == "ab cd")
    }

    @Test("only what every terminal agrees on goes into a cell")
    func cells() {
        var buffer = Buffer(size: Size(columns: 12, rows: 1))
        buffer.write("👨‍👩‍👧❤️🇨🇳e\u{301}", at: Point(column: 0, row: 0))
        #expect(buffer[row: 0].prefix(7).map(\.text) == ["👨", "", "❤", "🇨", "🇳", "e\u{301}", " "])
        buffer.write("z" + String(repeating: "\u{301}", count: 50), at: Point(column: 0, row: 0))
        #expect(buffer[Point(column: 0, row: 0)].text.unicodeScalars.count == 5)
    }

    @Test("a box carries its title and the dump shows which words light up")
    func boxAndDump() {
        var buffer = Buffer(size: Size(columns: 14, rows: 3))
        buffer.box(buffer.bounds, title: "患者 patient record", style: .plain, titleStyle: bold)
        buffer.write("eGFR 34", at: Point(column: 2, row: 1))
        buffer.restyle(Rect(column: 7, row: 1, columns: 2, rows: 1)) { $0.isReversed = true }
        #expect(
            buffer.dump == """
                ┌ 患者 pati… ┐
                │ eGFR 34    │
                └────────────┘
                --
                .aaaaaaaaaaaa.
                .......bb.....
                ..............
                --
                a default bold
                b default reverse
                """)
    }

    @Test("rectangles split and shrink without going negative")
    func rectangles() {
        let rect = Rect(column: 2, row: 1, columns: 10, rows: 5)
        #expect(rect.split(left: 3).right == Rect(column: 5, row: 1, columns: 7, rows: 5))
        #expect(rect.split(right: 30).left.isEmpty)
        #expect(rect.split(bottom: 1).bottom == Rect(column: 2, row: 5, columns: 10, rows: 1))
        #expect(rect.split(top: 2).bottom == Rect(column: 2, row: 3, columns: 10, rows: 3))
        #expect(rect.inset(by: 3) == Rect(column: 5, row: 4, columns: 4, rows: 0))
        #expect(rect.intersection(Rect(column: 0, row: 0, columns: 4, rows: 2)).size == Size(columns: 2, rows: 1))
        #expect(rect.contains(Point(column: 11, row: 5)))
        #expect(!rect.contains(Point(column: 12, row: 5)))
    }
}
