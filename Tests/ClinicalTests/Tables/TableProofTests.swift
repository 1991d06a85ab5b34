import Foundation
import TestSupport
import Testing

@testable import Clinical

@Suite struct TableProofTests {
    private func refusal(_ rows: String...) -> TableFileError? {
        do throws(TableFileError) {
            _ = try Tables.read(Tables.json(rows: rows.joined(separator: ",\n")))
            return nil
        } catch {
            return error
        }
    }

    @Test("rows that meet at a limit are complete and don't overlap")
    func meets() throws {
        let table = try Tables.read(
            rows: Tables.row("low", #""x": { "below": 6 }"#), Tables.row("high", #""x": { "from": 6 }"#))
        #expect(table.rows.map(\.id) == ["low", "high"])
    }

    @Test("a single missing point is a gap, named with its figure, its side and what to do")
    func pointGap() throws {
        let error = try #require(
            refusal(
                Tables.row("low", #""x": { "below": 6 }"#), Tables.row("high", #""x": { "above": 6 }"#)))
        guard case .gap(let file, let line, let cell) = error else {
            Issue.record("another refusal: \(error)")
            return
        }
        #expect(file == "t.json" && line == 10)
        #expect(cell.english == "size exactly 6 mm" && cell.chinese == "大小 恰为6 mm")
        #expect(error.description.contains("no row covers size exactly 6 mm"))
    }

    @Test("a missing interval of one category is a gap with both named")
    func intervalGap() throws {
        let error = try #require(
            refusal(
                Tables.row("left", #""side": "left""#),
                Tables.row("right-low", #""side": "right", "x": { "to": 4 }"#),
                Tables.row("right-high", #""side": "right", "x": { "from": 8 }"#)))
        #expect(error.description.contains("no row covers size >4 to <8 mm, side right side"))
    }

    @Test("two rows that both take a limit overlap, and both are named with the cell")
    func overlap() throws {
        let error = try #require(
            refusal(Tables.row("low", #""x": { "to": 6 }"#), Tables.row("high", #""x": { "from": 6 }"#)))
        guard case .overlap(_, let line, let first, let second, let cell) = error else {
            Issue.record("another refusal: \(error)")
            return
        }
        #expect(first == "low" && second == "high" && cell.english == "size exactly 6 mm")
        #expect(line == 12)
        #expect(error.description.contains(#"the rows "low" and "high" both cover size exactly 6 mm"#))
    }

    @Test("a row that can never apply is refused")
    func unreachable() throws {
        let table = Tables.json(
            rows: Tables.row("all", "") + ",\n"
                + #"{ "id": "never", "when": { "x": { "below": 3 } }, "any": [ { "x": { "from": 3 } } ], "#
                + #""text": { "en": "n", "zh": "无" }, "facts": ["f"], "status": "verified" }"#)
        let error = #expect(throws: TableFileError.self) { _ = try Tables.read(table) }
        #expect(error?.description.contains("can never apply") == true)
    }

    @Test("an input that may be left out has a cell of its own")
    func absent() throws {
        let rows = [
            Tables.row("low", #""x": { "below": 6 }"#), Tables.row("high", #""x": { "from": 6 }"#),
        ].joined(separator: ",")
        let json = Tables.json(rows: rows, x: #""from": 0, "to": 10, "optional": true"#)
        let error = #expect(throws: TableFileError.self) { _ = try Tables.read(json) }
        #expect(error?.description.contains("no row covers size not given") == true)
        let whole = Tables.json(
            rows: rows + "," + Tables.row("none", #""x": "absent""#), x: #""from": 0, "to": 10, "optional": true"#)
        #expect(try Tables.read(whole).evaluate(["side": "left"]).row.id == "none")
    }

    @Test("the proof finds exactly the faults that a walk through every cell finds")
    func agreesWithBruteForce() throws {
        var generator = SeededGenerator(seed: 2017)
        var faulty = 0
        for _ in 0..<300 {
            let rows = (0..<Int.random(in: 1...4, using: &generator)).map { randomRow($0, &generator) }
            let table = try draft(rows)
            let isWhole = TableProof.faults(axes: table.axes, grid: table.grid).isEmpty
            let counts = Cells(table).map { cell in rows.count { $0.takes(cell, table.axes) } }
            #expect(isWhole == counts.allSatisfy { $0 == 1 })
            if !isWhole { faulty += 1 }
        }
        #expect(faulty > 50 && faulty < 300)
    }

    private func randomRow(_ index: Int, _ generator: inout SeededGenerator) -> TableRow {
        let cut = Double([0, 3, 6, 10].randomElement(using: &generator) ?? 6)
        let end = TableBand.End(cut, isClosed: Bool.random(using: &generator))
        let isLower = Bool.random(using: &generator)
        var when: TableConditions = [:]
        if Int.random(in: 0..<4, using: &generator) > 0 {
            when["x"] = .bands([TableBand(lower: isLower ? end : nil, upper: isLower ? nil : end)], orAbsent: false)
        }
        if Bool.random(using: &generator) { when["side"] = .values(["left"], orAbsent: false) }
        return TableRow(
            id: "r\(index)", outcome: "r", text: BilingualText("r", "行"), isCovered: true, facts: ["f"],
            status: .verified, when: when, any: [])
    }

    /// A table that nobody has proved.
    private func draft(_ rows: [TableRow]) throws -> DecisionTable {
        var table = try Tables.read(rows: Tables.row("all", ""))
        let usable = rows.filter { (try? TableGrid(axes: table.axes, rows: [$0])) != nil }
        table.rows = rows
        table.grid = try TableGrid(axes: table.axes, rows: usable)
        return table
    }
}
