@testable import Clinical

/// Every combination of answers that a table can tell apart, found without the table's own grid: the limits as they
/// stand in the rows, points between them, each category, and no answer where that is allowed.
struct Cells: Sequence, IteratorProtocol {
    enum Value: Hashable {
        case number(Double)
        case choice(String)
        case absent
    }

    private let axes: [[Value]]
    let count: Int
    private var index = 0
    private let stride: Int

    /// - Parameter most: larger tables are walked in strides that hit about so many cells.
    init(_ table: DecisionTable, most: Int = 4000) {
        axes = table.axes.map { Cells.values($0, table.rows) }
        count = axes.reduce(1) { $0 * $1.count }
        // A prime stride, so that no axis stands still.
        stride = count <= most ? 1 : (count / most / 2) * 2 + 1
    }

    mutating func next() -> [Value]? {
        guard index < count else { return nil }
        var rest = index
        index += stride
        return axes.map { values in
            let value = values[rest % values.count]
            rest /= values.count
            return value
        }
    }

    private static func values(_ axis: TableAxis, _ rows: [TableRow]) -> [Value] {
        var values: [Value] = axis.choices.map { .choice($0.id) }
        if case .number(let quantity) = axis.input.kind {
            var ends: Set = [quantity.range.lowerBound, quantity.range.upperBound]
            for conditions in rows.flatMap({ [$0.when] + $0.any }) {
                guard case .bands(let bands, _)? = conditions[axis.id] else { continue }
                for band in bands { ends.formUnion([band.lower?.value, band.upper?.value].compactMap(\.self)) }
            }
            let sorted = ends.sorted()
            let points = quantity.isUpperEndExcluded ? Array(sorted.dropLast()) : sorted
            values = (points + zip(sorted, sorted.dropFirst()).map { ($0 + $1) / 2 }).map(Value.number)
        }
        return axis.input.isOptional ? values + [.absent] : values
    }
}

extension TableRow {
    /// Whether the conditions take a cell, read straight from the row.
    func takes(_ cell: [Cells.Value], _ axes: [TableAxis]) -> Bool {
        let holds = { (conditions: TableConditions) in
            zip(cell, axes).allSatisfy { value, axis in conditions[axis.id].map { $0.takes(value) } ?? true }
        }
        return holds(when) && (any.isEmpty || any.contains(where: holds))
    }
}

extension TableCondition {
    fileprivate func takes(_ value: Cells.Value) -> Bool {
        switch (self, value) {
        case (.bands(let bands, _), .number(let number)): bands.contains { $0.contains(number) }
        case (.values(let values, _), .choice(let id)): values.contains(id)
        case (.bands(_, let orAbsent), .absent), (.values(_, let orAbsent), .absent): orAbsent
        default: false
        }
    }
}
