import Screen

/// The composer's text in rows of a width, with the way between places in the text and places on the screen.
struct ComposerLayout {
    private(set) var rows: [String] = []
    /// Index into `rows`.
    private(set) var cursorRow = 0
    private(set) var cursorColumn = 0
    /// UTF-8 offset of each element in the shown text, and of its end.
    private var starts: [Int] = []
    /// UTF-8 offset where each row begins.
    private var rowStarts: [Int] = []
    private var rowEnds: [Int] = []
    private var text = ""

    init(_ composer: Composer, columns: Int, wording: Wording) {
        for element in composer.elements {
            starts.append(text.utf8.count)
            text += Self.shown(element, wording)
        }
        starts.append(text.utf8.count)
        // One column is kept for the cursor behind a full row.
        for line in DisplayWidth.wrap(text, columns: max(1, columns - 1)) {
            rows.append(line.text)
            rowStarts.append(offset(line.range.lowerBound))
            rowEnds.append(offset(line.range.upperBound))
        }
        let cursor = starts[composer.cursor]
        cursorRow = row(of: cursor)
        cursorColumn = min(column(of: cursor, row: cursorRow), max(0, columns - 1))
    }

    private static func shown(_ element: Composer.Element, _ wording: Wording) -> String {
        switch element {
        case .character("\n"): return "\n"
        case .character("\t"): return "    "
        case .character(let character):
            let clean = SafeText.clean(String(character))
            return DisplayWidth.of(clean) == 0 ? "·" : clean
        case .pasted(_, let characters):
            return wording.fill(.pasted, Wording.grouped(characters))
        }
    }

    /// The element index that lies so many rows from the cursor, in about the same column; nil beyond the first or
    /// last row.
    func position(rowsFromCursor count: Int) -> Int? {
        let target = cursorRow + count
        guard rows.indices.contains(target) else { return nil }
        let elements = starts.indices.filter { starts[$0] >= rowStarts[target] && row(of: starts[$0]) == target }
        return elements.last { column(of: starts[$0], row: target) <= cursorColumn } ?? elements.first
    }

    private func offset(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }

    private func row(of offset: Int) -> Int { rowStarts.lastIndex { $0 <= offset } ?? 0 }

    private func column(of offset: Int, row: Int) -> Int {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: rowStarts[row])
        let end = utf8.index(utf8.startIndex, offsetBy: min(offset, rowEnds[row]))
        return DisplayWidth.of(String(text[start..<end]))
    }
}
