import Clinical

/// A line of `calc --jsonl`. Reading never fails: what is wrong is told in the answer, with the line's own id.
struct CalculationInput: Decodable {
    var id: JSONTree?
    var tool: String
    var inputs: [String: GivenValue] = [:]
    /// What can't be an input, by name.
    var unusable: [String] = []

    private enum Keys: String, CodingKey { case id, tool, inputs }

    init(from decoder: any Decoder) throws {
        let values = try? decoder.container(keyedBy: Keys.self)
        id = try? values?.decodeIfPresent(JSONTree.self, forKey: .id)
        tool = (try? values?.decode(String.self, forKey: .tool)) ?? ""
        for (name, value) in (try? values?.decode([String: JSONTree].self, forKey: .inputs)) ?? [:] {
            switch value {
            case .bool(let flag): inputs[name] = .flag(flag)
            case .integer(let number): inputs[name] = .number(Double(number))
            case .number(let number): inputs[name] = .number(number)
            case .string(let text): inputs[name] = .text(text)
            // A null is an input that isn't given.
            case .null: break
            case .array, .object: unusable.append(name)
            }
        }
    }
}

/// `xinglin.calculation/1`.
struct CalculationOutput: Encodable {
    var schema = "xinglin.calculation/1"
    var id: JSONTree?
    var tool: String
    var value: JSONTree?
    var valueZh: String?
    var unit: String?
    var interpretation: String?
    var interpretationZh: String?
    var inputs: [String: String]?
    var figures: [String: Double]?
    var formula: String?
    var formulaZh: String?
    var limits: String?
    var limitsZh: String?
    var source: String?
    var status: String?
    var seenAt: String?
    var note: String?
    var noteZh: String?
    var error: String?
    var errorZh: String?
    /// The inputs that the error is about.
    var fields: [String]?

    init(id: JSONTree?, _ result: ToolResult, of tool: ClinicalTool) {
        self.id = id
        self.tool = tool.id
        switch result.value {
        case .number(let number): value = .number(number)
        case .category(let text):
            value = .string(text.english)
            valueZh = text.chinese
        }
        unit = result.unit
        interpretation = result.interpretation.english
        interpretationZh = result.interpretation.chinese
        inputs = result.inputs
        if !result.figures.isEmpty {
            figures = Dictionary(result.figures.map { ($0.name, $0.value) }) { first, _ in first }
        }
        formula = tool.formula.english
        formulaZh = tool.formula.chinese
        limits = tool.limits.english
        limitsZh = tool.limits.chinese
        source = tool.source.citation
        status = tool.source.status.rawValue
        seenAt = tool.source.seenAt
        note = tool.source.note?.english
        noteZh = tool.source.note?.chinese
    }

    init(id: JSONTree?, tool: String, _ failure: ToolError) {
        self.id = id
        self.tool = tool
        error = failure.message.english
        errorZh = failure.message.chinese
        fields = failure.fields
    }

    /// The result, or the error in its place: one line never stops the batch.
    static func running(_ input: CalculationInput, _ tools: [ClinicalTool]) -> CalculationOutput {
        do throws(ToolError) {
            let tool = try ClinicalTool.named(input.tool, in: tools)
            if let name = input.unusable.sorted().first {
                let accepted = tool.inputs.first { $0.name == name }?.accepted ?? BilingualText("one value", "单个值")
                throw .notUnderstood(field: name, given: "…", accepted: accepted)
            }
            return CalculationOutput(id: input.id, try tool.run(input.inputs), of: tool)
        } catch {
            return CalculationOutput(id: input.id, tool: input.tool, error)
        }
    }
}

/// `calc list --json`.
struct ToolListOutput: Encodable {
    struct Input: Encodable {
        var name: String
        var aliases: [String]
        var label: String
        var labelZh: String
        var kind: String
        var unit: String?
        var choices: [String]?
        var accepted: String
        var optional: Bool

        init(_ input: ToolInput) {
            name = input.name
            aliases = input.aliases
            label = input.label.english
            labelZh = input.label.chinese
            accepted = input.accepted.english
            optional = input.isOptional
            switch input.kind {
            case .number(let quantity):
                kind = "number"
                unit = quantity.unit
            case .choice(let answers):
                kind = "choice"
                choices = answers.map(\.id)
            case .yesNo: kind = "yes-no"
            }
        }
    }

    struct Tool: Encodable {
        var id: String
        var aliases: [String]
        var name: String
        var nameZh: String
        var inputs: [Input]
        var unit: String?
        var source: String
        var status: String
    }

    var schema = "xinglin.calculators/1"
    var tools: [Tool]

    init(_ tools: [ClinicalTool]) {
        self.tools = tools.map { tool in
            Tool(
                id: tool.id, aliases: tool.aliases, name: tool.name.english, nameZh: tool.name.chinese,
                inputs: tool.inputs.map(Input.init), unit: tool.unit, source: tool.source.citation,
                status: tool.source.status.rawValue)
        }
    }
}
