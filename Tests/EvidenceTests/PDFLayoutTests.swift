import Foundation
import Testing

@testable import Evidence

@Suite("The layout of a page")
struct PDFLayoutTests {
    /// A word of characters half as wide as they are high.
    private func word(_ text: String, x: Double, y: Double, size: Double = 10, glued: Bool = false) -> PDFWord {
        let width = text.reduce(0) { $0 + (PDFText.isChinese($1) ? size : size / 2) }
        return PDFWord(
            text: text, box: PDFBox(left: x, top: y, right: x + width, bottom: y + size), size: size, isBold: false,
            isGlued: glued, middle: y + size / 2)
    }

    /// The words of a line of a width of about `width`, from x on.
    private func line(_ text: String, x: Double, y: Double) -> [PDFWord] {
        var left = x
        return text.split(separator: " ").map { text in
            defer { left += Double(text.count) * 5 + 3 }
            return word(String(text), x: left, y: y)
        }
    }

    private func texts(_ words: [PDFWord]) -> [String] {
        PDFColumns.flow(PDFFragment.fragments(words), page: 1).map { part in
            switch part {
            case .line(let line): line.text
            case .table(let rows, _, _):
                "table " + rows.map { $0.map { $0.joined() }.joined(separator: "|") }.joined(separator: "/")
            }
        }
    }

    @Test("Two columns under a title over both are read one after the other, also where their lines are at odds")
    func twoColumns() {
        var words = line("a title that stands over both of the columns here and there", x: 60, y: 50)
        for number in 0..<12 {
            words += line("left column line number \(number) in text", x: 50, y: 100 + 12 * Double(number))
            words += line("right column line number \(number) in txt", x: 240, y: 105 + 12 * Double(number))
        }
        let texts = texts(words)
        #expect(texts.count == 25 && texts[0].hasPrefix("a title"))
        #expect(texts[1...12].allSatisfy { $0.hasPrefix("left column") })
        #expect(texts[13...].allSatisfy { $0.hasPrefix("right column") })
    }

    @Test("Short cells side by side are the rows of a table, and a long cell's lines stay together")
    func table() {
        var words = line("Drug", x: 50, y: 100) + line("Dose", x: 200, y: 100) + line("Note", x: 300, y: 100)
        words +=
            line("metformin", x: 50, y: 115) + line("500 mg", x: 200, y: 115) + line("with food and", x: 300, y: 115)
        words += line("much water", x: 300, y: 127)
        words += line("insulin", x: 50, y: 139) + line("10 units", x: 200, y: 139) + line("at night", x: 300, y: 139)
        #expect(
            texts(words) == [
                "table Drug|Dose|Note/metformin|500 mg|with food andmuch water/insulin|10 units|at night"
            ])
    }

    @Test("A line stretched to its column is no table, and a number before a heading no column")
    func stretched() {
        var words: [PDFWord] = []
        for number in 0..<3 {
            for (place, text) in ["these", "words", "stand", "apart"].enumerated() {
                words.append(word(text, x: 50 + 34 * Double(place), y: 100 + 12 * Double(number)))
            }
        }
        #expect(texts(words) == Array(repeating: "these words stand apart", count: 3))
        let heading = line("2.3", x: 50, y: 100) + line("Insulin at night", x: 80, y: 100)
        #expect(texts(heading) == ["2.3 Insulin at night"])
    }

    // MARK: Signs

    @Test(
        "Marks of reference go, powers and charges stay",
        arguments: [
            ("mmol/L", "12", "mmol/L"), ("×10", "9", "×10⁹"), ("1.73 m", "2", "1.73 m²"), ("therapy", "*", "therapy"),
            ("K", "+", "K⁺"), ("therapy", "3,4–6", "therapy"), ("1", "st", "1st"), ("2010", "2", "2010"),
        ])
    func raised(_ text: String, _ sign: String, _ whole: String) {
        let base = word(text, x: 50, y: 100)
        var mark = word(sign, x: base.box.right, y: 97, size: 6, glued: true)
        mark.middle = base.middle
        let next = word("and", x: mark.box.right + 3, y: 100)
        #expect(PDFText.line([base, mark, next]).text == whole + " and")
    }

    @Test("Chinese stands without spaces, also beside figures; a lowered figure stays at its word")
    func spaces() {
        let words = [word("空腹血糖", x: 50, y: 100), word("7.0", x: 92.5, y: 100), word("mmol/L", x: 110, y: 100)]
        #expect(PDFText.line(words).text == "空腹血糖7.0 mmol/L")
        let lowered = [
            word("CHA", x: 50, y: 100), word("2", x: 65, y: 105, size: 6, glued: true),
            word("DS", x: 68, y: 100, glued: true),
        ]
        #expect(PDFText.line(lowered).text == "CHA2DS")
    }

    @Test(
        "Lines are joined as they were before they were broken",
        arguments: [
            ("it is recom-", "mended", "it is recommended"), ("long-", "acting insulin", "long-acting insulin"),
            ("non-", "HDL", "non-HDL"), ("10-", "20 mg", "10-20 mg"), ("血糖", "控制", "血糖控制"),
            ("at least", "7.0", "at least 7.0"), ("空腹血糖", "≥7.0", "空腹血糖≥7.0"), ("mg/", "dL", "mg/dL"),
            ("7%–", "8%", "7%–8%"), ("soft\u{AD}", "ware", "software"), ("SGLT2-", "inhibitor", "SGLT2-inhibitor"),
        ])
    func joins(_ text: String, _ line: String, _ whole: String) {
        #expect(PDFText.join(text, line, PDFSpelling()) == whole)
    }

    @Test("What the document writes elsewhere decides on a hyphen")
    func spelling() {
        var spelling = PDFSpelling()
        spelling.learn(["a bedside test", "the follow-up", "an intensive-care unit", "intensive", "care"])
        #expect(PDFText.join("a bed-", "side test", spelling) == "a bedside test")
        #expect(PDFText.join("intensive-", "care unit", spelling) == "intensive-care unit")
    }

    // MARK: Marks

    @Test("Markers of lists, captions, footnotes and numbers of headings are known in both languages")
    func markers() {
        #expect(PDFMarker.behindBullet("• Give half.") == "Give half." && PDFMarker.behindBullet("-5 mmol") == nil)
        for line in ["1. Give", "(a) Give", "（1）给药", "1、给药", "① 给药", "2) Give"] {
            #expect(PDFMarker.isNumbered(line), "\(line)")
        }
        for line in ["7.0 mmol/L", "2026 edition", "a dose"] { #expect(!PDFMarker.isNumbered(line), "\(line)") }
        for line in ["Table 2. Doses", "表3.1 推荐意见", "图2 流程"] { #expect(PDFMarker.isCaption(line), "\(line)") }
        #expect(!PDFMarker.isCaption("Table tennis") && !PDFMarker.isCaption("表现为发热"))
        #expect(PDFMarker.depth("2.3 Doses")?.depth == 2 && PDFMarker.depth("第一章 总则")?.kind == .chapter)
        #expect(PDFMarker.depth("（一）诊断")?.depth == 2 && PDFMarker.depth("Doses") == nil)
        #expect(PDFMarker.isLeader("Insulin . . . . . . . . 12") && !PDFMarker.isLeader("Give half of it..."))
        for text in ["12", "- 3 -", "Page 2 of 9", "第3页 共10页", "iv"] { #expect(PDFFurniture.isPageNumber(text)) }
        for text in ["12 mg", "Page", "2026 guideline"] { #expect(!PDFFurniture.isPageNumber(text)) }
    }
}
