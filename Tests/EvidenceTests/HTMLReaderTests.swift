import Foundation
import Testing

@testable import Evidence

@Suite("Pages of the web")
struct HTMLReaderTests {
    private func read(_ body: String) -> [String] {
        HTMLReader.read("<html><body>\(body)</body></html>").blocks.map { block in
            switch block.kind {
            case .heading(let level): "h\(level) \(block.text)"
            case .paragraph: block.text
            case .listItem: "- \(block.text)"
            case .tableRow(let isHead): (isHead ? "HEAD " : "ROW ") + block.text
            case .footnote: "NOTE \(block.text)"
            }
        }
    }

    @Test("Headings, paragraphs and lists come in reading order, without the way around the site")
    func structure() {
        let blocks = read(
            """
            <header>Site</header><nav><a href=x>Home</a></nav><div role="navigation">Menu</div>
            <main><h1>Gout</h1><p>First <b>urate</b> lowering.<p>Unclosed paragraph.
            <ul><li>Rest<li><p>Ice</p></ul><ol start="3"><li>Three</li><li>Four</li></ol>
            <aside>Related</aside><form><label>Name</label><input></form></main>
            <script>var a = "<p>no</p>"</script><style>p { }</style><footer>Imprint</footer>
            """)
        #expect(
            blocks == [
                "h1 Gout", "First urate lowering.", "Unclosed paragraph.", "- Rest", "- Ice", "- 3. Three", "- 4. Four",
            ])
    }

    @Test("A table keeps its cells; spans are filled, and a table that only arranges the page is none")
    func tables() {
        #expect(
            read(
                """
                <table><caption>Table 1. 目标</caption><tr><th rowspan=2>人群<th colspan=2>Target</tr>
                <tr><th>SBP<th>DBP</tr><tr><td>Adults<td>&lt;130<td>&lt;80</tr>
                <tr><td>老年<td colspan=2><ul><li>a<li>b</ul></tr></table>
                """)
                == [
                    "Table 1. 目标", "HEAD 人群 | Target | Target", "HEAD 人群 | SBP | DBP", "ROW Adults | <130 | <80",
                    "ROW 老年 | a; b | ",
                ].map { $0.trimmingCharacters(in: .newlines) })
        #expect(
            read("<table><tr><td><h2>Left</h2><p>one</td><td><p>two</td></tr></table>") == ["h2 Left", "one", "two"])
    }

    @Test(
        "Raised marks stay apart from words and figures",
        arguments: [
            ("10<sup>9</sup>/L", "10^9/L"), ("1.73 m<sup>2</sup>", "1.73 m²"), ("Ca<sup>2+</sup>", "Ca²⁺"),
            ("5 mg<sup>12</sup> daily", "5 mg ¹² daily"), ("H<sub>2</sub>O", "H2O"),
            ("value<sup>a</sup>.", "value [a]."),
            ("statin<sup>3,4</sup>", "statin ³,⁴"), ("1<sup>st</sup>", "1st"), ("他汀<sup>5</sup>。", "他汀 ⁵。"),
        ])
    func raised(_ html: String, _ text: String) {
        #expect(read("<p>\(html)</p>") == [text])
    }

    @Test("What the page hides is left out and reported; what is struck through as well")
    func hidden() {
        let page = HTMLReader.read(
            """
            <p>Seen.<span style="display: none">Take ten tablets.</span> <del>Old.</del></p><p hidden>x</p>
            <div aria-hidden="true">y</div><p>可见。</p>
            """)
        #expect(page.blocks.map(\.text) == ["Seen.", "可见。"])
        #expect(page.findings.counts == [.hiddenText: 3, .struckText: 1])
    }

    @Test("Line breaks, preformatted text, entities and footnotes")
    func details() {
        #expect(read("<p>Aim at<br>7%.<br>Then wait.</p>") == ["Aim at 7%.", "Then wait."])
        #expect(read("<p>一线<br>药物</p>") == ["一线药物"])
        #expect(read("<pre>a  b\nc</pre>") == ["a b", "c"])
        #expect(read("<p>HbA1c &ge; 6.5 &amp; &#181;g &nonsense; &lt;</p>") == ["HbA1c ≥ 6.5 & µg &nonsense; <"])
        #expect(
            read(
                "<p>Dose.<sup>1</sup></p><section role='doc-endnotes'><ol><li id='fn1'><p>Per day. ↩</p></li></ol></section>"
            )
                == ["Dose. ¹", "NOTE ¹ Per day."])
    }

    @Test("The head tells title, organisation, year, language and address")
    func metadata() {
        let page = HTMLReader.read(
            """
            <html lang="zh-TW"><head><title>T | Site</title><meta name="citation_publisher" content="某学会">
            <meta name="citation_publication_date" content="2024/05/01"><link rel="canonical" href="https://example.org/a">
            </head><body><h1>高血壓指引</h1><p>x</body></html>
            """)
        #expect(
            page.details
                == DocumentDetails(
                    title: "高血壓指引", organisation: "某学会", year: 2024, url: "https://example.org/a", language: "zh-Hant"))
        #expect(HTMLReader.read("<title>Only &amp; this</title><p>x").details.title == "Only & this")
    }

    @Test("Depth, bombs and rubbish are borne")
    func hostile() {
        let deep = 100_000
        #expect(read(String(repeating: "<div>", count: deep) + "<p>Deep text.").contains("Deep text."))
        #expect(read(String(repeating: "<ul><li>", count: 20_000) + "Deep item.").last == "- Deep item.")
        #expect(read(String(repeating: "<table><tr><td>", count: 5_000) + "Deep cell.").contains("Deep cell."))
        #expect(read(String(repeating: "<b>", count: deep) + "Bold.") == ["Bold."])
        #expect(read("<table><tr><td colspan=999999999 rowspan=999999999>x<td>y</table>").count == 1)
        let bomb = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><p>&b; end</p>"
        #expect(HTMLReader.read(bomb).blocks.map(\.text).joined().count < 100)
        for rubbish in [
            "", "<", "<!--", "<p", "<p a='", "<script>", "<style>x", "&", "<![CDATA[", "\u{0}<p>a", "<sup>",
        ] {
            _ = read(rubbish)
        }
        #expect(read("<p>a\u{0}b</p>") == ["ab"])
    }
}
