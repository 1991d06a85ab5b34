/// A stretch of one row that has to be drawn again.
public struct Run: Sendable, Equatable {
    public var origin: Point
    public var cells: [Cell]

    public init(origin: Point, cells: [Cell]) {
        self.origin = origin
        self.cells = cells
    }
}

/// What differs between two buffers, so that a streaming answer redraws one word and not the screen.
public enum FrameDiff {
    /// The shortest runs that turn the old buffer into the new one, top to bottom and left to right. With no old
    /// buffer, or one of another size, every row is a run. A run never starts or ends inside a wide character.
    public static func changes(from old: Buffer?, to new: Buffer) -> [Run] {
        guard let old, old.size == new.size else {
            return (0..<new.size.rows).compactMap { row in
                let cells = Array(new[row: row])
                return cells.isEmpty ? nil : Run(origin: Point(column: 0, row: row), cells: cells)
            }
        }
        return (0..<new.size.rows).flatMap { changes(row: $0, from: old[row: $0], to: new[row: $0]) }
    }

    private static func changes(row: Int, from old: ArraySlice<Cell>, to new: ArraySlice<Cell>) -> [Run] {
        guard old != new else { return [] }
        var runs: [Run] = []
        var index = new.startIndex
        while index < new.endIndex {
            guard old[index] != new[index] else {
                index += 1
                continue
            }
            let start = new[index].isRightHalf && index > new.startIndex ? index - 1 : index
            while index < new.endIndex, old[index] != new[index] || new[index].isRightHalf { index += 1 }
            let origin = Point(column: start - new.startIndex, row: row)
            runs.append(Run(origin: origin, cells: Array(new[start..<index])))
        }
        return runs
    }
}
