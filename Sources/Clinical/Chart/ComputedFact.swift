/// A figure that the program computed from the chart, with all that is needed to check it.
public struct ComputedFact: Sendable, Hashable, Codable {
    /// The id or an alias of a clinical tool.
    public var tool: String
    /// Input name to value with unit, such as `creatinine`: `118 umol/L`; `date`, or `creatinine_date` where the inputs
    /// are of several days.
    public var inputs: [String: String]
    /// Of a category, the tool's first figure (the KDIGO grid's risk from 1, low, to 4, very high); nil where the
    /// category has none.
    public var value: Double?
    public var unit: String
    public var english: String
    public var chinese: String
    public var source: String
    public var formula: BilingualText
    /// Whom and what the figure must not be used for.
    public var limits: BilingualText
    /// `verified`, `secondary` or `unverified`: whether the formula was seen on a page.
    public var status: String
    /// Ids of the guideline passages on which it rests, the main one first.
    public var passages: [String]

    public init(
        tool: String, inputs: [String: String], value: Double?, unit: String, english: String, chinese: String,
        source: String, formula: BilingualText = BilingualText("", ""), limits: BilingualText = BilingualText("", ""),
        status: String = ToolSource.Status.unverified.rawValue, passages: [String] = []
    ) {
        self.tool = tool
        self.inputs = inputs
        self.value = value
        self.unit = unit
        self.english = english
        self.chinese = chinese
        self.source = source
        self.formula = formula
        self.limits = limits
        self.status = status
        self.passages = passages
    }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String { language.hasPrefix("zh") ? chinese : english }
}

extension ComputedFact {
    /// What a tool found, with the tool's own source and limits.
    init(
        _ result: ToolResult, of tool: ClinicalTool, named name: String? = nil, inputs: [String: String],
        text: BilingualText
    ) {
        self.init(
            tool: name ?? tool.id, inputs: inputs, value: result.number ?? result.figures.first?.value,
            unit: result.unit,
            english: text.english, chinese: text.chinese, source: tool.source.citation, formula: tool.formula,
            limits: tool.limits, status: tool.source.status.rawValue)
    }
}
