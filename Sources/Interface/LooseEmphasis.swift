/// Repairs what CommonMark's rules leave over in Chinese.
///
/// `**定义：**糖尿病` stays literal there, because the closing stars stand between a punctuation mark and a letter; the
/// rules count on the spaces that Chinese doesn't write. Line ends inside a paragraph become a space between Latin
/// words and nothing between Chinese characters.
enum LooseEmphasis {
    typealias Inline = MarkdownDocument.Inline

    static func resolve(_ inlines: [Inline]) -> [Inline] { strong(joinLines(inlines)) }

    private static func joinLines(_ inlines: [Inline]) -> [Inline] {
        var result = inlines
        for index in result.indices where result[index].text == "\u{1}" {
            let before = index > 0 ? result[index - 1].text.unicodeScalars.last : nil
            let after = index + 1 < result.count ? result[index + 1].text.unicodeScalars.first : nil
            result[index].text = isWide(before) && isWide(after) ? "" : " "
        }
        return result.filter { !$0.text.isEmpty }
    }

    private static func isWide(_ scalar: Unicode.Scalar?) -> Bool {
        guard let value = scalar?.value else { return false }
        return (0x2E80...0x9FFF).contains(value) || (0xFF00...0xFF60).contains(value)
    }

    private static func strong(_ inlines: [Inline]) -> [Inline] {
        guard inlines.contains(where: { !$0.isCode && $0.text.contains("**") }) else { return inlines }
        var pieces: [Inline?] = []
        for inline in inlines {
            guard !inline.isCode, inline.text.contains("**") else {
                pieces.append(inline)
                continue
            }
            for (index, part) in inline.text.split(separator: "**", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { pieces.append(nil) }
                var piece = inline
                piece.text = String(part)
                pieces.append(piece)
            }
        }
        return paired(pieces)
    }

    /// `nil` stands for a pair of stars. One left over at the end stays as it was written.
    private static func paired(_ pieces: [Inline?]) -> [Inline] {
        let stars = pieces.count { $0 == nil }
        var seen = 0
        var result: [Inline] = []
        for piece in pieces {
            guard var inline = piece else {
                seen += 1
                if seen == stars, stars % 2 == 1 { result.append(Inline(text: "**")) }
                continue
            }
            if seen % 2 == 1, seen < stars { inline.isStrong = true }
            if !inline.text.isEmpty { result.append(inline) }
        }
        return result
    }
}
