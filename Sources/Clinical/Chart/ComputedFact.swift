/// A figure that the program computed from the chart, with all that is needed to check it.
public struct ComputedFact: Sendable, Hashable, Codable {
    public var tool: String
    /// Input name to value with unit, such as `creatinine`: `118 umol/L`.
    public var inputs: [String: String]
    public var value: Double
    public var unit: String
    public var english: String
    public var chinese: String
    public var source: String

    public init(
        tool: String, inputs: [String: String], value: Double, unit: String, english: String, chinese: String,
        source: String
    ) {
        self.tool = tool
        self.inputs = inputs
        self.value = value
        self.unit = unit
        self.english = english
        self.chinese = chinese
        self.source = source
    }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String { language.hasPrefix("zh") ? chinese : english }
}
