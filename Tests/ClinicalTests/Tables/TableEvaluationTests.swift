import Foundation
import Testing

@testable import Clinical

/// Borders, units and errors of the shipped tables.
@Suite struct TableEvaluationTests {
    private let tables: DecisionTables

    init() throws { tables = try Tables.shipped() }

    private func finding(_ id: String, _ given: [String: GivenValue]) throws -> TableFinding {
        try #require(tables[id]).evaluate(given)
    }

    private func outcome(_ id: String, _ given: [String: GivenValue]) throws -> String {
        try finding(id, given).row.outcome
    }

    @Test(
        "values on both sides of each limit fall into their classes",
        arguments: [
            ("bp-aha-acc-2025", ["systolic": 119, "diastolic": 79], "normal"),
            ("bp-aha-acc-2025", ["systolic": 120, "diastolic": 79], "elevated"),
            ("bp-aha-acc-2025", ["systolic": 120, "diastolic": 80], "stage-1"),
            ("bp-aha-acc-2025", ["systolic": 139, "diastolic": 89], "stage-1"),
            ("bp-aha-acc-2025", ["systolic": 118, "diastolic": 90], "stage-2"),
            ("bp-esc-2024", ["systolic": 118, "diastolic": 70], "elevated"),
            ("bp-esh-2023", ["systolic": 129, "diastolic": 84], "not-covered"),
            ("bp-esh-2023", ["systolic": 129, "diastolic": 85], "high-normal"),
            ("bp-china-2024", ["systolic": 179, "diastolic": 110], "grade-3"),
            ("bp-china-2024", ["systolic": 159, "diastolic": 99], "grade-1"),
            ("ketone-actions", ["ketones": 0.5], "normal"), ("ketone-actions", ["ketones": 0.6], "sick-day-plan"),
            ("ketone-actions", ["ketones": 1.5], "sick-day-plan"), ("ketone-actions", ["ketones": 1.6], "high-risk"),
            ("ketone-actions", ["ketones": 3.0], "high-risk"), ("ketone-actions", ["ketones": 3.1], "emergency"),
            ("rivaroxaban-af-2023", ["crcl": 50], "reduced"), ("rivaroxaban-af-2023", ["crcl": 50.1], "full"),
            ("rivaroxaban-af-2023", ["crcl": 14.9], "avoid"), ("edoxaban-af-2023", ["crcl": 95.1], "not-above-95"),
            ("nodule-herder-bts-2015", ["herder": 70], "biopsy"),
            ("nodule-herder-bts-2015", ["herder": 9.9], "surveillance"),
        ])
    func borders(_ table: String, _ given: [String: GivenValue], _ wanted: String) throws {
        #expect(try outcome(table, given) == wanted)
    }

    @Test(
        "126 mg/dL and 7.0 mmol/L are the same limit, one step below neither is",
        arguments: [
            ("126 mg/dL", "diabetes"), ("7.0 mmol/L", "diabetes"), ("125 mg/dL", "prediabetes"),
            ("6.9 mmol/L", "prediabetes"), ("100 mg/dL", "prediabetes"), ("5.6 mmol/L", "prediabetes"),
            ("99 mg/dL", "below"), ("5.5 mmol/L", "below"), ("7.0毫摩尔/升", "diabetes"),
        ])
    func glucoseUnits(_ glucose: String, _ wanted: String) throws {
        let given: [String: GivenValue] = ["fasting_glucose": .text(glucose), "symptoms": "no"]
        #expect(try outcome("diabetes-ada-2026", given) == wanted)
    }

    @Test("every pair of figures that the guidelines print as equal falls into the same row")
    func printedPairs() throws {
        var count = 0
        for table in tables.tables {
            for axis in table.axes {
                for other in axis.equivalents {
                    for pair in other.pairs {
                        let stated = Quantity(value: pair.printed, unit: other.unit)
                        #expect(axis.lookedUp(pair.converted, stated: stated) == pair.own, "\(table.id) \(axis.id)")
                        count += 1
                    }
                }
            }
        }
        #expect(count > 60)
    }

    @Test("a converted figure a hair beyond the range's end is the end")
    func rangeEnds() throws {
        #expect(try outcome("diabetes-ada-2026", ["fasting_glucose": "2000 mg/dL", "symptoms": "no"]) == "diabetes")
        let nodule: [String: GivenValue] = ["age": 60, "benign": "no", "type": "solid", "size": "3.0 cm", "brock": 3]
        #expect(try outcome("nodule-bts-2015", nodule) == "solid-ge8-low")
    }

    @Test("hypoglycaemia is one judgement under two organisations' names, and isn't marked as a difference")
    func sameJudgement() throws {
        let comparison = try tables.sideBySide("hypoglycaemia", ["glucose": 3.5, "needs_help": "no", "pregnant": "no"])
        #expect(comparison.isUnanimous && comparison.groups.first?.tables.count == 2)
    }

    @Test("what the facts leave open is said to be open")
    func uncovered() throws {
        let table = try #require(tables["lung-rads-2022"])
        let row = try table.evaluate([
            "finding": "part-solid", "timing": "new", "size": 5.5, "solid_part": 4.5,
        ]).row
        #expect(!row.isCovered && row.outcome == "not-covered" && row.text.chinese.hasPrefix("本指南未涵盖"))
        #expect(try outcome("statin-intensity-acc-aha-2026", ["drug": "atorvastatin", "dose": 30]) == "not-covered")
        #expect(try outcome("statin-intensity-acc-aha-2026", ["drug": "阿托伐他汀", "dose": 40]) == "high")
    }

    @Test("between printed pairs the order of values is kept")
    func keepsOrder() throws {
        let axis = try #require(tables["diabetes-ada-2026"]?.axis("fasting_glucose"))
        guard case .number(let quantity) = axis.input.kind else { throw CocoaError(.fileReadCorruptFile) }
        let looked = (20...600).compactMap { value -> Double? in
            let stated = Quantity(value: Double(value), unit: "mg/dL")
            return quantity.converted(stated.value, from: "mg/dL").map { axis.lookedUp($0, stated: stated) }
        }
        #expect(looked.count == 581)
        #expect(zip(looked, looked.dropFirst()).allSatisfy { $0 < $1 })
        #expect(looked[125 - 20] < 7.0 && looked[126 - 20] == 7.0)
    }

    @Test("HbA1c in mmol/mol, haemoglobin in g/L, creatinine in µmol/L and size in cm are converted")
    func otherUnits() throws {
        #expect(try outcome("diabetes-ada-2026", ["hba1c": "48 mmol/mol", "symptoms": "no"]) == "diabetes")
        #expect(try outcome("diabetes-ada-2026", ["hba1c": "47 mmol/mol", "symptoms": "no"]) == "prediabetes")
        #expect(try outcome("red-cells-aabb-2023", ["haemoglobin": "70 g/L", "patient": "adult"]) == "from-7")
        #expect(try outcome("red-cells-aabb-2023", ["haemoglobin": "69 g/L", "patient": "adult"]) == "below-7")
        #expect(try outcome("apixaban-af-2023", ["age": 82, "weight": 80, "creatinine": "133 µmol/L"]) == "reduced")
        #expect(try outcome("apixaban-af-2023", ["age": 82, "weight": 80, "creatinine": "132 µmol/L"]) == "full")
        let nodule: [String: GivenValue] = [
            "age": 60, "setting": "incidental", "type": "solid", "count": "single", "risk": "low", "size": "0.55 cm",
        ]
        #expect(try outcome("nodule-fleischner-2017", nodule) == "solid-single-6-8-low")
    }

    @Test("Fleischner rounds to whole millimetres first, half up")
    func rounding() throws {
        func outcome(_ size: Double) throws -> String {
            try self.outcome(
                "nodule-fleischner-2017",
                [
                    "age": 60, "setting": "incidental", "type": "实性", "count": "single", "risk": "high",
                    "size": .number(size),
                ])
        }
        #expect(try [5.4, 5.5].map(outcome) == ["solid-single-lt6-high", "solid-single-6-8-high"])
        #expect(try [8.4, 8.5].map(outcome) == ["solid-single-6-8-high", "solid-single-gt8"])
    }

    @Test("an answer that can't matter any more needn't be given; one that does is asked for with its range")
    func missing() throws {
        #expect(try outcome("nodule-fleischner-2017", ["age": 30]) == "not-covered")
        #expect(try outcome("metformin-ada-2026", ["egfr": 25]) == "stop")
        let error = #expect(throws: ToolError.self) { _ = try outcome("metformin-ada-2026", ["egfr": 40]) }
        #expect(error?.fields == ["situation"])
        #expect(error?.text(in: "en").contains("start, continue") == true)
        #expect(error?.text(in: "zh-Hans").contains("起始或续用") == true)
    }

    @Test("an error names the field, what was given and what is accepted")
    func errors() throws {
        func error(_ id: String, _ given: [String: GivenValue]) -> ToolError? {
            #expect(throws: ToolError.self) { _ = try outcome(id, given) }
        }
        #expect(error("bp-esc-2024", ["systolic": 400, "diastolic": 80])?.fields == ["systolic"])
        let large = error("nodule-bts-2015", ["age": 60, "benign": "no", "type": "solid", "size": 31])
        #expect(large?.text(in: "en").contains("0–30 mm (above 30 mm it is a mass, not a nodule)") == true)
        #expect(large?.text(in: "zh-Hans").contains(">30 mm为肿块") == true)
        #expect(error("bp-esc-2024", ["systolic": "136 kg", "diastolic": 80])?.fields == ["systolic"])
        #expect(error("bp-esc-2024", ["pulse": 60])?.fields == ["pulse"])
        let swapped = error("bp-esc-2024", ["systolic": 80, "diastolic": 120])
        #expect(swapped?.text(in: "en").contains("can't exceed the systolic pressure") == true)
        #expect(swapped?.text(in: "zh-Hans").contains("不可能大于收缩压") == true)
    }

    @Test("the reason says in both languages which answers decided, as they were given and as they were used")
    func reasons() throws {
        let sugar = try finding("diabetes-ada-2026", ["fasting_glucose": "126 mg/dL"])
        #expect(sugar.reason.english == "fasting plasma glucose 126 mg/dL = 7 mmol/L (≥7 mmol/L)")
        #expect(sugar.reason.chinese == "空腹血糖 126 mg/dL = 7 mmol/L（≥7 mmol/L）")
        let pressure = try finding("bp-aha-acc-2025", ["systolic": 152, "diastolic": 95])
        #expect(
            pressure.reason.english == "systolic pressure 152 mmHg (≥140 mmHg); diastolic pressure 95 mmHg (≥90 mmHg)")
        let metformin = try finding("metformin-ada-2026", ["egfr": 38, "situation": "start"])
        #expect(metformin.reason.chinese == "eGFR 38 mL/min/1.73 m²（30～<45 mL/min/1.73 m²）；起始或续用：起始用药")
        #expect(metformin.row.facts == ["ada-metformin-egfr"] && metformin.row.status == .verified)
    }
}
