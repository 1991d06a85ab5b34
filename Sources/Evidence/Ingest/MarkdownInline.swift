internal import CXML

/// The text of a Markdown paragraph without the marks inside it.
enum MarkdownInline {
    static func plain(_ text: String) -> String {
        // What is that long in one paragraph was not written by a person, and would take long.
        guard text.utf8.count < 200_000, text.contains(where: { "*_`[]!<&\\~".contains($0) }) else {
            return text.trimmed
        }
        var text = text
        text.replace(/!\[([^\]]*)\]\([^)]*\)/) { $0.1 }
        text.replace(/\[\^([^\]\s]{1,20})\]/) { ReferenceMark.inText(String($0.1)) }
        text.replace(/\[([^\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/) { $0.1 }
        text.replace(/<((?:https?:|mailto:)[^>\s]+)>/) { $0.1 }
        text.replace(/<br\s*\/?>/, with: " ")
        text.replace(/<sup>([^<]*)<\/sup>/) { ReferenceMark.superscript(String($0.1), after: nil) }
        text.replace(
            /<\/?(?:b|i|u|em|strong|sub|sup|span|a|p|div|font|small|big|mark|code|kbd|abbr|center)(?:\s[^<>]*)?\/?>/,
            with: "")
        text = withoutEmphasis(text)
        text.replace(/~~(.+?)~~/, with: "")
        text.replace(/`+([^`]+)`+/) { $0.1 }
        text.replace(/&(#?\w{1,10});/) { entity(String($0.1)) ?? String($0.0) }
        text.replace(/\\([\\`*_{}\[\]()#+\-.!|<>~])/) { $0.1 }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Without pairs of `*` and `_` at the edges of words: HLA-B*58:01 and serum_creatinine have no emphasis.
    private static func withoutEmphasis(_ text: String) -> String {
        let characters = Array(text)
        var dropped: Set<Int> = []
        var open: [(mark: Character, places: Range<Int>)] = []
        var index = 0
        while index < characters.count {
            let mark = characters[index]
            var end = index + 1
            guard mark == "*" || mark == "_", index == 0 || characters[index - 1] != "\\" else {
                index = end
                continue
            }
            while end < characters.count, characters[end] == mark { end += 1 }
            let before = index > 0 ? characters[index - 1] : " "
            let after = end < characters.count ? characters[end] : " "
            if let last = open.lastIndex(where: { $0.mark == mark && $0.places.count == end - index }),
                !before.isWhitespace, !isWord(after) || end - index > 1
            {
                dropped.formUnion(open[last].places)
                dropped.formUnion(index..<end)
                open.removeSubrange(last...)
            } else if !after.isWhitespace, !isWord(before) || end - index > 1, end - index <= 3 {
                open.append((mark, index..<end))
            }
            index = end
        }
        return dropped.isEmpty
            ? text : String(characters.indices.filter { !dropped.contains($0) }.map { characters[$0] })
    }

    private static func isWord(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { $0.properties.isAlphabetic && !Folding.isHan($0) } == true
            || character.isNumber
    }

    private static func entity(_ name: String) -> String? {
        let value: UInt32? =
            if name.hasPrefix("#x") || name.hasPrefix("#X") {
                UInt32(name.dropFirst(2), radix: 16)
            } else if name.hasPrefix("#") {
                UInt32(name.dropFirst())
            } else {
                unsafe cxml_entity(name)
            }
        // Not a control character by another name: the text is clean already.
        guard let value, value >= 0x20, let scalar = Unicode.Scalar(value) else { return nil }
        return OutsideText.clean(String(scalar))
    }
}
