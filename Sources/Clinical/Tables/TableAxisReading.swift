extension DecisionTable {
    /// Printed pairs may differ from the arithmetic by rounding (UACR 30 mg/g is printed as 3 mg/mmol), not by more.
    private static let roundingTolerance = 0.15

    private static let numberNames: Set<String> = [
        "id", "name", "optional", "unit", "analyte", "from", "to", "below", "decimals", "equivalents", "beyond",
    ]
    private static let choiceNames: Set<String> = ["id", "name", "optional", "values"]

    static func axes(_ node: TableNode) throws(TableFileError) -> [TableAxis] {
        var axes: [TableAxis] = []
        for element in node.elements {
            let axis = try axis(element)
            guard !axes.contains(where: { $0.id == axis.id }) else {
                throw element.refuse("the input \"\(axis.id)\" stands twice", cure: "Give one another id.")
            }
            axes.append(axis)
        }
        guard !axes.isEmpty else { throw node.refuse("there are no inputs", cure: "Name at least one.") }
        return axes
    }

    private static func axis(_ node: TableNode) throws(TableFileError) -> TableAxis {
        let id = try node.needed("id").identifier()
        let name = try node.needed("name").bilingual()
        let isOptional = try node.part("optional")?.flag() ?? false
        if let values = node.part("values") {
            try node.allow(choiceNames)
            let input = ToolInput(id, name, .choice(try choices(values)), isOptional: isOptional)
            return TableAxis(input: input, unit: "", equivalents: [])
        }
        try node.allow(numberNames)
        let unit = try node.part("unit")?.string() ?? ""
        let quantity = try quantity(node, unit: unit)
        return TableAxis(
            input: ToolInput(id, name, .number(quantity), isOptional: isOptional), unit: unit,
            decimals: try node.part("decimals")?.decimals(),
            equivalents: try equivalents(node.part("equivalents"), quantity),
            beyond: try node.part("beyond")?.bilingual())
    }

    private static func quantity(_ node: TableNode, unit: String) throws(TableFileError) -> ToolQuantity {
        let lower = try node.needed("from").number()
        let open = try node.part("below")?.number()
        let closed = try node.part("to")?.number()
        guard let upper = open ?? closed else {
            throw node.refuse("the range has no upper end", cure: "Add \"to\" (included) or \"below\" (excluded).")
        }
        guard lower < upper else { throw node.refuse("the range is empty", cure: "\"from\" must be the smaller.") }
        let analyte = try node.part("analyte")?.string()
        if let analyte, !Analyte.all.contains(where: { $0.id == analyte }) {
            throw node.refuse("the analyte \"\(analyte)\" isn't known", cure: "Leave it out where no unit needs it.")
        }
        let isAge = unit == "a"
        return ToolQuantity(
            isAge ? "" : unit, lower...upper, isUpperEndExcluded: open != nil, analyte: analyte,
            others: isAge ? [.years] : [])
    }

    private static func choices(_ node: TableNode) throws(TableFileError) -> [ToolChoice] {
        var choices: [ToolChoice] = []
        for element in node.elements {
            try element.allow(["id", "en", "zh", "spellings"])
            let id = try element.needed("id").identifier()
            guard id != absentWord, !choices.contains(where: { $0.id == id }) else {
                throw element.refuse("the value \"\(id)\" stands twice or is reserved", cure: "Give it another id.")
            }
            var spellings = yesNo[id] ?? []
            for spelling in element.part("spellings")?.elements ?? [] { spellings.append(try spelling.string()) }
            choices.append(
                ToolChoice(
                    id, try element.needed("en").string(), try element.needed("zh").string(), spellings: spellings))
        }
        guard choices.count > 1 else {
            throw node.refuse("fewer than two values", cure: "Name the values that can be answered.")
        }
        return choices
    }

    private static let yesNo = [
        "yes": ["true", "y", "1", "是", "有"], "no": ["false", "n", "0", "否", "无", "無", "没有"],
    ]

    private static func equivalents(
        _ node: TableNode?, _ quantity: ToolQuantity
    ) throws(TableFileError) -> [TableEquivalents] {
        var all: [TableEquivalents] = []
        for member in try node?.members() ?? [] {
            var pairs: [TableEquivalents.Pair] = []
            for element in member.node.elements { pairs.append(try pair(element, member.name, quantity)) }
            let isRising = zip(pairs, pairs.dropFirst()).allSatisfy {
                $0.own < $1.own && $0.converted < $1.converted
            }
            guard isRising else { throw member.node.refuse("the pairs don't rise", cure: "Sort them.") }
            all.append(TableEquivalents(unit: member.name, pairs: pairs))
        }
        return all
    }

    private static func pair(
        _ node: TableNode, _ unit: String, _ quantity: ToolQuantity
    ) throws(TableFileError) -> TableEquivalents.Pair {
        let parts = node.elements
        guard parts.count == 2 else {
            throw node.refuse("a pair has two figures", cure: "Write [own unit, \(unit)], such as [7.0, 126].")
        }
        let (own, printed) = (try parts[0].number(), try parts[1].number())
        guard let converted = quantity.converted(printed, from: unit),
            abs(converted - own) <= roundingTolerance * abs(own)
        else {
            throw node.refuse(
                "\(NumberText.exact(own)) \(quantity.unit) and \(NumberText.exact(printed)) \(unit) aren't the same",
                cure: "Correct the figures; the table's own unit comes first.")
        }
        return TableEquivalents.Pair(own: own, printed: printed, converted: converted)
    }
}

extension TableNode {
    fileprivate func decimals() throws(TableFileError) -> Int {
        guard let decimals = Int(exactly: try number()), (0...3).contains(decimals) else {
            throw refuse("that isn't a number of decimals", cure: "Write 0, 1, 2 or 3.")
        }
        return decimals
    }
}
