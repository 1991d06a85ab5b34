/// One line of wrapped text.
public struct WrappedLine: Sendable, Hashable {
    /// What to draw: the line without the blanks at which it was broken.
    public var text: String
    /// The whole stretch of the source that this line stands for, its trailing blanks included, its line feed not.
    public var range: Range<String.Index>
    /// Columns of `text`.
    public var columns: Int
    /// Whether the source ends here or has a line feed, so that the next line is a new paragraph.
    public var isHardEnd: Bool

    public init(text: String, range: Range<String.Index>, columns: Int, isHardEnd: Bool) {
        self.text = text
        self.range = range
        self.columns = columns
        self.isHardEnd = isHardEnd
    }
}

extension DisplayWidth {
    /// Breaks text into lines of at most that many columns.
    ///
    /// Words stay whole and figures keep their units where they fit; Chinese and Japanese break between any two characters except as
    /// the line-break rules (kinsoku, GB/T 15834) forbid. The ranges of the lines follow each other through the whole
    /// source, with only line feeds between them. Empty text is one empty line.
    public static func wrap(_ text: String, columns: Int) -> [WrappedLine] {
        var wrapper = LineWrapper(source: text, limit: max(1, columns))
        return wrapper.wrap()
    }
}

/// Greedy, in one pass: it goes back only to the last place where a break was allowed.
private struct LineWrapper {
    private struct Place {
        var index: String.Index
        /// Columns of the line before the place.
        var columns: Int
    }

    private let source: String
    private let limit: Int
    private var lines: [WrappedLine] = []
    private var lineStart: String.Index
    private var columns = 0
    /// Where the line may be broken well; where a figure would lose its unit; where at least no mark falls on the
    /// wrong side.
    private var good: Place?
    private var fair: Place?
    private var emergency: Place?

    init(source: String, limit: Int) {
        self.source = source
        self.limit = limit
        lineStart = source.startIndex
    }

    mutating func wrap() -> [WrappedLine] {
        var previous: BreakClass?
        var beforePrevious: BreakClass?
        var index = source.startIndex
        while index < source.endIndex {
            let character = source[index]
            let next = source.index(after: index)
            if character.isNewline {
                finishLine(at: index, isHardEnd: true, nextStart: next)
                (previous, beforePrevious) = (nil, nil)
            } else {
                let width = DisplayWidth.of(character)
                let current = BreakClass(character, width: width)
                notePlaces(at: index, previous, beforePrevious, current)
                add(width, at: index, isBlank: current == .blank)
                (previous, beforePrevious) = (current, previous)
            }
            index = next
        }
        finishLine(at: source.endIndex, isHardEnd: true, nextStart: source.endIndex)
        return lines
    }

    private mutating func notePlaces(
        at index: String.Index, _ previous: BreakClass?, _ beforePrevious: BreakClass?, _ current: BreakClass
    ) {
        guard let previous, index > lineStart, current != .blank else { return }
        let place = Place(index: index, columns: columns)
        if current.isAllowedAtStart && previous.isAllowedAtEnd { emergency = place }
        guard BreakClass.allowsBreak(beforePrevious, previous, current) else { return }
        if BreakClass.isBeforeUnit(beforePrevious, previous, current) { fair = place } else { good = place }
    }

    /// Blanks hang over the edge: they never start a line.
    private mutating func add(_ width: Int, at index: String.Index, isBlank: Bool) {
        while !isBlank, columns + width > limit, index > lineStart {
            let place = good ?? fair ?? emergency ?? Place(index: index, columns: columns)
            let rest = columns - place.columns
            columns = place.columns
            finishLine(at: place.index, isHardEnd: false, nextStart: place.index)
            columns = rest
        }
        columns += width
    }

    private mutating func finishLine(at end: String.Index, isHardEnd: Bool, nextStart: String.Index) {
        var shown = source[lineStart..<end]
        while !isHardEnd, shown.utf8.last == UInt8(ascii: " ") {
            shown.removeLast()
            columns -= 1
        }
        lines.append(
            WrappedLine(text: String(shown), range: lineStart..<end, columns: columns, isHardEnd: isHardEnd))
        lineStart = nextStart
        (good, fair, emergency) = (nil, nil, nil)
        columns = 0
    }
}
