import Foundation
import TestSupport
import Testing

@testable import Clinical

@Suite struct ShippedTablesTests {
    @Test("every shipped table gives exactly one row for every combination of answers", arguments: Tables.files)
    func isTotalAndDisjoint(_ file: String) throws {
        let table = try Tables.table(file)
        #expect(table.id + ".json" == file)
        #expect(TableProof.faults(axes: table.axes, grid: table.grid).isEmpty)
        for cell in Cells(table) {
            let rows = table.rows.filter { $0.takes(cell, table.axes) }.map(\.id)
            #expect(rows.count == 1, "\(cell): \(rows)")
        }
    }

    @Test("the answer for a cell is the row that takes it", arguments: Tables.files)
    func evaluatesEveryCell(_ file: String) throws {
        let table = try Tables.table(file)
        for cell in Cells(table, most: 500) {
            guard respectsOrder(cell, table), !table.axes.contains(where: { $0.decimals != nil }) else { continue }
            let row = table.rows.first { $0.takes(cell, table.axes) }
            #expect(try table.evaluate(given(cell, table)).row.id == row?.id, "\(cell)")
        }
    }

    private func respectsOrder(_ cell: [Cells.Value], _ table: DecisionTable) -> Bool {
        table.ordered.allSatisfy { order in
            guard let small = table.axes.firstIndex(where: { $0.id == order.smaller }),
                let large = table.axes.firstIndex(where: { $0.id == order.larger }),
                case .number(let low) = cell[small], case .number(let high) = cell[large]
            else { return true }
            return low <= high
        }
    }

    private func given(_ cell: [Cells.Value], _ table: DecisionTable) -> [String: GivenValue] {
        var given: [String: GivenValue] = [:]
        for (axis, value) in zip(table.axes, cell) {
            switch value {
            case .number(let number): given[axis.id] = .number(number)
            case .choice(let id): given[axis.id] = .text(id)
            case .absent: break
            }
        }
        return given
    }

    @Test("all tables load together, in well under a second even unoptimised")
    func loads() throws {
        var tables: DecisionTables?
        let time = try ProcessorTime.measure { tables = try DecisionTables.load(from: Tables.folder) }
        let all = try #require(tables)
        print("\(all.tables.count) tables, \(all.tables.map(\.rows.count).reduce(0, +)) rows loaded in \(time)")
        #expect(all.tables.count == Tables.files.count && all.tables.count > 60)
        #expect(time < .seconds(3))
        for topic in all.topics { #expect(!all.tables(of: topic.id).isEmpty, "\(topic.id) has no table") }
    }

    @Test("texts stand in both languages, each in its own", arguments: Tables.files)
    func bothLanguages(_ file: String) throws {
        let table = try Tables.table(file)
        var texts = [table.title, table.organisation, table.scope]
        texts += table.axes.map(\.name) + table.axes.flatMap(\.choices).map(\.label)
        texts += table.axes.compactMap(\.beyond) + table.rows.map(\.text) + table.rows.compactMap(\.action)
        for text in texts {
            #expect(!hasHan(text.english), "\(text.english)")
            let hasWords = text.english.contains(/[a-z]{6}/)
            #expect(!hasWords || hasHan(text.chinese) || names.contains(text.english), "\(text.chinese)")
        }
    }

    /// Names that are the same in both languages.
    private let names: Set = ["Lung-RADS v2022", "C-Lung-RADS 2024"]

    private func hasHan(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    @Test("a row that covers nothing says so, and no other does", arguments: Tables.files)
    func uncoveredRowsSaySo(_ file: String) throws {
        for row in try Tables.table(file).rows {
            #expect(row.isCovered != row.text.english.hasPrefix("Not covered by this guideline"), "\(row.id)")
            #expect(row.isCovered != row.text.chinese.hasPrefix("本指南未涵盖"), "\(row.id)")
            #expect(row.isCovered || (row.outcome == "not-covered" && row.verdict == nil), "\(row.id)")
        }
    }
}
