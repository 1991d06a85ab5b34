/// A number that a tool asks for: its unit, the range in which the tool holds, and the other units it may come in.
public struct ToolQuantity: Sendable, Hashable {
    /// UCUM; empty for a pure number. A figure without a unit is in this one.
    public var unit: String
    /// In `unit`.
    public var range: ClosedRange<Double>
    /// Whether the upper end itself is refused ("below 400").
    public var isUpperEndExcluded: Bool
    /// Id in the table of analytes, whose molar and mass units are then accepted.
    public var analyte: String?
    /// Units that neither the analyte nor the unit's dimension explains.
    public var others: [ToolUnit]

    public init(
        _ unit: String, _ range: ClosedRange<Double>, isUpperEndExcluded: Bool = false, analyte: String? = nil,
        others: [ToolUnit] = []
    ) {
        self.unit = unit
        self.range = range
        self.isUpperEndExcluded = isUpperEndExcluded
        self.analyte = analyte
        self.others = others
    }

    /// A value of another unit in this one; nil where the unit doesn't measure the same thing.
    public func converted(_ value: Double, from given: String) -> Double? {
        let from = UnitConversion.normalised(given)
        if from.isEmpty || from == unit || (unit.isEmpty && Self.isCount(from)) { return value }
        if let other = others.first(where: { $0.isWritten(given) || $0.unit == from }) {
            return value * other.factor + other.offset
        }
        if let analyte, let found = Analyte.all.first(where: { $0.id == analyte }) {
            return found.convert(value, from: from, to: unit)
        }
        return UnitMeasure.scale(from: from, to: unit).map { value * $0 }
    }

    /// A unit as it follows a figure: " µmol/L", "%", nothing for a pure number.
    static func suffix(_ unit: String) -> String {
        let shown = isCount(unit) ? "" : UnitConversion.display(unit)
        return (shown.isEmpty || shown == "%" ? "" : " ") + shown
    }

    /// UCUM's ways of saying that a number has no unit: `1`, `{INR}`.
    private static func isCount(_ unit: String) -> Bool { unit == "1" || (unit.hasPrefix("{") && unit.hasSuffix("}")) }

    /// Whether the tool holds for a value in `unit`.
    ///
    /// - Parameter isConverted: the figure came in another unit and was rounded there, so that half a percent beyond an
    ///   end still is the end: 8.28 mmol/L is 320 mg/dL of cholesterol. An end that is excluded stays so.
    public func contains(_ value: Double, isConverted: Bool = false) -> Bool {
        guard value.isFinite else { return false }
        let slack = max(1, abs(value)) * (isConverted ? 0.005 : 1e-9)
        if isUpperEndExcluded, value >= range.upperBound { return false }
        return value >= range.lowerBound - slack && value <= range.upperBound + slack
    }

    /// "0.1–15 mg/dL or 8.84–1326 µmol/L".
    public var accepted: BilingualText {
        let spans = [(unit, range.lowerBound, range.upperBound)] + otherSpans
        let texts = spans.map { name, low, high in
            let figures = (NumberText.shown(low), NumberText.shown(high))
            let unit = Self.suffix(name)
            return isUpperEndExcluded
                ? BilingualText("\(figures.0) to below \(figures.1)\(unit)", "\(figures.0)至<\(figures.1)\(unit)")
                : BilingualText("\(figures.0)–\(figures.1)\(unit)", "\(figures.0)–\(figures.1)\(unit)")
        }
        return BilingualText(
            texts.map(\.english).joined(separator: " or "), texts.map(\.chinese).joined(separator: "或"))
    }

    /// The range in the analyte's other unit and in those listed.
    private var otherSpans: [(String, Double, Double)] {
        let found = Analyte.all.first { $0.id == analyte }
        let paired = [found?.conventionalUnit, found?.siUnit].compactMap { $0 }.filter { $0 != unit }
        let fromTable = Set(paired).sorted().compactMap { name -> (String, Double, Double)? in
            guard let low = found?.convert(range.lowerBound, from: unit, to: name),
                let high = found?.convert(range.upperBound, from: unit, to: name)
            else { return nil }
            return (name, low, high)
        }
        let listed = others.filter(\.isShown).map { other in
            (
                other.unit, (range.lowerBound - other.offset) / other.factor,
                (range.upperBound - other.offset) / other.factor
            )
        }
        return fromTable + listed.filter { span in !fromTable.contains { $0.0 == span.0 } }
    }
}

/// A further unit of an input: the tool's value = value × factor + offset.
public struct ToolUnit: Sendable, Hashable {
    /// UCUM, or the word that people write.
    public var unit: String
    public var factor: Double
    public var offset: Double
    /// Further spellings, in lower case.
    public var spellings: [String]
    /// Whether help and errors name it; words such as "years" need no mention.
    public var isShown: Bool

    public init(
        _ unit: String, factor: Double = 1, offset: Double = 0, spellings: [String] = [], isShown: Bool = true
    ) {
        self.unit = unit
        self.factor = factor
        self.offset = offset
        self.spellings = spellings
        self.isShown = isShown
    }

    func isWritten(_ given: String) -> Bool {
        let wanted = given.lowercased()
        return unit.lowercased() == wanted || spellings.contains(wanted)
    }
}
