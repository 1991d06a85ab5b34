/// What a span of results means. The value is judged as it is shown, so that text and figure never disagree.
public struct ToolBand: Sendable, Hashable {
    public var lower: Double
    public var isLowerIncluded: Bool
    public var upper: Double
    public var isUpperIncluded: Bool
    public var meaning: BilingualText

    public func contains(_ value: Double) -> Bool {
        (isLowerIncluded ? value >= lower : value > lower) && (isUpperIncluded ? value <= upper : value < upper)
    }

    /// "<1.3", "1.3 to <2.67", ">2.67".
    public var span: BilingualText {
        let (low, high) = (NumberText.exact(lower), NumberText.exact(upper))
        let (above, below) = (isLowerIncluded ? "≥" : ">", isUpperIncluded ? "≤" : "<")
        if lower == -.infinity { return BilingualText(below + high, below + high) }
        if upper == .infinity { return BilingualText(above + low, above + low) }
        if lower == upper { return BilingualText(low, low) }
        if isLowerIncluded, isUpperIncluded { return BilingualText("\(low)–\(high)", "\(low)–\(high)") }
        return BilingualText("\(above)\(low), \(below)\(high)", "\(above)\(low)且\(below)\(high)")
    }

    public static func below(_ upper: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(-.infinity, true, upper, false, english, chinese)
    }
    public static func upTo(_ upper: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(-.infinity, true, upper, true, english, chinese)
    }
    public static func from(_ lower: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(lower, true, .infinity, true, english, chinese)
    }
    public static func above(_ lower: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(lower, false, .infinity, true, english, chinese)
    }
    public static func from(_ lower: Double, below upper: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(lower, true, upper, false, english, chinese)
    }
    /// Both ends belong to it: whole points of a score.
    public static func from(_ lower: Double, to upper: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(lower, true, upper, true, english, chinese)
    }
    public static func above(_ lower: Double, to upper: Double, _ english: String, _ chinese: String) -> ToolBand {
        band(lower, false, upper, true, english, chinese)
    }

    private static func band(
        _ lower: Double, _ isLowerIncluded: Bool, _ upper: Double, _ isUpperIncluded: Bool, _ english: String,
        _ chinese: String
    ) -> ToolBand {
        ToolBand(
            lower: lower, isLowerIncluded: isLowerIncluded, upper: upper, isUpperIncluded: isUpperIncluded,
            meaning: BilingualText(english, chinese))
    }
}
