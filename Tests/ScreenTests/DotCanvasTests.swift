import Screen
import Testing

@Suite struct DotCanvasTests {
    private func text(_ canvas: DotCanvas, _ symbols: ChartSymbols = .unicode) -> [String] {
        (0..<canvas.size.rows).map { row in
            String(
                (0..<canvas.size.columns).map {
                    canvas.character(at: Point(column: $0, row: row), symbols: symbols) ?? " "
                })
        }
    }

    @Test("A dot becomes the braille pattern of its place in the cell")
    func dots() {
        var canvas = DotCanvas(size: Size(columns: 2, rows: 1))
        canvas.set(x: 0, y: 0)
        canvas.set(x: 3, y: 3)
        #expect(text(canvas) == ["⠁⢀"])
        #expect(text(canvas, .ascii) == ["'."])
    }

    @Test("A line joins its ends, and what lies outside is left out")
    func lines() {
        var canvas = DotCanvas(size: Size(columns: 4, rows: 1))
        canvas.line(from: .init(x: -100, y: 0), to: .init(x: 1e9, y: 0))
        #expect(text(canvas) == ["⠉⠉⠉⠉"])
        var sparse = DotCanvas(size: Size(columns: 3, rows: 1))
        sparse.line(from: .init(x: 0, y: 3), to: .init(x: 5, y: 3), isSparse: true)
        #expect(text(sparse) == ["⡀⢀ "])
        var outside = DotCanvas(size: Size(columns: 3, rows: 1))
        outside.line(from: .init(x: 0, y: -5), to: .init(x: 5, y: -5))
        outside.line(from: .init(x: .nan, y: 0), to: .init(x: 5, y: .infinity))
        outside.set(x: 99, y: -1)
        #expect(text(outside) == ["   "])
    }

    @Test("An empty canvas draws nothing and breaks nothing")
    func empty() {
        var canvas = DotCanvas(size: Size(columns: 0, rows: -3))
        canvas.line(from: .init(x: 0, y: 0), to: .init(x: 1, y: 1))
        #expect(canvas.character(at: Point(column: 0, row: 0), symbols: .unicode) == nil)
    }

    @Test(
        "A sparkline is scaled to its series and always shows the newest value",
        arguments: [
            ([1, 2, 3, 4, 5, 6, 7, 8], 8, "▁▂▃▄▅▆▇█"), ([5, 5, 5], 8, "▄▄▄"), ([3], 8, "▄"), ([], 8, ""),
            ([0, 9, 0, 0, 0, 9], 3, "██"), ([1, .nan, 2], 8, "▁█"), ([1, 2], 0, ""),
        ] as [([Double], Int, String)])
    func sparkline(values: [Double], columns: Int, shown: String) {
        let text = Sparkline.text(values, columns: columns)
        #expect(columns == 3 ? text.last == "█" && text.count == 3 : text == shown)
        let plain = Sparkline.text(values, columns: columns, symbols: .ascii)
        #expect(plain.allSatisfy(\.isASCII) && plain.count == text.count)
    }

    @Test(
        "The locale decides whether charts are drawn in Unicode",
        arguments: [
            (["LANG": "zh_CN.UTF-8"], ChartSymbols.unicode), (["LC_ALL": "C", "LANG": "zh_CN.UTF-8"], .ascii),
            (["LC_CTYPE": "en_US.utf8"], .unicode), ([:], .ascii), (["LC_ALL": "", "LANG": "C.UTF-8"], .unicode),
        ] as [([String: String], ChartSymbols)])
    func locale(environment: [String: String], expected: ChartSymbols) {
        #expect(ChartSymbols(environment: environment) == expected)
    }
}
