import Foundation

/// The single items of a list in a note: lines, numbered or marked, or parts between commas and stops.
enum NoteItems {
    /// - Parameters:
    ///   - range: offsets of the list.
    ///   - marks: what parts two items on one line.
    static func split(_ note: NoteText, _ range: Range<Int>, at marks: Set<Unicode.Scalar>) -> [Range<Int>] {
        let folded = note.text.folded
        var items: [Range<Int>] = []
        var start = range.lowerBound
        var depth = 0
        for index in range {
            let scalar = folded[index]
            if scalar == "(" || scalar == "[" { depth += 1 }
            if scalar == ")" || scalar == "]" { depth = max(0, depth - 1) }
            let isEnd = scalar == "\n" || scalar == "\r"
            if depth == 0, beginsItem(folded, index, range) {
                items.append(start..<index)
                start = index
            }
            if isEnd { depth = 0 }
            guard isEnd || (depth == 0 && marks.contains(scalar) && !isInsideNumber(folded, index)) else { continue }
            items.append(start..<index)
            start = index + 1
        }
        items.append(start..<range.upperBound)
        return items.map { trimmed(folded, $0) }.filter { !$0.isEmpty }
    }

    /// The comma of "1,000", the stop of "2.5" and of "1.".
    private static func isInsideNumber(_ folded: [Unicode.Scalar], _ index: Int) -> Bool {
        guard folded[index] == "," || folded[index] == ".", index > 0, TriageText.isDigit(folded[index - 1]) else {
            return folded[index] == "."
                && !(index + 1 == folded.count || folded[index + 1] == " " || folded[index + 1] == "\n")
        }
        return index + 1 < folded.count && (TriageText.isDigit(folded[index + 1]) || folded[index] == ".")
    }

    /// Without spaces, bullets and numbering around it.
    private static func trimmed(_ folded: [Unicode.Scalar], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isMargin(folded[start]) { start += 1 }
        if let numbering = endOfNumbering(folded, start, end) { start = numbering }
        while start < end, isMargin(folded[start]) { start += 1 }
        while end > start, folded[end - 1] == " " || folded[end - 1] == "." || folded[end - 1] == "。" { end -= 1 }
        return start..<end
    }

    private static func isMargin(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "\t", "-", "*", "•", "·", "#", "●", "○", "■", "+", "–", "—"].contains(scalar)
            || (0x2460...0x249B).contains(scalar.value)
    }

    /// "1.", "2)", "(3)", "4、"; a dose such as "2.5" is none, but "1.2型" is the first item, a type 2.
    private static func endOfNumbering(_ folded: [Unicode.Scalar], _ start: Int, _ end: Int) -> Int? {
        var index = start
        if index < end, folded[index] == "(" { index += 1 }
        let digits = index
        while index < end, index - digits < 2, TriageText.isDigit(folded[index]) { index += 1 }
        guard index > digits, index < end, [".", ")", "、"].contains(folded[index]) else { return nil }
        let next = index + 1
        guard next < end else { return nil }
        guard TriageText.isDigit(folded[next]) else { return next }
        return next + 1 < end && ["型", "级", "期", "度"].contains(folded[next + 1]) ? next : nil
    }

    /// "1.… 2.… 3.…" on one line: a number after a space begins the next item.
    private static func beginsItem(_ folded: [Unicode.Scalar], _ index: Int, _ range: Range<Int>) -> Bool {
        guard index > range.lowerBound, folded[index - 1] == " ", TriageText.isDigit(folded[index]) else {
            return false
        }
        return endOfNumbering(folded, index, range.upperBound) != nil
    }

    /// The tokens within offsets.
    static func tokens(_ note: NoteText, in range: Range<Int>) -> Range<Int> {
        let first = partition(note.tokens) { $0.range.lowerBound >= range.lowerBound }
        let last = partition(note.tokens) { $0.range.lowerBound >= range.upperBound }
        return first..<max(first, last)
    }

    private static func partition(_ tokens: [TriageToken], _ isAfter: (TriageToken) -> Bool) -> Int {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if isAfter(tokens[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
