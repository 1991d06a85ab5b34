/// Finds the notes at the feet of columns: small lines behind the text, that begin with a mark or stand apart.
enum PDFFootnotes {
    /// Places in `flow` of the first lines of footnotes, each with the place behind its last line.
    static func ranges(in flow: [PDFFlow], bodySize: Double) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < flow.count {
            var end = start + 1
            while end < flow.count, region(flow[end]) == region(flow[start]) { end += 1 }
            ranges += notes(Array(flow[start..<end]), from: start, bodySize)
            start = end
        }
        return ranges
    }

    private static func region(_ part: PDFFlow) -> [Int] {
        switch part {
        case .line(let line): [line.page, line.region]
        case .table(_, let page, let region): [page, region]
        }
    }

    private static func notes(_ column: [PDFFlow], from offset: Int, _ bodySize: Double) -> [Range<Int>] {
        let lines = column.compactMap(\.line)
        guard lines.count == column.count else { return [] }
        var first = lines.count
        while first > 0, lines[first - 1].size <= 0.93 * bodySize { first -= 1 }
        guard first < lines.count else { return [] }
        // Small type may stand above the notes as well.
        if !isMarked(lines[first]) {
            let marked = lines[first...].firstIndex(where: isMarked)
            guard let place = marked ?? (isSetApart(lines, first) ? first : nil) else { return [] }
            first = place
        }
        let starts = lines.indices[first...].filter { $0 == first || isMarked(lines[$0]) }
        return zip(starts, starts.dropFirst() + [lines.count]).map { offset + $0..<offset + $1 }
    }

    private static func isMarked(_ line: PDFLine) -> Bool { line.hasMark || PDFMarker.isFootnote(line.text) }

    private static func isSetApart(_ lines: [PDFLine], _ first: Int) -> Bool {
        first > 0 && (lines.count - first) * 3 <= lines.count
            && lines[first].box.top - lines[first - 1].box.bottom > lines[first].size
    }
}
