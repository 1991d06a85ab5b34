/// Splits a text into passages that are short enough to be shown, embedded and cited.
enum Sections {
    struct Section: Equatable {
        /// The headings above it, from the second level down.
        var title: String?
        var text: String
        /// The text's first heading of the first level.
        var documentTitle: String?
    }

    /// Characters of a passage at most, where there is a place to split.
    static let longest = Embedder.longest

    /// Splits at headings (`#` to `######`), and long sections at paragraphs. Front matter and the marks of fenced
    /// code are left out; a `#` inside fenced code is no heading.
    static func markdown(_ text: String) -> [Section] {
        var sections: [Section] = []
        var headings: [(level: Int, text: String)] = []
        var paragraph: [String] = []
        var documentTitle: String?
        var isCode = false
        func close() {
            let title = headings.dropFirst(headings.first?.level == 1 ? 1 : 0).map(\.text).joined(separator: " › ")
            for part in parts(paragraph.joined(separator: "\n")) {
                sections.append(Section(title: title.isEmpty ? headings.first?.text : title, text: part))
            }
            paragraph = []
        }
        for line in body(text) {
            if line.hasPrefix("```") || line.hasPrefix("~~~") {
                isCode.toggle()
            } else if !isCode, let heading = heading(line) {
                close()
                headings.removeAll { $0.level >= heading.level }
                headings.append(heading)
                if heading.level == 1, documentTitle == nil { documentTitle = heading.text }
            } else {
                paragraph.append(line)
            }
        }
        close()
        if !sections.isEmpty { sections[0].documentTitle = documentTitle }
        return sections
    }

    /// Joins paragraphs into passages up to the limit.
    static func plain(_ text: String) -> [Section] {
        parts(text).map { Section(title: nil, text: $0) }
    }

    private static func body(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.first?.trimmed == "---",
            let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" })
        else { return lines }
        return Array(lines[(end + 1)...])
    }

    private static func heading(_ line: String) -> (level: Int, text: String)? {
        let marks = line.prefix { $0 == "#" }.count
        guard (1...6).contains(marks), line.dropFirst(marks).first == " " else { return nil }
        let text = OutsideText.line(String(line.dropFirst(marks)))
        return text.isEmpty ? nil : (marks, text)
    }

    // MARK: Length

    private static func parts(_ text: String) -> [String] {
        let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { $0.joined(separator: "\n").trimmed }
        return join(paragraphs.flatMap { $0.count > longest ? sentences($0) : [$0] })
    }

    /// Puts pieces together as long as they fit.
    private static func join(_ pieces: [String]) -> [String] {
        var joined: [String] = []
        for piece in pieces where !piece.isEmpty {
            if let last = joined.last, last.count + piece.count < longest {
                joined[joined.count - 1] = last + "\n" + piece
            } else {
                joined.append(piece)
            }
        }
        return joined
    }

    /// A long paragraph's sentences, put together up to the limit; one that is longer itself is cut.
    private static func sentences(_ paragraph: String) -> [String] {
        var pieces: [String] = []
        var current = ""
        for character in paragraph {
            current.append(character)
            let isEnd =
                "。！？；".contains(character) || (character == " " && ".!?;".contains(current.dropLast().last ?? " "))
            if (isEnd && current.count > longest / 2) || current.count >= longest {
                pieces.append(current.trimmed)
                current = ""
            }
        }
        return pieces + [current.trimmed]
    }
}
