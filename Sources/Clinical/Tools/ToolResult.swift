/// What a tool found, before its bands and its rounding are applied.
public struct ToolFinding: Sendable, Hashable {
    public enum Value: Sendable, Hashable {
        case number(Double)
        case category(BilingualText)
    }

    public var value: Value
    /// Nil for the tool's own unit.
    public var unit: String?
    /// Nil for the tool's own.
    public var decimals: Int?
    /// Nil for the meaning of the band in which the value lies.
    public var interpretation: BilingualText?
    /// Further sentences after the interpretation.
    public var remarks: [BilingualText]
    /// Further figures, such as the other formulas' values.
    public var figures: [ToolFigure]

    public init(
        _ value: Value, unit: String? = nil, decimals: Int? = nil, interpretation: BilingualText? = nil,
        remarks: [BilingualText] = [], figures: [ToolFigure] = []
    ) {
        self.value = value
        self.unit = unit
        self.decimals = decimals
        self.interpretation = interpretation
        self.remarks = remarks
        self.figures = figures
    }

    public static func number(_ value: Double) -> ToolFinding { ToolFinding(.number(value)) }
    public static func category(_ english: String, _ chinese: String) -> ToolFinding {
        ToolFinding(.category(BilingualText(english, chinese)))
    }
}

/// A named figure beside the result.
public struct ToolFigure: Sendable, Hashable {
    public var name: String
    public var value: Double
    /// UCUM.
    public var unit: String

    public init(_ name: String, _ value: Double, unit: String = "") {
        self.name = name
        self.value = value
        self.unit = unit
    }
}

/// A finished calculation.
public struct ToolResult: Sendable, Hashable {
    public var tool: String
    /// A number is rounded to the tool's decimals.
    public var value: ToolFinding.Value
    /// UCUM; empty for a category or a pure number.
    public var unit: String
    public var interpretation: BilingualText
    public var figures: [ToolFigure]
    /// The inputs as they were used, defaults among them.
    public var inputs: [String: String]

    /// - Throws: `notApplicable` where the arithmetic gave no number.
    init(_ finding: ToolFinding, of tool: ClinicalTool, _ values: ToolValues) throws(ToolError) {
        self.tool = tool.id
        inputs = values.shown
        figures = finding.figures
        switch (finding.value, tool.output) {
        case (.number(let number), .number(let unit, let decimals)):
            guard number.isFinite else {
                throw .notApplicable(
                    field: tool.id,
                    reason: BilingualText("these inputs give no number. Check them.", "这些输入得不出数值，请核对。"))
            }
            let rounded = Self.rounded(number, decimals: finding.decimals ?? decimals)
            value = .number(rounded)
            self.unit = finding.unit ?? unit
            let band = tool.bands.first { $0.contains(rounded) }?.meaning
            interpretation = .joined([finding.interpretation ?? band].compactMap { $0 } + finding.remarks)
        case (let other, _):
            value = other
            unit = finding.unit ?? ""
            interpretation = .joined([finding.interpretation].compactMap { $0 } + finding.remarks)
        }
    }

    /// Nil for a category.
    public var number: Double? {
        if case .number(let number) = value { number } else { nil }
    }

    /// The value with its unit as clinicians write it, or the category.
    public func valueText(in language: String) -> String {
        switch value {
        case .number(let number): return NumberText.exact(number) + ToolQuantity.suffix(unit)
        case .category(let text): return text.text(in: language)
        }
    }

    static func rounded(_ value: Double, decimals: Int) -> Double {
        let scale = [1.0, 10, 100, 1000, 10_000][max(0, min(4, decimals))]
        return (value * scale).rounded() / scale
    }
}
