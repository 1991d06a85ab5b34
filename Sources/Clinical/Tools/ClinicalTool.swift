/// A calculator, score or decision table as a value: what it asks for, what it gives, where it comes from. Help, the
/// list, the command line and the checks of inputs derive from it.
public struct ClinicalTool: Sendable, Identifiable {
    /// What comes out; the unit is UCUM, empty for a pure number.
    public enum Output: Sendable, Hashable {
        case number(unit: String, decimals: Int)
        /// A class or a recommendation in words.
        case category
    }

    /// Lower case with hyphens: `ckd-epi-2021`.
    public var id: String
    /// Further names under which the tool is found.
    public var aliases: [String]
    public var name: BilingualText
    public var inputs: [ToolInput]
    public var output: Output
    public var formula: BilingualText
    public var bands: [ToolBand]
    /// Whom and what it must not be used for.
    public var limits: BilingualText
    public var source: ToolSource
    /// Words of both languages, in lower case, that make the tool's result matter to a question.
    public var keywords: [String]
    public var examples: [ToolExample]
    /// Inputs are complete, in the tool's own units and within their ranges. Pure.
    public var compute: @Sendable (ToolValues) throws(ToolError) -> ToolFinding

    public init(
        id: String, aliases: [String] = [], name: BilingualText, inputs: [ToolInput], output: Output,
        formula: BilingualText, bands: [ToolBand] = [], limits: BilingualText, source: ToolSource,
        keywords: [String], examples: [ToolExample] = [],
        compute: @escaping @Sendable (ToolValues) throws(ToolError) -> ToolFinding
    ) {
        self.id = id
        self.aliases = aliases
        self.name = name
        self.inputs = inputs
        self.output = output
        self.formula = formula
        self.bands = bands
        self.limits = limits
        self.source = source
        self.keywords = keywords
        self.examples = examples
        self.compute = compute
    }

    /// The unit of the result where the stated units don't decide otherwise; nil for a category.
    public var unit: String? {
        if case .number(let unit, _) = output { unit } else { nil }
    }

    /// Reads the inputs, checks them and computes.
    ///
    /// - Parameter given: values by input name (or alias), as a person or a file states them.
    /// - Throws: `ToolError`, which names the field, what was given and what is accepted.
    public func run(_ given: [String: GivenValue]) throws(ToolError) -> ToolResult {
        let values = try ToolValues(given, for: inputs)
        return try ToolResult(compute(values), of: self, values)
    }

    /// The tool of that id or alias, in any case.
    public static func named(_ name: String, in tools: [ClinicalTool] = all) throws(ToolError) -> ClinicalTool {
        let wanted = ToolInput.folded(name)
        let found = tools.first { tool in ([tool.id] + tool.aliases).contains { ToolInput.folded($0) == wanted } }
        guard let found else { throw .unknownTool(given: name, known: tools.map(\.id)) }
        return found
    }
}
