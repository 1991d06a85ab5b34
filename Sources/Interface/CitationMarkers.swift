/// `[3]` and `[C1]` in an answer.
///
/// CommonMark gives square brackets a meaning (`[1]: …` at a line's start would vanish as a link's definition), so
/// before parsing the brackets of markers become a pair that means nothing to it. They are punctuation like brackets,
/// which keeps the rules for `**bold**[1]`.
enum CitationMarkers {
    private static let open: Character = "⦗"
    private static let close: Character = "⦘"

    static func protect(in source: String) -> String {
        guard source.contains("[") || source.contains("【") else { return source }
        // Models also write the wide brackets, and lists in one pair.
        return source.replacing(/[\[【]([Cc]?[0-9]{1,3}(?: ?[,，、] ?[Cc]?[0-9]{1,3})*)[\]】]/) { match in
            match.1.split(whereSeparator: { ",，、 ".contains($0) }).map { "\(open)\($0.uppercased())\(close)" }.joined()
        }
    }

    static func restore(_ text: String) -> String {
        guard text.contains(open) else { return text }
        return String(text.map { $0 == open ? "[" : $0 == close ? "]" : $0 })
    }

    /// Cuts text at its markers; softened line ends become what the script asks for.
    static func split(_ inline: MarkdownDocument.Inline) -> [MarkdownDocument.Inline] {
        guard !inline.isCode, inline.text.contains(open) else { return [inline] }
        var result: [MarkdownDocument.Inline] = []
        var plain = inline
        plain.text = ""
        var rest = inline.text[...]
        while let start = rest.firstIndex(of: open), let end = rest[start...].firstIndex(of: close) {
            plain.text = String(rest[..<start])
            if !plain.text.isEmpty { result.append(plain) }
            var marker = inline
            let label = String(rest[rest.index(after: start)..<end])
            marker.text = "[\(label)]"
            marker.marker = label
            result.append(marker)
            rest = rest[rest.index(after: end)...]
        }
        plain.text = restore(String(rest))
        if !plain.text.isEmpty { result.append(plain) }
        return result
    }
}
