import Consultation
import Screen
import Testing

@testable import Interface

@Suite struct MarkdownTests {
    private func lines(_ source: String, columns: Int = 40) -> [String] {
        MarkdownLayout(MarkdownReader.read(source)).lines(columns: columns, indent: 0).map {
            String(repeating: " ", count: $0.indent) + $0.spans.map(\.text).joined()
        }
    }

    private func spans(_ source: String) -> [Span] {
        MarkdownLayout(MarkdownReader.read(source)).lines(columns: 200, indent: 0).flatMap(\.spans)
    }

    @Test("Paragraphs, nested lists, quotes and code become plain lines that hang properly")
    func laysOutBlocks() {
        let source = """
            # Plan
            One paragraph that is longer than the line it has.

            1. First
               - inner point that needs two lines of text
            2. Second

            > quoted

            ```
            a < b
            ```
            """
        #expect(
            lines(source) == [
                "Plan", "", "One paragraph that is longer than the", "line it has.", "", "1. First",
                "   • inner point that needs two lines of", "     text", "2. Second", "", "│ quoted", "", "  a < b",
            ])
    }

    @Test("Tables stand in columns where they fit and become small lists where they don't")
    func laysOutTables() {
        let source = "| 药物 | 剂量 |\n|---|---|\n| A | one a day |\n| 二甲双胍 | 两次 |"
        #expect(
            lines(source) == ["药物     │ 剂量", "─────────┼──────────", "A        │ one a day", "二甲双胍 │ 两次"])
        #expect(lines(source, columns: 16).first == "• 药物: A")
    }

    @Test("Citation markers are found in every form that models write, and survive as text nowhere else")
    func findsMarkers() {
        #expect(spans("A [1]. B [2, 3] C【4】 D[C1]").compactMap(\.marker) == ["1", "2", "3", "4", "C1"])
        #expect(lines("See.\n\n[1]: ADA 2026") == ["See.", "", "[1]: ADA 2026"])
        #expect(lines("[1](x)")[0].hasPrefix("[1]"))
        #expect(spans("`a[1]`").compactMap(\.marker).isEmpty)
        #expect(lines("`a[1]`") == ["a[1]"])
    }

    @Test(
        "Bold text beside Chinese punctuation is bold, though CommonMark leaves its stars",
        arguments: [
            ("**定义：**糖尿病", "定义："), ("血压**140/90**以上", "140/90"), ("**Goal:** x", "Goal:"),
        ])
    func embolds(source: String, bold: String) {
        let found = spans(source).filter { $0.attributes.contains(.bold) }.map(\.text).joined()
        #expect(found == bold)
        #expect(!lines(source).joined().contains("*"))
    }

    @Test("Stars that enclose nothing stay as they are")
    func keepsLooseStars() {
        #expect(lines("2 ** 3 is 8") == ["2 ** 3 is 8"])
    }

    @Test("A line end inside a paragraph is a blank between words and nothing between Chinese characters")
    func joinsLines() {
        #expect(lines("first\nline") == ["first line"])
        #expect(lines("第一行，\n第二行") == ["第一行，第二行"])
    }

    @Test("Raw HTML stays visible and no escape sequence gets through, not even as an entity")
    func isSafe() {
        #expect(lines("<b>x</b>") == ["<b>x</b>"])
        #expect(lines("<script>\nalert(1)\n</script>").joined().contains("alert(1)"))
        for source in ["\u{1B}[31mred", "&#27;[31mred", "`\u{1B}]0;t\u{7}x`", "```\n&#x1b;[2J\u{9B}2J\n```"] {
            #expect(!lines(source).joined().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
        }
    }

    @Test(
        "Every beginning of an answer can be shown while it streams",
        arguments: [
            Samples.answer(.english).answer, Samples.answer(.simplifiedChinese).answer,
            "| a | b |\n|---|---|\n| c [1] | `d` |",
            String(repeating: "> ", count: 4000) + "deep", String(repeating: "- ", count: 3000),
            String(repeating: "[", count: 5000), String(repeating: "**a", count: 3000),
        ])
    func showsPrefixes(source: String) {
        for length in stride(from: 0, through: source.count, by: max(1, source.count / 60)) {
            for line in MarkdownLayout(MarkdownReader.read(String(source.prefix(length)))).lines(columns: 30, indent: 2)
            {
                #expect(line.columns <= 34 || line.spans.contains { $0.text.contains("│ ") })
            }
        }
    }
}
