import Foundation
import Testing

@testable import Clinical

@Suite struct TableComparisonTests {
    private let tables: DecisionTables

    init() throws { tables = try Tables.shipped() }

    private func outcomes(_ comparison: TableComparison) -> [String: String] {
        var outcomes: [String: String] = [:]
        for entry in comparison.entries {
            if case .found(let finding) = entry.answer { outcomes[entry.table] = finding.row.outcome }
        }
        return outcomes
    }

    @Test("136/86 mmHg is hypertension for some organisations and not for others, and the few are marked")
    func bloodPressure() throws {
        let comparison = try tables.sideBySide("office-blood-pressure", ["systolic": 136, "diastolic": 86])
        let outcomes = outcomes(comparison)
        #expect(outcomes["bp-aha-acc-2025"] == "stage-1" && outcomes["bp-china-cpg-2022"] == "grade-1")
        #expect(outcomes["bp-esc-2024"] == "elevated" && outcomes["bp-china-2024"] == "high-normal")
        #expect(outcomes["bp-nhc-2022"] == "not-covered")
        #expect(!comparison.isUnanimous && comparison.groups.map(\.verdict.id) == ["hypertension", "raised"])
        #expect(comparison.entries.last?.edition == .superseded)
        let lines = comparison.lines(in: "zh-Hans")
        #expect(lines.contains { $0.hasPrefix("≠ ") && $0.contains("1级高血压") })
        #expect(lines.count == comparison.entries.count)
    }

    @Test("where all agree nothing is marked")
    func agreement() throws {
        let comparison = try tables.sideBySide("office-blood-pressure", ["systolic": 170, "diastolic": 105])
        #expect(comparison.isUnanimous && comparison.groups.count == 1)
        #expect(comparison.entries.allSatisfy { !$0.differs })
    }

    @Test("a fasting glucose of 5.8 mmol/L is prediabetes for the ADA and below for the CDS")
    func prediabetes() throws {
        let comparison = try tables.sideBySide(
            "diabetes-diagnosis", ["fasting_glucose": "5.8 mmol/L", "symptoms": "no"])
        #expect(outcomes(comparison) == ["diabetes-ada-2026": "prediabetes", "diabetes-cds-2024": "below"])
        #expect(comparison.entries.allSatisfy { $0.differs })
    }

    @Test("tables that ask for other inputs stand side by side; one that lacks an input says which")
    func nodules() throws {
        let comparison = try tables.sideBySide(
            "pulmonary-nodule",
            ["age": 60, "setting": "incidental", "type": "solid", "count": "single", "risk": "low", "size": "7 mm"])
        #expect(outcomes(comparison)["nodule-fleischner-2017"] == "solid-single-6-8-low")
        #expect(outcomes(comparison)["nodule-chest-2013"] == "solid-6-8-low")
        let bts = try #require(comparison.entries.first { $0.table == "nodule-bts-2015" })
        guard case .refused(let error) = bts.answer else {
            Issue.record("BTS answered without knowing whether the nodule looks benign")
            return
        }
        #expect(error.fields == ["benign"] && bts.verdict == nil && !bts.differs)
    }

    @Test("an input that no table asks for, an unknown topic and an impossible value are refused")
    func refusals() throws {
        #expect(throws: ToolError.self) { _ = try tables.sideBySide("office-blood-pressure", ["pulse": 70]) }
        #expect(throws: ToolError.self) { _ = try tables.sideBySide("weather", [:]) }
        let error = #expect(throws: ToolError.self) {
            _ = try tables.sideBySide("office-blood-pressure", ["systolic": 1360, "diastolic": 86])
        }
        #expect(error?.fields == ["systolic"])
    }

    @Test("a table is a tool with the same inputs, answer and errors")
    func tool() throws {
        let tool = ClinicalTool(try #require(tables["metformin-kdigo-2022"]))
        let result = try tool.run(["egfr": 38])
        #expect(result.valueText(in: "zh-Hans").hasPrefix("剂量减半"))
        #expect(result.interpretation.english.contains("eGFR 38 mL/min/1.73 m² (30 to <45 mL/min/1.73 m²)"))
        #expect(result.interpretation.english.contains("kdigo-metformin-egfr") && result.inputs["egfr"] != nil)
        let error = #expect(throws: ToolError.self) { _ = try tool.run([:]) }
        #expect(error?.fields == ["egfr"])
        #expect(tool.source.status == .verified && tool.source.citation.contains("KDIGO"))
    }

    @Test("no table bears the name of a calculator")
    func ownNames() {
        let names = Set(ClinicalTool.all.flatMap { [$0.id] + $0.aliases }.map(ToolInput.folded))
        for table in tables.tables { #expect(!names.contains(ToolInput.folded(table.id)), "\(table.id)") }
    }
}
