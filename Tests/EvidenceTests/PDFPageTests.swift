import Foundation
import Testing

@testable import Evidence

@Suite("Pages of a PDF")
struct PDFPageTests {
    private let body = [
        "The dose is halved at night, and the next one is given with the first",
        "meal of the day. Glucose is measured before it and two hours after it",
        "as long as the patient stays on the ward, and at home once in a week.",
    ]

    @Test("A page that lies on its side is read like any other, whether the page or its text is turned")
    func turned() async throws {
        var maker = PDFMaker([PDFMaker.lines(body, x: 72, y: 500)])
        for turn in [0, 90, 180, 270] {
            maker.pages[0].rotate = turn
            let blocks = try await PDFMaker.read(maker.data).blocks
            #expect(blocks.map(\.text) == [body.joined(separator: " ")], "turned by \(turn)")
        }
        for (matrix, step) in [("0 1 -1 0", (12.0, 0.0)), ("0 -1 1 0", (-12.0, 0.0))] {
            let content = body.enumerated().map { number, text in
                let (x, y) = (300 + step.0 * Double(number), matrix.hasPrefix("0 1") ? 100.0 : 700.0)
                return "BT /F1 10 Tf \(matrix) \(x) \(y) Tm (\(text)) Tj ET\n"
            }
            let blocks = try await PDFMaker.read(PDFMaker([content.joined()]).data).blocks
            #expect(blocks.map(\.text) == [body.joined(separator: " ")], "written along \(matrix)")
        }
    }

    @Test("A watermark written aslant doesn't get into the sentences")
    func watermark() async throws {
        let mark = "BT /F2 60 Tf 0.7 0.7 -0.7 0.7 150 350 Tm (DRAFT) Tj ET\n"
        let blocks = try await PDFMaker.read(PDFMaker([mark + PDFMaker.lines(body, x: 72, y: 500)]).data).blocks
        #expect(blocks.map(\.text) == [body.joined(separator: " ")])
    }

    @Test("A sentence goes on over the page, past the note at the foot, the page number and the running head")
    func overPages() async throws {
        let lines = (1...40).map { "Line \($0) of a page that is full of lines, each as wide as the one above it" }
        let subjects = ["insulin", "glucose", "weight", "diet"]
        let pages = (1...4).map { page in
            PDFMaker.text("Ward handbook, insulin", x: 72, y: 800, size: 8)
                + PDFMaker.lines(lines, x: 72, y: 750)
                + PDFMaker.text("* A note on \(subjects[page - 1]) in small type.", x: 72, y: 90, size: 7)
                + PDFMaker.text("\(page)", x: 290, y: 40)
        }
        let blocks = try await PDFMaker.read(PDFMaker(pages).data).blocks
        let text = blocks.filter { $0.kind == .paragraph }.map(\.text)
        #expect(
            text.count == 1
                && text[0].contains("Line 40 of a page that is full of lines, each as wide as the one above it Line 1 ")
        )
        let notes = blocks.filter { $0.kind == .footnote }
        #expect(notes.map(\.text) == subjects.map { "A note on \($0) in small type." })
        #expect(notes.map(\.page) == [1, 2, 3, 4])
        #expect(!blocks.contains { $0.text.contains("handbook") })
    }

    @Test("Headings have the levels of their numbers, and the title is the first of all")
    func headings() async throws {
        let content =
            PDFMaker.text("Insulin on the ward", x: 72, y: 780, size: 18, font: "F2")
            + PDFMaker.text("1 Doses", x: 72, y: 740, size: 13, font: "F2") + PDFMaker.lines(body, x: 72, y: 720)
            + PDFMaker.text("1.1 At night", x: 72, y: 660, size: 11, font: "F2") + PDFMaker.lines(body, x: 72, y: 640)
        let blocks = try await PDFMaker.read(PDFMaker([content]).data).blocks
        #expect(blocks.map(\.kind) == [.heading(1), .heading(2), .paragraph, .heading(3), .paragraph])
        #expect(blocks.first?.text == "Insulin on the ward" && blocks[3].text == "1.1 At night")
    }

    @Test("Chinese in an encoding of its own, without the font, is read with poppler's tables")
    func chineseEncoding() async throws {
        var maker = PDFMaker()
        maker.font =
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>"
        maker.objects = [
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
                + "/Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>",
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
                + "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        ]
        // 高血压患者应当限盐。 in GBK
        let bytes = "B8DFD1AAD1B9BBBCD5DFD3A6B5B1CFDED1CEA1A3"
        maker.pages = [PDFMaker.Page(content: "BT /F2 12 Tf 72 700 Td <\(bytes)> Tj ET")]
        #expect(try await PDFMaker.read(maker.data).blocks.map(\.text) == ["高血压患者应当限盐。"])
    }
}
