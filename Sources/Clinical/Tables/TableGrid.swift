/// The space of all answers to a table: every numeric axis split at all band ends into points and open intervals,
/// every category by itself, and "absent" for an axis that may be left out.
struct TableGrid: Sendable, Hashable {
    enum Segment: Sendable, Hashable {
        case band(TableBand)
        case category(ToolChoice)
        case absent
    }

    /// One alternative of a row: a bit for each segment of each axis that it takes.
    struct Box: Sendable, Hashable {
        var row: Int
        var masks: [UInt64]
    }

    /// What keeps a table from being laid out.
    enum Fault: Error, Hashable {
        case tooManySegments(axis: String)
        case tooManyAlternatives
        case endOutsideDomain(row: Int, axis: String, end: Double)
        case neverApplies(row: Int, alternative: Int?)
    }

    static let maximumSegments = 64
    static let maximumBoxes = 256

    var segments: [[Segment]]
    var boxes: [Box]

    init(axes: [TableAxis], rows: [TableRow]) throws(Fault) {
        segments = []
        boxes = []
        for axis in axes {
            let parts = try Self.segments(of: axis, rows)
            guard parts.count <= Self.maximumSegments else { throw .tooManySegments(axis: axis.id) }
            segments.append(parts)
        }
        for (index, row) in rows.enumerated() {
            let alternatives = row.any.isEmpty ? [[:]] : row.any
            for (number, alternative) in alternatives.enumerated() {
                let masks = axes.indices.map { axis in
                    mask(axis, axes[axis].id, row.when) & mask(axis, axes[axis].id, alternative)
                }
                guard !masks.contains(0) else {
                    throw .neverApplies(row: index, alternative: row.any.isEmpty ? nil : number)
                }
                boxes.append(Box(row: index, masks: masks))
            }
        }
        guard boxes.count <= Self.maximumBoxes else { throw .tooManyAlternatives }
    }

    /// All segments of an axis.
    func everything(_ axis: Int) -> UInt64 {
        segments[axis].count == 64 ? .max : (1 << UInt64(segments[axis].count)) - 1
    }

    private func mask(_ axis: Int, _ id: String, _ conditions: TableConditions) -> UInt64 {
        guard let condition = conditions[id] else { return everything(axis) }
        var mask: UInt64 = 0
        for (index, segment) in segments[axis].enumerated() where Self.holds(condition, segment) {
            mask |= 1 << UInt64(index)
        }
        return mask
    }

    private static func holds(_ condition: TableCondition, _ segment: Segment) -> Bool {
        switch (condition, segment) {
        case (.bands(let bands, _), .band(let part)):
            bands.contains { $0.contains(part.middle) }
        case (.values(let values, _), .category(let category)): values.contains(category.id)
        case (.bands(_, let orAbsent), .absent), (.values(_, let orAbsent), .absent): orAbsent
        default: false
        }
    }

    // MARK: Splitting

    private static func segments(of axis: TableAxis, _ rows: [TableRow]) throws(Fault) -> [Segment] {
        var parts: [Segment]
        if let domain = axis.domain {
            parts = split(domain, at: try cuts(axis.id, domain, rows)).map(Segment.band)
        } else {
            parts = axis.choices.map(Segment.category)
        }
        if axis.input.isOptional { parts.append(.absent) }
        return parts
    }

    private static func cuts(_ axis: String, _ domain: TableBand, _ rows: [TableRow]) throws(Fault) -> [Double] {
        var cuts: Set<Double> = []
        for (index, row) in rows.enumerated() {
            for conditions in [row.when] + row.any {
                guard case .bands(let bands, _)? = conditions[axis] else { continue }
                for end in bands.flatMap({ [$0.lower, $0.upper] }).compactMap(\.self) {
                    guard domain.reaches(end.value) else {
                        throw .endOutsideDomain(row: index, axis: axis, end: end.value)
                    }
                    cuts.insert(end.value)
                }
            }
        }
        return cuts.sorted()
    }

    private static func split(_ domain: TableBand, at cuts: [Double]) -> [TableBand] {
        var parts: [TableBand] = []
        var start = domain.lower
        if let lower = domain.lower, lower.isClosed {
            parts.append(.point(lower.value))
            start = TableBand.End(lower.value, isClosed: false)
        }
        for cut in cuts where cut != domain.lower?.value && cut != domain.upper?.value {
            let end = TableBand.End(cut, isClosed: false)
            parts += [TableBand(lower: start, upper: end), .point(cut)]
            start = end
        }
        let end = domain.upper.map { TableBand.End($0.value, isClosed: false) }
        parts.append(TableBand(lower: start, upper: end))
        if let upper = domain.upper, upper.isClosed { parts.append(.point(upper.value)) }
        return parts
    }
}

extension TableBand {
    /// Some number inside.
    fileprivate var middle: Double {
        switch (lower, upper) {
        case (let lower?, let upper?): (lower.value + upper.value) / 2
        case (let lower?, nil): lower.value + 1
        case (nil, let upper?): upper.value - 1
        case (nil, nil): 0
        }
    }

    /// Whether a limit there lies within or at the edge.
    fileprivate func reaches(_ value: Double) -> Bool {
        (lower.map { value >= $0.value } ?? true) && (upper.map { value <= $0.value } ?? true)
    }
}
