/// Markdown into blocks: headings of both forms, paragraphs, lists, tables, footnotes, code, without their marks.
struct MarkdownReader {
    private var blocks: [Block] = []
    private var paragraph = ""
    private var kind = Block.Kind.paragraph
    private var fence: String?
    private var isComment = false

    private static let rule = Pattern(/(?:[-*_]\s*){3,}/)
    private static let footnoteMark = Pattern(/\[\^([^\]\s]{1,20})\]:\s*/)
    private static let closingMarks = Pattern(/\s+#+$/)
    private static let tableRule = Pattern(/\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?/)

    /// - Parameter text: cleaned already.
    static func blocks(_ text: String) -> [Block] {
        var reader = MarkdownReader()
        let lines = body(Lines.split(text))
        var index = 0
        while index < lines.count { index += reader.read(lines, at: index) }
        reader.close()
        return reader.blocks
    }

    /// Front matter is for programs.
    private static func body(_ lines: [String]) -> [String] {
        guard lines.first?.trimmed == "---",
            let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
        else { return lines }
        return Array(lines[(end + 1)...])
    }

    // MARK: Lines

    /// - Returns: how many lines were read.
    private mutating func read(_ lines: [String], at index: Int) -> Int {
        let line = lines[index]
        let text = line.trimmed
        if readFence(line, text) { return 1 }
        guard let text = withoutComment(text), !text.isEmpty else {
            close()
            return 1
        }
        let rows = table(lines, at: index)
        if rows > 0 { return rows }
        if let heading = Self.heading(text) {
            close()
            append(.heading(heading.level), heading.text)
        } else if !paragraph.isEmpty, kind == .paragraph, let level = Self.underline(text) {
            kind = .heading(level)
            close()
        } else if text.wholeMatch(of: Self.rule.regex) != nil {
            close()
        } else {
            readText(text)
        }
        return 1
    }

    private mutating func readFence(_ line: String, _ text: String) -> Bool {
        if let open = fence {
            if text.hasPrefix(open), text.allSatisfy({ $0 == open.first }) {
                fence = nil
            } else if !text.isEmpty {
                blocks.append(Block(kind: .paragraph, text: text))
            }
            return true
        }
        guard text.hasPrefix("```") || text.hasPrefix("~~~") else { return false }
        close()
        fence = String(text.prefix { $0 == text.first })
        return true
    }

    /// Comments aren't shown, so they aren't read. Nil inside one.
    private mutating func withoutComment(_ line: String) -> String? {
        var line = line
        if isComment {
            guard let end = line.firstRange(of: "-->") else { return nil }
            isComment = false
            line = String(line[end.upperBound...])
        }
        while let start = line.firstRange(of: "<!--") {
            let rest = line[start.upperBound...]
            guard let end = rest.firstRange(of: "-->") else {
                isComment = true
                return String(line[..<start.lowerBound]).trimmed
            }
            line = String(line[..<start.lowerBound] + rest[end.upperBound...])
        }
        return line.trimmed
    }

    private mutating func readText(_ text: String) {
        var text = text
        while text.hasPrefix(">") { text = text.dropFirst().trimmed }
        if let note = text.prefixMatch(of: Self.footnoteMark.regex) {
            close()
            kind = .footnote
            paragraph = ReferenceMark.footnote(String(note.1)) + String(text[note.range.upperBound...])
        } else if let item = Lines.listItem(text) {
            close()
            kind = .listItem
            paragraph = item.mark.isEmpty ? item.text : item.mark + " " + item.text
        } else {
            paragraph = Lines.join(paragraph, text)
        }
    }

    private mutating func close() {
        append(kind, paragraph)
        paragraph = ""
        kind = .paragraph
    }

    private mutating func append(_ kind: Block.Kind, _ text: String) {
        let plain = MarkdownInline.plain(text)
        if !plain.isEmpty { blocks.append(Block(kind: kind, text: plain)) }
    }

    private static func heading(_ text: String) -> (level: Int, text: String)? {
        let marks = text.prefix { $0 == "#" }.count
        guard (1...6).contains(marks), text.dropFirst(marks).first == " " else { return nil }
        var title = text.dropFirst(marks).trimmed
        if let closing = title.firstMatch(of: closingMarks.regex) { title.removeSubrange(closing.range) }
        return title.isEmpty ? nil : (marks, title)
    }

    private static func underline(_ text: String) -> Int? {
        if text.allSatisfy({ $0 == "=" }) { return 1 }
        return text.count >= 2 && text.allSatisfy { $0 == "-" } ? 2 : nil
    }

    // MARK: Tables

    /// A row with a line of dashes below it begins a table.
    private mutating func table(_ lines: [String], at index: Int) -> Int {
        guard lines[index].contains("|"), index + 1 < lines.count,
            lines[index + 1].trimmed.wholeMatch(of: Self.tableRule.regex) != nil,
            lines[index + 1].contains("|")
        else { return 0 }
        close()
        var end = index
        while end < lines.count, lines[end].contains("|"), !lines[end].trimmed.isEmpty {
            if end != index + 1 {
                let cells = Self.cells(lines[end]).map(MarkdownInline.plain)
                blocks.append(
                    Block(kind: .tableRow(isHead: end == index), text: cells.joined(separator: " | ")))
            }
            end += 1
        }
        return end - index
    }

    private static func cells(_ line: String) -> [String] {
        var row = line.trimmed
        if row.hasPrefix("|") { row.removeFirst() }
        if row.hasSuffix("|"), !row.hasSuffix("\\|") { row.removeLast() }
        return row.replacing("\\|", with: "\u{1}").split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.replacing("\u{1}", with: "/").trimmed }
    }
}
