/// The proof that a table gives exactly one row for every combination of answers.
///
/// The axes are walked one after the other; segments on which the same alternatives remain are walked together, and a
/// state (axis, remaining alternatives) that was seen once isn't walked again. So the proof covers the whole product
/// of all segments without visiting each cell.
struct TableProof {
    enum Fault: Sendable, Hashable {
        /// No row takes these answers.
        case gap(cell: BilingualText)
        /// Two rows take them; indices into the table's rows.
        case overlap(first: Int, second: Int, cell: BilingualText)
    }

    /// Enough to mend a file with, and few enough to read.
    static let maximumFaults = 5

    /// Empty where the table is complete and free of overlaps.
    static func faults(axes: [TableAxis], grid: TableGrid) -> [Fault] {
        var proof = TableProof(axes: axes, grid: grid)
        proof.walk(0, BoxSet(first: grid.boxes.count), masks: [])
        return proof.found
    }

    private struct State: Hashable {
        var axis: Int
        var boxes: BoxSet
    }

    private let axes: [TableAxis]
    private let grid: TableGrid
    private var seen: Set<State> = []
    private var found: [Fault] = []
    private var clashes: Set<[Int]> = []

    private init(axes: [TableAxis], grid: TableGrid) {
        self.axes = axes
        self.grid = grid
    }

    private mutating func walk(_ axis: Int, _ boxes: BoxSet, masks: [UInt64]) {
        guard found.count < Self.maximumFaults else { return }
        guard !boxes.isEmpty else {
            found.append(.gap(cell: words(masks)))
            return
        }
        guard axis < axes.count else {
            judge(boxes, masks)
            return
        }
        guard seen.insert(State(axis: axis, boxes: boxes)).inserted else { return }
        for group in groups(axis, boxes) { walk(axis + 1, group.boxes, masks: masks + [group.mask]) }
    }

    private mutating func judge(_ boxes: BoxSet, _ masks: [UInt64]) {
        let rows = Set(grid.boxes.indices.filter(boxes.contains).map { grid.boxes[$0].row }).sorted()
        guard rows.count > 1, clashes.insert(Array(rows.prefix(2))).inserted else { return }
        found.append(.overlap(first: rows[0], second: rows[1], cell: words(masks)))
    }

    private func groups(_ axis: Int, _ boxes: BoxSet) -> [(boxes: BoxSet, mask: UInt64)] {
        var groups: [(boxes: BoxSet, mask: UInt64)] = []
        for segment in grid.segments[axis].indices {
            let bit: UInt64 = 1 << UInt64(segment)
            var left = BoxSet()
            for box in grid.boxes.indices where boxes.contains(box) && grid.boxes[box].masks[axis] & bit != 0 {
                left.insert(box)
            }
            if let same = groups.firstIndex(where: { $0.boxes == left }) {
                groups[same].mask |= bit
            } else {
                groups.append((left, bit))
            }
        }
        return groups
    }

    /// The cell in words: the axes that were looked at so far, each with the first of its parts that lie together.
    private func words(_ masks: [UInt64]) -> BilingualText {
        let parts = masks.enumerated().compactMap { axis, mask -> BilingualText? in
            guard mask != grid.everything(axis) else { return nil }
            let part = grid.words(axis, mask, unit: axes[axis].unit)
            let name = axes[axis].name
            return BilingualText("\(name.english) \(part.english)", "\(name.chinese) \(part.chinese)")
        }
        guard !parts.isEmpty else { return BilingualText("any answers", "任何回答") }
        return BilingualText(
            parts.map(\.english).joined(separator: ", "), parts.map(\.chinese).joined(separator: "，"))
    }
}

/// A set of up to 256 alternatives.
struct BoxSet: Hashable {
    private var words: SIMD4<UInt64> = .zero

    init() {}

    init(first count: Int) {
        for box in 0..<min(count, TableGrid.maximumBoxes) { insert(box) }
    }

    var isEmpty: Bool { words == .zero }
    func contains(_ box: Int) -> Bool { words[box >> 6] & (1 << UInt64(box & 63)) != 0 }
    mutating func insert(_ box: Int) { words[box >> 6] |= 1 << UInt64(box & 63) }
}
