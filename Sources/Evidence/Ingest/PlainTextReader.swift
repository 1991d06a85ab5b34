/// Plain text into blocks: paragraphs, lists, and the headings that can be told by their numbers.
enum PlainTextReader {
    /// - Parameter text: cleaned already.
    static func blocks(_ text: String) -> [Block] {
        let paragraphs = Lines.split(text).split { $0.allSatisfy(\.isWhitespace) }.map { $0.map(\.trimmed) }
        let isWrapped = isWrapped(paragraphs)
        return paragraphs.flatMap { lines in
            pieces(lines, isWrapped: isWrapped).map { piece in
                if let level = heading(piece) { return Block(kind: .heading(level), text: piece) }
                guard let item = Lines.listItem(piece) else { return Block(kind: .paragraph, text: piece) }
                return Block(kind: .listItem, text: item.mark.isEmpty ? item.text : item.mark + " " + item.text)
            }
        }
    }

    /// Whether lines were broken at a width: most lines that have another one below are about as long as the longest.
    private static func isWrapped(_ paragraphs: [[String]]) -> Bool {
        let widths = paragraphs.flatMap { $0.dropLast().map(Lines.width) }.sorted()
        guard widths.count >= 2 else { return false }
        let longest = widths[widths.count * 9 / 10]
        guard (40...160).contains(longest) else { return false }
        return widths.count { $0 * 10 >= longest * 7 } * 10 >= widths.count * 6
    }

    private static func pieces(_ lines: [String], isWrapped: Bool) -> [String] {
        guard isWrapped else { return lines }
        return lines.reduce(into: []) { pieces, line in
            if pieces.isEmpty || Lines.listItem(line) != nil {
                pieces.append(line)
            } else {
                pieces[pieces.count - 1] = Lines.join(pieces[pieces.count - 1], line)
            }
        }
    }

    private static let chapter = Pattern(/第[一二三四五六七八九十百0-9]+[章篇部]/)
    private static let part = Pattern(/第[一二三四五六七八九十百0-9]+节/)
    private static let chineseNumber = Pattern(/[一二三四五六七八九十]+、/)
    private static let bracketedNumber = Pattern(/[(（][一二三四五六七八九十]+[)）]/)
    private static let number = Pattern(/(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[A-Z\p{Han}])/)

    /// "第三章 治疗", "一、诊断", "（二）用药", "2.1 Diagnosis": short, and without an end of a sentence.
    private static func heading(_ line: String) -> Int? {
        guard line.count <= 40, let last = line.last, !"。.；;，,：:！!？?".contains(last) else { return nil }
        if line.prefixMatch(of: chapter.regex) != nil { return 2 }
        if line.prefixMatch(of: part.regex) != nil { return 3 }
        if line.prefixMatch(of: chineseNumber.regex) != nil { return 3 }
        if line.prefixMatch(of: bracketedNumber.regex) != nil { return 4 }
        guard let number = line.prefixMatch(of: number.regex) else { return nil }
        return min(6, number.1.count(where: { $0 == "." }) + 2)
    }
}
