/// Tells which paragraphs are headings, and of what level.
struct PDFHeadings {
    private typealias Piece = PDFParagraphs.Piece

    private let style: PDFStyle
    private struct Look: Hashable {
        var halfPoints: Int
        var isBold: Bool
    }

    private var levels: [Look: Int] = [:]
    private var hasChapters = false
    private var title: Int?

    init(_ pieces: [PDFParagraphs.Piece], style: PDFStyle) {
        self.style = style
        let headings = pieces.indices.filter { isHeading(pieces[$0]) }
        let largest = headings.compactMap { pieces[$0].lines.first?.size }.max() ?? 0
        // A title is the largest type, and comes once, first.
        let top = headings.filter { (pieces[$0].lines.first?.size ?? 0) > 0.97 * largest }
        if top.count == 1, pieces[top[0]].page == pieces.first?.page, PDFMarker.depth(pieces[top[0]].text) == nil {
            title = top[0]
        }
        let numbered = headings.filter { $0 != title }.map { PDFMarker.depth(pieces[$0].text) }
        hasChapters = numbered.contains { $0?.kind == .chapter }
        let looks = Set(headings.filter { $0 != title }.compactMap { look(pieces[$0]) })
        let ranked = looks.sorted { ($0.halfPoints, $0.isBold ? 1 : 0) > ($1.halfPoints, $1.isBold ? 1 : 0) }
        for (rank, look) in ranked.enumerated() { levels[look] = min(rank + 2, 6) }
        for place in headings.reversed() where place != title {
            guard let look = look(pieces[place]), let level = level(numberedAs: pieces[place].text) else { continue }
            levels[look] = level
        }
    }

    /// From 1; nil for what is no heading.
    func level(_ piece: PDFParagraphs.Piece, at place: Int) -> Int? {
        if place == title { return 1 }
        guard isHeading(piece) else { return nil }
        return level(numberedAs: piece.text) ?? look(piece).flatMap { levels[$0] } ?? 2
    }

    private func look(_ piece: PDFParagraphs.Piece) -> Look? {
        piece.lines.first.map { Look(halfPoints: Int(min($0.size, 1_000) * 2), isBold: $0.isBold) }
    }

    private func level(numberedAs text: String) -> Int? {
        guard let (kind, depth) = PDFMarker.depth(text) else { return nil }
        return min(kind == .han && hasChapters ? depth + 2 : depth + 1, 6)
    }

    private func isHeading(_ piece: PDFParagraphs.Piece) -> Bool {
        guard piece.kind == .text || piece.kind == .item, let line = piece.lines.first,
            !PDFMarker.isCaption(piece.text), piece.text.contains(where: \.isLetter)
        else { return false }
        let isNumbered = PDFMarker.depth(piece.text) != nil
        guard piece.kind == .text || isNumbered, PDFMarker.behindBullet(piece.text) == nil else { return false }
        let end = piece.text.last ?? " "
        if line.size >= 1.1 * style.size { return piece.lineCount < 6 && piece.text.count <= 300 }
        if line.size < 0.9 * style.size || piece.lineCount > 3 || "。；;，,：:".contains(end) { return false }
        if line.isBold, !style.isBold { return piece.text.count <= 160 && !(end == "." && piece.text.count > 60) }
        return isNumbered && piece.lineCount == 1 && !".!?！？".contains(end) && line.remaining > 2 * line.size
            && piece.text.count <= (PDFText.isChinese(piece.text.last) ? 30 : 80) && piece.kind == .text
            && isOwnNumber(piece.text)
    }

    /// A plain line is taken for a heading by its number alone only when that is one of sections: "2.3", "第二节", "（一）".
    private func isOwnNumber(_ text: String) -> Bool {
        guard let (kind, depth) = PDFMarker.depth(text) else { return false }
        return kind != .figures || depth > 1
    }
}
