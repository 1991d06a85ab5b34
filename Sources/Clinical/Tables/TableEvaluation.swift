/// What a table says about a set of answers.
public struct TableFinding: Sendable, Hashable {
    public var table: String
    public var row: TableRow
    /// Why this row: each answer that decided, with the band or the value in which it lies.
    public var reason: BilingualText
    /// The answers as they were given, with their units.
    public var inputs: [String: String]
}

extension DecisionTable {
    /// The row for these answers.
    ///
    /// An answer that can't change the row any more may be missing.
    ///
    /// - Parameter given: values by input name, a figure in the input's own unit or with one that can be converted
    /// - Throws: `ToolError`, which names the field, what was given and what is accepted
    public func evaluate(_ given: [String: GivenValue]) throws(ToolError) -> TableFinding {
        do throws(ToolError) {
            return try evaluate(ToolValues(given, for: openInputs))
        } catch {
            throw explained(error)
        }
    }

    /// The inputs, none of them required: which are depends on the others.
    var openInputs: [ToolInput] {
        axes.map { axis in
            var input = axis.input
            input.isOptional = true
            return input
        }
    }

    /// - Parameter values: read for `openInputs`
    func evaluate(_ values: ToolValues) throws(ToolError) -> TableFinding {
        let answers = axes.map { answer($0, values) }
        try checkOrder(answers)
        let masks = axes.indices.map { mask($0, answers[$0]) }
        let boxes = grid.boxes.filter { box in zip(box.masks, masks).allSatisfy { $0 & $1 != 0 } }
        let found = Set(boxes.map(\.row))
        guard found.count == 1, let row = found.first else { throw missing(boxes, answers) }
        return TableFinding(
            table: id, row: rows[row], reason: reason(boxes, answers, masks), inputs: values.shown)
    }

    enum Answer {
        case number(Double, stated: Quantity)
        case choice(String)
        case none
    }

    private func answer(_ axis: TableAxis, _ values: ToolValues) -> Answer {
        if let choice = values.optionalChoice(axis.id) { return .choice(choice) }
        guard let value = values.optionalNumber(axis.id), let stated = values.stated(axis.id) else { return .none }
        return .number(axis.lookedUp(value, stated: stated), stated: stated)
    }

    private func checkOrder(_ answers: [Answer]) throws(ToolError) {
        for order in ordered {
            guard let small = axes.firstIndex(where: { $0.id == order.smaller }),
                let large = axes.firstIndex(where: { $0.id == order.larger }),
                case .number(let low, _) = answers[small], case .number(let high, _) = answers[large], low > high
            else { continue }
            let (first, second) = (axes[small].name, axes[large].name)
            throw .notApplicable(
                field: order.smaller,
                reason: BilingualText(
                    "the \(first.english) can't exceed the \(second.english). Check whether they were swapped.",
                    "\(first.chinese)不可能大于\(second.chinese)，请核对是否颠倒。"))
        }
    }

    // MARK: Segments

    /// The segments that an answer leaves: one, or all where a required input is missing.
    private func mask(_ axis: Int, _ answer: Answer) -> UInt64 {
        let segments = grid.segments[axis]
        let index: Int?
        switch answer {
        case .none:
            guard let absent = segments.firstIndex(of: .absent) else { return grid.everything(axis) }
            index = absent
        case .choice(let id):
            index = segments.firstIndex { if case .category(let choice) = $0 { choice.id == id } else { false } }
        case .number(let value, _): index = segment(of: value, segments)
        }
        return index.map { 1 << UInt64($0) } ?? 0
    }

    /// A hair off a limit counts as the limit, since units convert with rounding.
    private func segment(of value: Double, _ segments: [TableGrid.Segment]) -> Int? {
        let near = segments.firstIndex { segment in
            guard case .band(let band) = segment, let point = band.lower, band.upper == point else { return false }
            return abs(point.value - value) <= 1e-9 * max(1, abs(value))
        }
        return near ?? segments.firstIndex { if case .band(let band) = $0 { band.contains(value) } else { false } }
    }

    /// The inputs that would decide between the rows that are left.
    private func missing(_ boxes: [TableGrid.Box], _ answers: [Answer]) -> ToolError {
        let needs = axes.indices.filter { axis in
            guard case .none = answers[axis], !axes[axis].input.isOptional else { return false }
            return boxes.contains { $0.masks[axis] != grid.everything(axis) }
        }
        guard !needs.isEmpty else {
            return .notApplicable(
                field: id, reason: BilingualText("no row takes these inputs. Check them.", "没有适用的行，请核对输入。"))
        }
        return .missing(needs.map { ToolNeed(axes[$0].input) })
    }

    /// Says what lies beyond the table's range, where the table knows.
    private func explained(_ error: ToolError) -> ToolError {
        guard case .outOfRange(let field, let given, let accepted) = error, let beyond = axis(field)?.beyond else {
            return error
        }
        return .outOfRange(
            field: field, given: given,
            accepted: BilingualText(
                "\(accepted.english) (\(beyond.english))", "\(accepted.chinese)（\(beyond.chinese)）"))
    }

    // MARK: Reason

    private func reason(_ boxes: [TableGrid.Box], _ answers: [Answer], _ masks: [UInt64]) -> BilingualText {
        var parts: [BilingualText] = []
        for box in boxes {
            for axis in axes.indices {
                guard let part = reason(axis, box.masks[axis], answers[axis], masks[axis]), !parts.contains(part)
                else { continue }
                parts.append(part)
            }
        }
        return parts.isEmpty ? BilingualText("whatever the inputs", "与输入无关") : .joined(parts)
    }

    /// Nil where the axis doesn't matter to the row.
    private func reason(_ axis: Int, _ taken: UInt64, _ answer: Answer, _ given: UInt64) -> BilingualText? {
        let absent = grid.segments[axis].firstIndex(of: .absent).map { UInt64(1) << UInt64($0) } ?? 0
        let present = grid.everything(axis) & ~absent
        guard taken & present != present else { return nil }
        let name = axes[axis].name
        switch answer {
        case .none: return nil
        case .choice:
            let value = grid.words(axis, given, unit: "")
            return BilingualText("\(name.english): \(value.english)", "\(name.chinese)：\(value.chinese)")
        case .number(let value, let stated):
            let band = grid.words(axis, Self.run(taken & present, around: given), unit: axes[axis].unit)
            let shown = words(value, stated, axes[axis])
            return BilingualText(
                "\(name.english) \(shown.english) (\(band.english))",
                "\(name.chinese) \(shown.chinese)（\(band.chinese)）")
        }
    }

    /// "126 mg/dL = 7 mmol/L"; the second only where it differs.
    private func words(_ value: Double, _ stated: Quantity, _ axis: TableAxis) -> BilingualText {
        let unit = stated.unit.isEmpty ? axis.unit : stated.unit
        let given = TableBand.words(NumberText.exact(stated.value), unit: unit)
        guard value != stated.value else { return given }
        let used = TableBand.words(NumberText.shown(value), unit: axis.unit)
        return BilingualText("\(given.english) = \(used.english)", "\(given.chinese) = \(used.chinese)")
    }

    /// The bits that hang together with a given one.
    private static func run(_ mask: UInt64, around bit: UInt64) -> UInt64 {
        var run = bit
        while true {
            let wider = (run | run << 1 | run >> 1) & mask
            if wider | run == run { return run }
            run |= wider
        }
    }
}
