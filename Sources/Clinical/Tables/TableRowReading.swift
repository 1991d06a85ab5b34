extension DecisionTable {
    /// Stands for an optional input that wasn't given.
    static let absentWord = "absent"

    private static let rowNames: Set<String> = [
        "id", "outcome", "verdict", "when", "any", "text", "action", "facts", "status", "grade", "covered", "source",
    ]

    static func rows(_ node: TableNode, _ axes: [TableAxis]) throws(TableFileError) -> [TableRow] {
        var rows: [TableRow] = []
        for element in node.elements {
            let row = try row(element, axes)
            guard !rows.contains(where: { $0.id == row.id }) else {
                throw element.refuse("the row \"\(row.id)\" stands twice", cure: "Give one another id.")
            }
            rows.append(row)
        }
        guard !rows.isEmpty else { throw node.refuse("there are no rows", cure: "Add at least one.") }
        return rows
    }

    private static func row(_ node: TableNode, _ axes: [TableAxis]) throws(TableFileError) -> TableRow {
        try node.allow(rowNames)
        let id = try node.needed("id").identifier()
        let isCovered = try node.part("covered")?.flag() ?? true
        var facts: [String] = []
        for fact in try node.needed("facts").elements { facts.append(try fact.identifier()) }
        guard !facts.isEmpty else {
            throw node.refuse("the row rests on no fact", cure: "Name the passage in \"facts\".")
        }
        var any: [TableConditions] = []
        for alternative in node.part("any")?.elements ?? [] { any.append(try conditions(alternative, axes)) }
        return TableRow(
            id: id, outcome: try node.part("outcome")?.identifier() ?? (isCovered ? id : "not-covered"),
            verdict: try node.part("verdict")?.identifier(), text: try node.needed("text").bilingual(),
            action: try node.part("action")?.bilingual(), isCovered: isCovered, facts: facts,
            status: try node.needed("status").choice(of: ToolSource.Status.self),
            grade: try node.part("grade")?.string(), source: try node.part("source")?.string(),
            when: try node.part("when").map { node throws(TableFileError) in try conditions(node, axes) } ?? [:],
            any: any)
    }

    private static func conditions(
        _ node: TableNode, _ axes: [TableAxis]
    ) throws(TableFileError) -> TableConditions {
        var conditions: TableConditions = [:]
        for member in try node.members() {
            guard let axis = axes.first(where: { $0.id == member.name }) else {
                let known = axes.map(\.id).joined(separator: ", ")
                throw member.node.refuse("there is no input \"\(member.name)\"", cure: "The inputs are: \(known).")
            }
            conditions[axis.id] =
                axis.domain == nil ? try values(member.node, axis) : try bands(member.node, axis)
        }
        return conditions
    }

    private static func values(_ node: TableNode, _ axis: TableAxis) throws(TableFileError) -> TableCondition {
        var values: Set<String> = []
        var orAbsent = false
        for element in node.elements {
            let value = try element.identifier()
            if value == absentWord {
                orAbsent = try absent(element, axis)
            } else if axis.choices.contains(where: { $0.id == value }) {
                values.insert(value)
            } else {
                let known = axis.choices.map(\.id).joined(separator: ", ")
                throw element.refuse("\"\(value)\" isn't a value of \"\(axis.id)\"", cure: "The values are: \(known).")
            }
        }
        return .values(values, orAbsent: orAbsent)
    }

    private static func bands(_ node: TableNode, _ axis: TableAxis) throws(TableFileError) -> TableCondition {
        var bands: [TableBand] = []
        var orAbsent = false
        for element in node.elements {
            if element.value.string == absentWord {
                orAbsent = try absent(element, axis)
            } else {
                bands.append(try band(element))
            }
        }
        return .bands(bands, orAbsent: orAbsent)
    }

    private static func absent(_ node: TableNode, _ axis: TableAxis) throws(TableFileError) -> Bool {
        guard axis.input.isOptional else {
            throw node.refuse(
                "\"\(axis.id)\" is always given", cure: "Remove \"absent\", or make the input \"optional\": true.")
        }
        return true
    }

    private static func band(_ node: TableNode) throws(TableFileError) -> TableBand {
        try node.allow(["from", "above", "to", "below"])
        let band = TableBand(
            lower: try end(node, closed: "from", open: "above"), upper: try end(node, closed: "to", open: "below"))
        guard band.lower != nil || band.upper != nil, !band.isEmpty else {
            throw node.refuse(
                "the band is empty or has no end",
                cure: "Write \"from\" or \"above\" and \"to\" or \"below\"; leave the input out where anything goes.")
        }
        return band
    }

    private static func end(
        _ node: TableNode, closed: String, open: String
    ) throws(TableFileError) -> TableBand.End? {
        switch (node.part(closed), node.part(open)) {
        case (nil, nil): return nil
        case (let part?, nil): return TableBand.End(try part.number(), isClosed: true)
        case (nil, let part?): return TableBand.End(try part.number(), isClosed: false)
        default:
            throw node.refuse("both \"\(closed)\" and \"\(open)\" are given", cure: "Keep the one that is meant.")
        }
    }
}
