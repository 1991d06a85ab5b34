/// What belongs together in a section: a paragraph, a list with its introduction, a table with its caption and head.
struct PassageUnit: Equatable {
    /// Repeated at the beginning of each part where the unit must be split.
    var lead: [String] = []
    var lines: [String]
    var page: Int?
    var isTable = false

    var text: String { (lead + lines).joined(separator: "\n") }

    /// The units of a section's blocks; footnotes are placed later.
    static func units(of blocks: [Block]) -> [PassageUnit] {
        var units: [PassageUnit] = []
        let blocks = blocks.filter { $0.kind != .footnote }
        var index = 0
        while index < blocks.count {
            switch blocks[index].kind {
            case .listItem:
                let end = blocks[index...].firstIndex { $0.kind != .listItem } ?? blocks.count
                let lead = takeLead(from: &units, where: introduces)
                units.append(
                    PassageUnit(
                        lead: lead?.lines ?? [], lines: blocks[index..<end].map { item($0.text) },
                        page: lead?.page ?? blocks[index].page))
                index = end
            case .tableRow:
                let end = endOfTable(blocks, from: index)
                let caption = takeLead(from: &units, where: isCaption)
                let rows = blocks[index..<end]
                let head = rows.prefix { $0.kind == .tableRow(isHead: true) }
                // A table of heads only has rows all the same.
                let leads = head.count == rows.count ? 0 : head.count
                units.append(
                    PassageUnit(
                        lead: (caption?.lines ?? []) + rows.prefix(leads).map(\.text),
                        lines: rows.dropFirst(leads).map(\.text), page: caption?.page ?? blocks[index].page,
                        isTable: true))
                index = end
            default:
                units.append(PassageUnit(lines: [blocks[index].text], page: blocks[index].page))
                index += 1
            }
        }
        return units
    }

    private static func endOfTable(_ blocks: [Block], from start: Int) -> Int {
        var end = start + 1
        while end < blocks.count, case .tableRow(let isHead) = blocks[end].kind {
            // A head after rows begins the next table.
            if isHead, blocks[end - 1].kind == .tableRow(isHead: false) { break }
            end += 1
        }
        return end
    }

    private static func takeLead(
        from units: inout [PassageUnit], where isLead: (String) -> Bool
    ) -> PassageUnit? {
        guard let last = units.last, last.lead.isEmpty, last.lines.count == 1, !last.isTable, isLead(last.lines[0]),
            Passages.size(last.lines[0]) <= Passages.longest / 3
        else { return nil }
        units.removeLast()
        return last
    }

    private static func introduces(_ text: String) -> Bool {
        text.last.map { ":：".contains($0) } == true || text.hasSuffix("如下。") || text.hasSuffix("下列。")
            || text.hasSuffix("the following.")
    }

    private static let caption = Pattern(/(?:Table|TABLE|表|附表)\s*[0-9A-Z一二三四五六七八九十]/)

    private static func isCaption(_ text: String) -> Bool {
        introduces(text) || text.prefixMatch(of: caption.regex) != nil
    }

    private static func item(_ text: String) -> String {
        let mark = Lines.listItem(text)
        return mark == nil ? "- " + text : mark?.mark.isEmpty == true ? "- " + (mark?.text ?? "") : text
    }
}
