import Foundation

/// What was read from a PDF.
struct PDFDocument: Sendable {
    var title: String?
    var pageCount: Int
    /// In reading order, running heads and page numbers left out.
    var blocks: [Block]
    var pagesWithoutText: [Int]

    /// Reads the text of a file page by page and puts it into reading order.
    /// - Parameter progress: pages read, and pages altogether.
    /// - Throws: `PDFFailure`, `CancellationError`.
    static func read(
        _ file: URL, limits: PDFLimits = PDFLimits(), progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> PDFDocument {
        let reader = try PDFReader(file, limits: limits)
        guard reader.pageCount > 0 else { throw PDFFailure.noPages(file: file.path) }
        var sheets: [PDFSheet] = []
        var textless: [Int] = []
        var characters = 0
        while let page = try reader.next() {
            characters += page.glyphs.count
            guard characters <= limits.characters else { throw PDFFailure.tooMuchText(file: file.path, page: nil) }
            if page.isWithoutText {
                if page.hasImage || !page.glyphs.isEmpty { textless.append(page.number) }
            } else {
                sheets += page.sheets().map(PDFSheet.init)
            }
            progress(page.number, reader.pageCount)
            try Task.checkCancellation()
        }
        guard !sheets.isEmpty else { throw PDFFailure.scanned(file: file.path, pages: reader.pageCount) }
        let blocks = try blocks(of: sheets)
        return PDFDocument(
            title: title(reader.title) ?? blocks.first { $0.kind == .heading(1) }?.text, pageCount: reader.pageCount,
            blocks: blocks, pagesWithoutText: textless)
    }

    static func blocks(of sheets: [PDFSheet]) throws -> [Block] {
        var flow: [PDFFlow] = []
        for sheet in PDFFurniture.removed(from: sheets) {
            try Task.checkCancellation()
            flow += PDFColumns.flow(sheet.fragments, page: sheet.page)
        }
        let style = PDFStyle(flow)
        let pieces = PDFParagraphs.pieces(of: flow, style: style)
        let headings = PDFHeadings(pieces, style: style)
        return pieces.enumerated().compactMap { place, piece in
            let block = block(piece, level: headings.level(piece, at: place))
            return block.text.isEmpty ? nil : block
        }
    }

    private static func block(_ piece: PDFParagraphs.Piece, level: Int?) -> Block {
        let kind: Block.Kind =
            switch piece.kind {
            case .row(let isHead): .tableRow(isHead: isHead)
            case .footnote: .footnote
            case .text, .item:
                if let level { .heading(level) } else { piece.kind == .item ? .listItem : .paragraph }
            }
        let text = kind == .listItem ? PDFMarker.behindBullet(piece.text) ?? piece.text : piece.text
        return Block(kind: kind, text: text, page: piece.page)
    }

    /// Programs put the name of the file where the title belongs.
    private static func title(_ text: String) -> String? {
        let text = OutsideText.line(text)
        let isName = text.contains(/\.(?:docx?|odt|tex|dvi|indd|pdf|wps|rtf)$/.ignoresCase())
        return text.count < 3 || isName || text.lowercased().hasPrefix("untitled") ? nil : text
    }
}
