/// A page, or what is written on it in one direction, as pieces of lines that no column is known of yet.
struct PDFSheet: Sendable {
    var page: Int
    var height: Double
    var fragments: [PDFFragment]

    init(_ sheet: PDFPage.Sheet) {
        page = sheet.page
        height = sheet.height
        fragments = PDFFragment.fragments(sheet.words)
    }
}
