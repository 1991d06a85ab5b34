/// A band of numbers with explicit ends; a missing end is the end of the axis's domain.
public struct TableBand: Sendable, Hashable {
    public struct End: Sendable, Hashable {
        public var value: Double
        public var isClosed: Bool

        public init(_ value: Double, isClosed: Bool) {
            self.value = value
            self.isClosed = isClosed
        }
    }

    public var lower: End?
    public var upper: End?

    public init(lower: End?, upper: End?) {
        self.lower = lower
        self.upper = upper
    }

    static func point(_ value: Double) -> TableBand {
        TableBand(lower: End(value, isClosed: true), upper: End(value, isClosed: true))
    }

    public func contains(_ value: Double) -> Bool {
        if let lower, lower.isClosed ? value < lower.value : value <= lower.value { return false }
        if let upper, upper.isClosed ? value > upper.value : value >= upper.value { return false }
        return true
    }

    /// Whether no number lies in it.
    var isEmpty: Bool {
        guard let lower, let upper else { return false }
        return lower.value > upper.value || (lower.value == upper.value && !(lower.isClosed && upper.isClosed))
    }

    /// Both neighbours as one, where the other begins exactly at this one's end.
    func joined(with next: TableBand) -> TableBand? {
        guard let upper, let start = next.lower, upper.value == start.value, upper.isClosed != start.isClosed else {
            return nil
        }
        return TableBand(lower: lower, upper: next.upper)
    }

    /// "130 to <140 mmHg", "≥140 mmHg", "exactly 8 mm".
    ///
    /// - Parameter unit: UCUM, or `a` for years of age
    func words(unit: String) -> BilingualText {
        let tail = Self.tail(unit)
        func text(_ end: End) -> String { NumberText.exact(end.value) }
        let span: BilingualText
        switch (lower, upper) {
        case (nil, nil): return BilingualText("any value", "任何数值")
        case (let lower?, nil): span = Self.both((lower.isClosed ? "≥" : ">") + text(lower))
        case (nil, let upper?): span = Self.both((upper.isClosed ? "≤" : "<") + text(upper))
        case (let lower?, let upper?) where lower.value == upper.value:
            span = BilingualText("exactly \(text(lower))", "恰为\(text(lower))")
        case (let lower?, let upper?):
            let first = (lower.isClosed ? "" : ">") + text(lower)
            let last = (upper.isClosed ? "" : "<") + text(upper)
            span = BilingualText("\(first) to \(last)", "\(first)～\(last)")
        }
        return BilingualText(span.english + tail.english, span.chinese + tail.chinese)
    }

    /// A number with its unit.
    static func words(_ value: String, unit: String) -> BilingualText {
        let tail = tail(unit)
        return BilingualText(value + tail.english, value + tail.chinese)
    }

    private static func tail(_ unit: String) -> BilingualText {
        if unit == "a" { return BilingualText(" years", "岁") }
        let shown = UnitConversion.display(unit)
        return both(shown.isEmpty || shown == "%" ? shown : " " + shown)
    }

    private static func both(_ text: String) -> BilingualText { BilingualText(text, text) }
}
