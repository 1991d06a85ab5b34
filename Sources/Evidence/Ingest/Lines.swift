/// Lines of a text, joined as they were before somebody broke them.
enum Lines {
    /// Chinese text isn't written with a space between two lines, Latin text is.
    static func join(_ before: String, _ line: String) -> String {
        let isLatin = before.last?.isASCII == true || line.first?.isASCII == true
        return before + (before.isEmpty || line.isEmpty || !isLatin ? "" : " ") + line
    }

    static func split(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// As wide as it stands on a terminal: a Chinese character takes two columns.
    static func width(_ line: some StringProtocol) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }

    private static let itemMark = Pattern(/(?:[(（]?[0-9]{1,3}[.)）、](?![0-9])|[①-⑳]|[(（][a-zA-Z][)）]|[a-z][)）])\s*/)

    /// A list's mark at the beginning of a line, and what follows it.
    static func listItem(_ line: String) -> (mark: String, text: String)? {
        let line = line.trimmed
        if let first = line.first, "-*+•·●▪◦‣–—".contains(first) {
            let rest = line.dropFirst()
            let needsSpace = "-*+·–—".contains(first)
            guard !rest.trimmed.isEmpty, !needsSpace || rest.first?.isWhitespace == true else { return nil }
            return ("", rest.trimmed)
        }
        guard
            let match = line.prefixMatch(of: itemMark.regex),
            match.range.upperBound < line.endIndex
        else { return nil }
        // "3.5 mmol/L" is no item; "3. Measure" and "3、测量" are.
        let mark = String(line[match.range]).trimmed
        if mark.hasSuffix("."), line[match.range].last?.isWhitespace != true { return nil }
        return (mark, String(line[match.range.upperBound...]).trimmed)
    }
}
