/// One input of a table: what the tools ask for, and how the guideline measures it.
public struct TableAxis: Sendable, Hashable, Identifiable {
    /// Name, label, unit with range, or choices. An optional one may be left out: the rows say what holds without it.
    public var input: ToolInput
    /// UCUM, as the bands are written; `a` for years of age, empty for a category or a pure number.
    public var unit: String
    /// The guideline rounds to so many decimals before it looks into the table (half up); nil where it doesn't.
    public var decimals: Int?
    /// Other units with the figures that the guideline prints for the same limits.
    public var equivalents: [TableEquivalents]
    /// What a value outside the range means, where that can be said.
    public var beyond: BilingualText?

    public var id: String { input.name }
    public var name: BilingualText { input.label }

    /// Nil for a category.
    var domain: TableBand? {
        guard case .number(let quantity) = input.kind else { return nil }
        return TableBand(
            lower: TableBand.End(quantity.range.lowerBound, isClosed: true),
            upper: TableBand.End(quantity.range.upperBound, isClosed: !quantity.isUpperEndExcluded))
    }

    /// Empty for a number.
    var choices: [ToolChoice] {
        if case .choice(let choices) = input.kind { choices } else { [] }
    }

    /// A value as the table looks it up.
    ///
    /// - Parameters:
    ///   - value: in the axis's unit
    ///   - stated: as it was given
    func lookedUp(_ value: Double, stated: Quantity?) -> Double {
        let unit = stated.map { UnitConversion.normalised($0.unit) }
        let pairs = equivalents.first { $0.unit == unit }?.pairs ?? []
        return kept(rounded(TableEquivalents.bend(value, pairs)))
    }

    /// A converted figure may come out a little beyond the range's end, and is then the end.
    private func kept(_ value: Double) -> Double {
        guard case .number(let quantity) = input.kind else { return value }
        let last = quantity.isUpperEndExcluded ? quantity.range.upperBound.nextDown : quantity.range.upperBound
        return min(max(value, quantity.range.lowerBound), last)
    }

    /// Half up, as the guidelines ask (5.5 mm counts as 6 mm); a hair below a half is the half.
    private func rounded(_ value: Double) -> Double {
        guard let decimals else { return value }
        let scale = [1.0, 10, 100, 1000][min(max(decimals, 0), 3)]
        return (value * scale + 0.5 + 1e-9).rounded(.down) / scale
    }
}

/// A unit other than the table's, and the pairs of figures that the guideline prints as equal, rising.
public struct TableEquivalents: Sendable, Hashable {
    public struct Pair: Sendable, Hashable {
        /// In the table's unit.
        public var own: Double
        /// In the other unit.
        public var printed: Double
        /// The printed figure converted by arithmetic.
        var converted: Double
    }

    /// UCUM.
    public var unit: String
    public var pairs: [Pair]

    /// Guidelines round their limits in each unit (126 mg/dL is 6.993 mmol/L and printed as 7.0). A printed pair counts
    /// as equal, what lies between is stretched evenly: the order of values never changes, so nobody just below a
    /// limit in one unit lies above it in the other.
    static func bend(_ value: Double, _ pairs: [Pair]) -> Double {
        guard let first = pairs.first, let last = pairs.last else { return value }
        // A hair of the conversion must not keep the printed figure itself off its limit.
        if let same = pairs.first(where: { abs($0.converted - value) <= 1e-9 * max(1, abs(value)) }) { return same.own }
        if value <= first.converted { return value * first.own / first.converted }
        if value >= last.converted { return value * last.own / last.converted }
        for (low, high) in zip(pairs, pairs.dropFirst()) where value <= high.converted {
            let share = (value - low.converted) / (high.converted - low.converted)
            return low.own + share * (high.own - low.own)
        }
        return value
    }
}
