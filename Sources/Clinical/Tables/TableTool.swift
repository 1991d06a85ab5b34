extension ClinicalTool {
    /// A decision table as a tool: its inputs, the row's text as the result, the reason and the action beside it.
    ///
    /// Inputs count as optional, since a table asks only for what still decides; a missing one is named all the same.
    public init(_ table: DecisionTable) {
        self.init(
            id: table.id, name: table.title, inputs: table.openInputs, output: .category, formula: table.formula,
            limits: table.scope, source: table.toolSource, keywords: []
        ) { values throws(ToolError) in
            let finding = try table.evaluate(values)
            let row = finding.row
            let basis = BilingualText(
                "basis: \(row.facts.joined(separator: ", "))", "依据：\(row.facts.joined(separator: "、"))")
            return ToolFinding(
                .category(row.text), interpretation: row.action,
                remarks: [finding.reason, basis] + (row.status == .verified ? [] : [row.status.name]))
        }
    }
}

extension DecisionTable {
    fileprivate var formula: BilingualText {
        let names = axes.map(\.name)
        return BilingualText(
            "decision table over \(names.map(\.english).joined(separator: ", "))",
            "决策表：\(names.map(\.chinese).joined(separator: "、"))")
    }

    /// As well known as its least known row.
    fileprivate var toolSource: ToolSource {
        let order: [ToolSource.Status] = [.unverified, .secondary, .verified]
        let worst = order.first { status in rows.contains { $0.status == status } } ?? .unverified
        return ToolSource(source, seenAt: nil, status: worst)
    }
}
