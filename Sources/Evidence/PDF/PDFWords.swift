/// Characters that stand together without white space, of one size.
struct PDFWord: Equatable, Sendable {
    var text: String
    var box: PDFBox
    var size: Double
    var isBold: Bool
    /// Whether nothing but its size or height sets it apart from the word before: CHA₂DS₂, mmol/L¹².
    var isGlued: Bool
    /// Half the height of its line: a raised or lowered sign has that of the word beside it.
    var middle: Double
}

extension PDFWord {
    /// The width of what can't be parted from its start: it would have stood in the line before, had there been room.
    var leastWidth: Double {
        if PDFText.isChinese(text.first) { return 1.6 * size }
        let start = text.prefix { $0 != "-" && !PDFText.isChinese($0) }
        return box.width * Double(min(start.count + 1, text.count)) / Double(max(text.count, 1))
    }
}

extension PDFPage {
    /// The words of all that is written in one direction, as a page on which that direction is across.
    struct Sheet: Sendable {
        var page: Int
        var width: Double
        var height: Double
        var words: [PDFWord]
    }

    /// The page's text by direction, the most of it first. What is written aslant (a watermark) is left out.
    func sheets() -> [Sheet] {
        var parts: [PDFDirection: [PDFGlyph]] = [:]
        let runs = runs()
        for (run, direction) in zip(runs, PDFDirection.directions(of: runs)) where direction != .aslant {
            parts[direction, default: []] += run
        }
        return parts.sorted { ($0.value.count, $0.key.rawValue) > ($1.value.count, $1.key.rawValue) }.map {
            direction, glyphs in
            let glyphs = glyphs.map { glyph in
                var glyph = glyph
                glyph.box = direction.upright(glyph.box, width: width, height: height)
                return glyph
            }
            let isTurned = direction == .up || direction == .down
            return Sheet(
                page: number, width: isTurned ? height : width, height: isTurned ? width : height,
                words: Self.words(glyphs))
        }
    }

    /// The characters between white space, each run with the space before it.
    private func runs() -> [[PDFGlyph]] {
        var runs: [[PDFGlyph]] = [[]]
        for glyph in glyphs {
            if glyph.character.properties.isWhitespace, runs[runs.count - 1].count > 0 { runs.append([]) }
            runs[runs.count - 1].append(glyph)
        }
        return runs
    }

    private static func words(_ glyphs: [PDFGlyph]) -> [PDFWord] {
        var words: [PDFWord] = []
        var isBehindSpace = true
        for glyph in glyphs {
            if glyph.character.properties.isWhitespace {
                isBehindSpace = true
                continue
            }
            let text = PDFText.spelled(glyph.character)
            guard !text.isEmpty else { continue }
            let isNear = words.last.map { touches(glyph, $0) } ?? false
            if let last = words.last, !isBehindSpace, isNear, abs(last.size - glyph.size) < 0.03 * last.size,
                abs(last.box.middle - glyph.box.middle) < 0.1 * last.size
            {
                words[words.count - 1].text += text
                words[words.count - 1].box = last.box.union(glyph.box)
            } else {
                words.append(
                    PDFWord(
                        text: text, box: glyph.box, size: glyph.size, isBold: glyph.isBold,
                        isGlued: !isBehindSpace && isNear, middle: glyph.box.middle))
                attachSign(&words)
            }
            isBehindSpace = false
        }
        return words
    }

    /// Puts a small word on the line of the one beside it, if it is the last one or the one before that.
    private static func attachSign(_ words: inout [PDFWord]) {
        guard let word = words.last, let last = words.dropLast().last else { return }
        let em = max(word.size, last.size)
        let gap = word.box.left - last.box.right
        let overlap = min(word.box.bottom, last.box.bottom) - max(word.box.top, last.box.top)
        guard min(word.size, last.size) <= 0.85 * em, gap > -0.3 * em, gap < 0.6 * em,
            overlap > 0.3 * min(word.box.height, last.box.height)
        else { return }
        if word.size < last.size {
            words[words.count - 1].middle = last.middle
        } else {
            words[words.count - 2].middle = word.middle
        }
    }

    private static func touches(_ glyph: PDFGlyph, _ word: PDFWord) -> Bool {
        let em = max(glyph.size, word.size)
        let gap = glyph.box.left - word.box.right
        return gap < 0.3 * em && gap > -0.5 * em && abs(glyph.box.middle - word.box.middle) < 0.8 * em
    }
}
