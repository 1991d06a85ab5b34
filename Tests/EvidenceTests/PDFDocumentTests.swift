import Foundation
import Testing

@testable import Evidence

/// What a typeset document says, sentence by sentence; see Scripts/typeset-documents.
struct PDFSource {
    struct Line {
        var kind: Character
        var text: String
    }

    static let folder = Resources.root.appending(path: "Tests/Data/documents")
    /// Where Scripts/typeset-documents put the long one, which is not kept with the tests.
    static let typeset = ProcessInfo.processInfo.environment["XINGLIN_DOCUMENTS"].map { URL(filePath: $0) }
    var lines: [Line]

    init(_ name: String, in folder: URL = Self.folder) throws {
        let text = try String(contentsOf: folder.appending(path: name + ".txt"), encoding: .utf8)
        lines = text.split(separator: "\n").compactMap { line in
            line.first.map { Line(kind: $0, text: Self.normal(String(line.dropFirst(2)))) }
        }
    }

    /// Compatibility forms brought to one, and no spaces but those between Latin letters, figures and signs.
    static func normal(_ text: String) -> String {
        let one = text.precomposedStringWithCompatibilityMapping.replacing("−", with: "-").replacing("’", with: "'")
        let words = one.split(whereSeparator: \.isWhitespace).map(String.init)
        return words.dropFirst().reduce(words.first ?? "") { text, word in
            let isLatin = text.last?.isASCII == true && word.first?.isASCII == true
            return text + (isLatin ? " " : "") + word
        }
    }

    /// How many of the texts stand whole in one block each, in the same order (the longest such series).
    static func recovered(_ texts: [String], in blocks: [Block]) -> Int {
        let all = blocks.map { normal($0.text) }.joined(separator: "\n")
        var ends: [String.Index] = []
        for text in texts {
            // From the last occurrence to the first, so that one text is counted once.
            for place in all.ranges(of: text).map(\.lowerBound).reversed() {
                let position = ends.firstIndex { $0 >= place } ?? ends.count
                if position == ends.count { ends.append(place) } else { ends[position] = place }
            }
        }
        return ends.count
    }
}

@Suite("Typeset documents")
struct PDFDocumentTests {
    static let names = ["english", "chinese", "columns", "report"]

    private func document(_ name: String) throws -> PDFDocument {
        try PDFDocument.read(PDFSource.folder.appending(path: name + ".pdf"))
    }

    @Test("At least 98 of 100 sentences come out whole and in order", arguments: names)
    func sentences(_ name: String) throws { try check(name, in: PDFSource.folder) }

    @Test(
        "The same of a book of 284 pages",
        .enabled(if: PDFSource.typeset != nil, "XINGLIN_DOCUMENTS names the folder that holds long.pdf"))
    func book() throws { try check("long", in: #require(PDFSource.typeset)) }

    private func check(_ name: String, in folder: URL) throws {
        let start = ContinuousClock.now
        let document = try PDFDocument.read(folder.appending(path: name + ".pdf"))
        let time = ContinuousClock.now - start
        let source = try PDFSource(name, in: folder).lines
        let isNote: (Block) -> Bool = { $0.kind == .footnote }
        let found =
            PDFSource.recovered(
                source.filter { $0.kind != "f" }.map(\.text), in: document.blocks.filter { !isNote($0) })
            + PDFSource.recovered(source.filter { $0.kind == "f" }.map(\.text), in: document.blocks.filter(isNote))
        print("\(name).pdf: \(found) of \(source.count) sentences in order, \(document.pageCount) pages in \(time)")
        #expect(source.count > 50 && found * 100 >= source.count * 98)
        #expect(document.pagesWithoutText.isEmpty)
    }

    @Test("Headings are told from text, and rows, items and notes from paragraphs", arguments: names)
    func kinds(_ name: String) throws {
        let blocks = try document(name).blocks
        let source = try PDFSource(name).lines
        func share(_ kind: Character, _ isKind: (Block.Kind) -> Bool) -> Double {
            let wanted = source.filter { $0.kind == kind }.map(\.text)
            let found = blocks.filter { isKind($0.kind) }.map { PDFSource.normal($0.text) }
            let text = found.joined(separator: "\n")
            return wanted.isEmpty ? 1 : Double(wanted.count { text.contains($0) }) / Double(wanted.count)
        }
        #expect(share("h") { if case .heading = $0 { true } else { false } } > 0.98)
        #expect(share("r") { if case .tableRow = $0 { true } else { false } } > 0.9)
        #expect(share("l") { $0 == .listItem } > 0.9)
        #expect(share("f") { $0 == .footnote } == 1)
        let headings = blocks.count { if case .heading = $0.kind { true } else { false } }
        #expect(headings <= source.count { $0.kind == "h" } + 1)
    }

    @Test("Blocks know their pages, and running heads and page numbers are gone")
    func pages() throws {
        let report = try document("report")
        let pages = report.blocks.compactMap(\.page)
        #expect(pages.count == report.blocks.count && pages == pages.sorted())
        #expect(pages.first == 1 && pages.last == report.pageCount && report.pageCount > 2)
        #expect(
            !report.blocks.contains { $0.text.contains("Bilingual report of") || $0.text.contains(/Page [0-9] of/) })
        #expect(report.title?.hasPrefix("Recommendations in two languages") == true)
        #expect(report.blocks.first?.kind == .heading(1))
    }

    @Test("A document becomes passages of the library that a search finds")
    func library() async throws {
        try await Resources.withFolder { folder in
            let library = try Library(file: folder.appending(path: "library.sqlite"), embedder: nil)
            let report = try await library.add(PDFSource.folder.appending(path: "columns.pdf"), collection: "papers")
            #expect(report.passages > 3)
            let found = try await library.search("恶性高热 丹曲林").results.first?.passage
            #expect(found?.chinese?.contains("丹曲林2.5 mg/kg") == true)
        }
    }
}
