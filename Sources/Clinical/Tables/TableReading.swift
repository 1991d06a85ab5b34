public import Foundation

extension DecisionTable {
    static let schema = "xinglin.decision-table/1"

    private static let memberNames: Set<String> = [
        "schema", "id", "topic", "title", "organisation", "document", "year", "edition", "url", "scope", "inputs",
        "ordered", "rows", "keywords",
    ]

    /// Reads a table and proves that it gives exactly one row for all answers.
    ///
    /// - Parameter file: the name shown in errors
    /// - Throws: `TableFileError`, which names the line and the cure
    public static func read(_ json: Data, file: String) throws(TableFileError) -> DecisionTable {
        let top = try TableNode.file(json, named: file)
        try top.allow(memberNames)
        try checkSchema(top, schema)
        let axes = try axes(top.needed("inputs"))
        let rowsNode = try top.needed("rows")
        let rows = try rows(rowsNode, axes)
        let table = DecisionTable(
            id: try top.needed("id").identifier(), topic: try top.needed("topic").identifier(),
            title: try top.needed("title").bilingual(), organisation: try top.needed("organisation").bilingual(),
            document: try top.needed("document").string(), year: try top.part("year")?.year(),
            edition: try top.needed("edition").choice(of: Edition.self), url: try top.part("url")?.string(),
            scope: try top.needed("scope").bilingual(), axes: axes, ordered: try ordered(top.part("ordered"), axes),
            rows: rows, keywords: try top.part("keywords")?.keywords() ?? [], grid: try grid(axes, rows, rowsNode))
        try table.prove(rowsNode)
        return table
    }

    static func checkSchema(_ top: TableNode, _ schema: String) throws(TableFileError) {
        let node = try top.needed("schema")
        let found = try node.string()
        guard found == schema else {
            throw node.refuse("the schema is \"\(found)\"", cure: "This program reads \"\(schema)\".")
        }
    }

    private static func ordered(_ node: TableNode?, _ axes: [TableAxis]) throws(TableFileError) -> [AxisOrder] {
        var orders: [AxisOrder] = []
        for pair in node?.elements ?? [] {
            try pair.allow(["smaller", "larger"])
            var names: [String] = []
            for member in ["smaller", "larger"] {
                let name = try pair.needed(member)
                let id = try name.identifier()
                guard axes.contains(where: { $0.id == id && $0.domain != nil }) else {
                    throw name.refuse("\"\(id)\" isn't a numeric input", cure: "Name one of this table's inputs.")
                }
                names.append(id)
            }
            orders.append(AxisOrder(smaller: names[0], larger: names[1]))
        }
        return orders
    }

    // MARK: Proof

    private static func grid(
        _ axes: [TableAxis], _ rows: [TableRow], _ node: TableNode
    ) throws(TableFileError) -> TableGrid {
        do throws(TableGrid.Fault) {
            return try TableGrid(axes: axes, rows: rows)
        } catch {
            switch error {
            case .tooManySegments(let axis):
                throw node.refuse("the bands of \"\(axis)\" have too many ends", cure: "Use fewer, or make two tables.")
            case .tooManyAlternatives:
                throw node.refuse(
                    "there are more than \(TableGrid.maximumBoxes) alternatives", cure: "Make two tables of it.")
            case .endOutsideDomain(let row, let axis, let end):
                throw node.elements[row].refuse(
                    "\(NumberText.exact(end)) lies outside the range of \"\(axis)\"",
                    cure: "Correct the figure, or the input's \"from\" and \"to\".")
            case .neverApplies(let row, let alternative):
                let which = alternative.map { "alternative \($0 + 1) of \"any\" can never apply" }
                throw node.elements[row].refuse(
                    which ?? "the row can never apply", cure: "Correct its conditions, or remove it.")
            }
        }
    }

    private func prove(_ node: TableNode) throws(TableFileError) {
        switch TableProof.faults(axes: axes, grid: grid).first {
        case nil: return
        case .gap(let cell)?: throw .gap(file: node.fileName, line: node.line, cell: cell)
        case .overlap(let first, let second, let cell)?:
            throw .overlap(
                file: node.fileName, line: node.elements[second].line, first: rows[first].id, second: rows[second].id,
                cell: cell)
        }
    }
}

extension TableNode {
    fileprivate func year() throws(TableFileError) -> Int {
        let number = try number()
        guard let year = Int(exactly: number), (1950...2100).contains(year) else {
            throw refuse("that isn't a year", cure: "Write the guideline's year, such as 2024.")
        }
        return year
    }
}
