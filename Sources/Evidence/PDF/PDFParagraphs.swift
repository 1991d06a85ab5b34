/// Puts lines together into paragraphs, headings, items, footnotes and rows, across columns and pages too.
struct PDFParagraphs {
    /// A paragraph that grows.
    struct Piece: Equatable {
        enum Kind: Equatable {
            case text, item, footnote
            case row(isHead: Bool)
        }

        var kind: Kind
        var text: String
        var lines: [PDFLine]
        var page: Int
        var lineCount = 1
    }

    private let style: PDFStyle
    private var pieces: [Piece] = []
    /// The paragraph that takes the next line.
    private var open: Int?
    /// A paragraph that broke off in a sentence at the end of its column: a table or a note may come in between.
    private var broken: Int?
    private var lastHead: [String] = []
    private var lastRow: [String] = []

    static func pieces(of flow: [PDFFlow], style: PDFStyle) -> [Piece] {
        var paragraphs = PDFParagraphs(style: style)
        var notes = PDFFootnotes.ranges(in: flow, bodySize: style.size)[...]
        var place = 0
        while place < flow.count {
            if let note = notes.first, note.lowerBound == place {
                paragraphs.addNote(flow[note].compactMap(\.line))
                place = note.upperBound
                notes.removeFirst()
            } else {
                paragraphs.add(flow[place])
                place += 1
            }
        }
        return paragraphs.pieces
    }

    private init(style: PDFStyle) { self.style = style }

    private mutating func add(_ part: PDFFlow) {
        switch part {
        case .line(let line) where PDFMarker.isLeader(line.text): open = nil
        case .line(let line) where !line.text.isEmpty: add(line)
        case .line: break
        case .table(let rows, let page, _):
            let rows = rows.map { $0.map(joined) }.filter { !PDFMarker.isLeader($0.joined(separator: " ").trimmed) }
            if !rows.isEmpty { add(rows, page) }
        }
    }

    private mutating func add(_ line: PDFLine) {
        if let open, let last = pieces[open].lines.last {
            let isSame = isBelow(line, last)
            if isSame, !startsPiece(line, after: last, in: pieces[open]) { return extend(open, line) }
            if !isSame { suspend() }
        }
        if let broken, goesOn(line, from: broken) {
            self.broken = nil
            return extend(broken, line)
        }
        // A paragraph of the body has come to its end here, so an earlier one is not waited for any longer.
        if line.size > 0.95 * style.size, !PDFMarker.isCaption(line.text), broken != open { broken = nil }
        let isItem = PDFMarker.behindBullet(line.text) != nil || PDFMarker.isNumbered(line.text)
        start(Piece(kind: isItem ? .item : .text, text: line.text, lines: [line], page: line.page))
    }

    private mutating func start(_ piece: Piece) {
        pieces.append(piece)
        open = pieces.count - 1
    }

    private mutating func extend(_ place: Int, _ line: PDFLine) {
        pieces[place].text = PDFText.join(pieces[place].text, line.text, style.spelling)
        // The last line alone decides what follows; the first one tells where the piece began.
        pieces[place].lines = [pieces[place].lines[0], line]
        pieces[place].lineCount += 1
        open = place
    }

    /// Notes that the open paragraph isn't at its end although its column is.
    private mutating func suspend() {
        guard let open, pieces[open].kind == .text || pieces[open].kind == .item,
            !isFinished(pieces[open].text, by: ".!?。！？"),
            !isHeading(pieces[open])
        else { return }
        broken = open
    }

    private func isHeading(_ piece: Piece) -> Bool {
        guard let line = piece.lines.first else { return false }
        return line.size > 1.08 * style.size || line.isBold && !style.isBold && piece.lineCount < 3
    }

    private func isFinished(_ text: String, by ends: String = ".!?。！？：:;；") -> Bool {
        guard let end = text.last(where: { !"”’\"')）」』".contains($0) }) else { return true }
        return ends.contains(end)
    }

    private func joined(_ lines: [String]) -> String {
        lines.dropFirst().reduce(lines.first ?? "") { PDFText.join($0, $1, style.spelling) }
    }

    private mutating func addNote(_ lines: [PDFLine]) {
        suspend()
        guard let first = lines.first else { return }
        let bare = joined(lines.map(\.text)).drop { "*∗†‡§¶∥‖".contains($0) }
        pieces.append(Piece(kind: .footnote, text: String(bare).trimmed, lines: [first], page: first.page))
        open = nil
    }

    private mutating func add(_ rows: [[String]], _ page: Int) {
        suspend()
        open = nil
        let goesOn = pieces.last.map { if case .row = $0.kind { $0.page == page - 1 } else { false } } ?? false
        if !goesOn { lastHead = rows.first ?? [] }
        // A table that goes on on the next page repeats its head there, and may have been cut within a row.
        var rest = rows[...]
        let start = pieces.count
        if goesOn, rest.first == lastHead { rest.removeFirst() }
        if goesOn, let row = rest.first, row.count == lastRow.count, row.first?.isEmpty == true {
            lastRow = zip(lastRow, row).map { PDFText.join($0, $1, style.spelling) }
            pieces[pieces.count - 1].text = lastRow.joined(separator: " | ")
            rest.removeFirst()
        }
        for row in rest {
            pieces.append(
                Piece(
                    kind: .row(isHead: !goesOn && pieces.count == start), text: row.joined(separator: " | "), lines: [],
                    page: page))
            lastRow = row
        }
    }

    // MARK: Where a piece begins

    /// Whether a line is the next one of the same column.
    private func isBelow(_ line: PDFLine, _ last: PDFLine) -> Bool {
        guard last.page == line.page else { return false }
        if last.region == line.region { return true }
        let distance = (line.box.bottom - last.box.bottom) / max(line.size, 0.1)
        return distance > 0.5 && distance < 1.3 * style.leading && line.box.left < last.box.right
            && line.box.right > last.box.left
    }

    private func startsPiece(_ line: PDFLine, after last: PDFLine, in piece: Piece) -> Bool {
        let em = max(line.size, 0.1)
        if abs(line.size - last.size) > 0.08 * em { return true }
        if (line.box.bottom - last.box.bottom) / em > max(1.3 * style.leading, style.leading + 0.25) { return true }
        if PDFMarker.behindBullet(line.text) != nil { return true }
        let isShort = isShort(last, before: line)
        let isEnd = isShort || isFinished(last.text)
        // A line in the middle of a sentence may be all bold as well.
        if line.isBold != last.isBold, !style.isBold, isEnd || last.isBold { return true }
        if PDFMarker.isNumbered(line.text) || PDFMarker.isCaption(line.text), isEnd { return true }
        if isHeading(piece) { return false }
        if isShort { return true }
        guard let first = piece.lines.first else { return true }
        if piece.kind == .item { return line.box.left < first.box.left - 0.3 * em && isFinished(last.text) }
        let isIndented = line.box.left > last.box.left + 0.8 * em
        return isIndented && isFinished(last.text) || abs(line.box.left - last.box.left) > 6 * em
    }

    /// Whether a line ended although the next word had room in it.
    private func isShort(_ last: PDFLine, before line: PDFLine) -> Bool {
        let em = max(line.size, 0.1)
        guard last.remaining > line.firstWidth + 0.6 * em, last.remaining > 2 * em else { return false }
        // Chinese lines end early where a sign or a Latin word may not be parted.
        let isChinese = PDFText.isChinese(line.text.first) || PDFText.isChinese(last.text.last)
        return !isChinese || last.remaining > 6 * em || isFinished(last.text)
    }

    /// Whether a line at the top of a column is the rest of a paragraph that broke off before.
    private func goesOn(_ line: PDFLine, from place: Int) -> Bool {
        guard let last = pieces[place].lines.last, abs(last.size - line.size) < 0.05 * last.size,
            last.isBold == line.isBold || style.isBold, line.page - last.page < 3
        else { return false }
        if PDFMarker.behindBullet(line.text) != nil || PDFMarker.isCaption(line.text) { return false }
        let end = pieces[place].text.last ?? " "
        let start = line.text.first ?? " "
        if PDFSpelling.hyphens.contains(end) { return true }
        let isFull = last.remaining <= line.firstWidth + 0.6 * last.size || PDFText.isChinese(start)
        return isFull && (start.isLowercase || line.indent < 0.8 * line.size)
    }
}
