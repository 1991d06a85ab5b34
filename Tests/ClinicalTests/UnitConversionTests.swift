import Foundation
import Testing

@testable import Clinical

@Suite struct UnitConversionTests {
    private func equivalent(_ value: Double, _ unit: String, _ analyte: String) -> UnitEquivalent? {
        UnitConversion.equivalents(of: value, unit: unit).first { $0.analyte == analyte }
    }

    private func isClose(_ value: Double?, _ expected: Double, within tolerance: Double) -> Bool {
        value.map { abs($0 - expected) <= tolerance } ?? false
    }

    @Test(
        "bare figures are known in the other unit, both ways",
        arguments: [
            (126.0, "mg/dL", "glucose", 7.0, "mmol/L", 0.02), (7.0, "mmol/L", "glucose", 126, "mg/dL", 0.2),
            (70, "mg/dL", "cholesterol", 1.8, "mmol/L", 0.02), (2.6, "mmol/L", "cholesterol", 100, "mg/dL", 0.6),
            (150, "mg/dL", "triglycerides", 1.7, "mmol/L", 0.01), (5.6, "mmol/L", "triglycerides", 496, "mg/dL", 0.1),
            (1.2, "mg/dL", "creatinine", 106, "umol/L", 0.1), (133, "μmol/L", "creatinine", 1.5, "mg/dL", 0.01),
            (7.0, "%", "hba1c", 53, "mmol/mol", 0.1), (48, "mmol/mol", "hba1c", 6.54, "%", 0.01),
            (30, "mg/g", "uacr", 3.39, "mg/mmol", 0.01), (140, "毫米汞柱", "pressure", 18.7, "kPa", 0.05),
        ])
    func equivalents(
        _ value: Double, _ unit: String, _ analyte: String, _ expected: Double, _ expectedUnit: String,
        _ tolerance: Double
    ) {
        let found = equivalent(value, unit, analyte)
        #expect(found?.unit == expectedUnit && isClose(found?.value, expected, within: tolerance))
    }

    @Test("a unit that nothing is known of has no equivalents, and neither has an infinite figure")
    func noEquivalents() {
        #expect(UnitConversion.equivalents(of: 3, unit: "furlongs").isEmpty)
        #expect(UnitConversion.equivalents(of: 3, unit: "").isEmpty)
        #expect(UnitConversion.equivalents(of: .infinity, unit: "mg/dL").isEmpty)
    }

    @Test("conversion there and back gives the same figure for every analyte")
    func roundTrips() {
        for analyte in Analyte.all where analyte.conventionalUnit != analyte.siUnit {
            let there = analyte.convert(7.3, from: analyte.conventionalUnit, to: analyte.siUnit)
            let back = there.flatMap { analyte.convert($0, from: analyte.siUnit, to: analyte.conventionalUnit) }
            #expect(isClose(back, 7.3, within: 1e-9), "\(analyte.id)")
        }
    }

    @Test("units of one dimension convert without an analyte; others don't")
    func dimensions() {
        let convert = { (value: Double, from: String, to: String) in
            UnitConversion.convert(Quantity(value: value, unit: from), to: to, loinc: "0-0")?.value
        }
        #expect(isClose(convert(14.2, "g/dL", "g/L"), 142, within: 1e-9))
        #expect(isClose(convert(210_000, "/uL", "10*9/L"), 210, within: 1e-9))
        #expect(isClose(convert(63, "[in_i]", "cm"), 160.02, within: 1e-9))
        #expect(
            convert(1, "mg/dL", "mmol/L") == nil && convert(1, "", "mmol/L") == nil && convert(1, "mL/min", "%") == nil)
    }

    @Test("a comparator survives a conversion")
    func comparators() {
        let quantity = Quantity(value: 5, unit: "mmol/L", comparator: "<")
        #expect(UnitConversion.convert(quantity, to: "mg/dL", loinc: "14749-6")?.comparator == "<")
    }

    @Test(
        "spellings become UCUM and UCUM becomes what clinicians write",
        arguments: [
            ("mmHg", "mm[Hg]", "mmHg"), ("ML/MIN/1.73M2", "mL/min/{1.73_m2}", "mL/min/1.73 m²"),
            ("mL/min/1.73 m²", "mL/min/{1.73_m2}", "mL/min/1.73 m²"), ("µmol/L", "umol/L", "µmol/L"),
            ("毫摩尔/升", "mmol/L", "mmol/L"), ("次/分", "/min", "/min"), ("×10⁹/L", "10*9/L", "×10⁹/L"),
            ("kg/m²", "kg/m2", "kg/m²"), ("％", "%", "%"), ("lbs", "[lb_av]", "lb"), ("公斤", "kg", "kg"),
            ("G/L", "G/L", "G/L"), ("furlongs", "furlongs", "furlongs"), ("", "", ""),
        ])
    func spellings(_ text: String, _ ucum: String, _ display: String) {
        #expect(UnitConversion.normalised(text) == ucum)
        #expect(UnitConversion.display(ucum) == display)
        #expect(UnitConversion.normalised(UnitConversion.display(ucum)) == ucum)
    }

    @Test("every LOINC code of the table has the right check digit and stands once")
    func checkDigits() {
        let codes = Analyte.all.flatMap { $0.conventionalCodes + $0.siCodes }
        #expect(Set(codes).count == codes.count && Set(Analyte.all.map(\.id)).count == Analyte.all.count)
        for code in codes {
            let parts = code.split(separator: "-")
            var sum = 0
            for (index, digit) in parts[0].reversed().compactMap(\.wholeNumberValue).enumerated() {
                let doubled = index % 2 == 0 ? digit * 2 : digit
                sum += doubled / 10 + doubled % 10
            }
            #expect(parts[1] == "\((10 - sum % 10) % 10)", "\(code)")
        }
    }

    @Test(
        "units, factors and codes agree with the packs' term list",
        .enabled(
            if: TestFiles.exists(TestFiles.shared.appending(path: "facts/three-highs-terms.jsonl")),
            "the term list lies beside the project, in ../shared"))
    func agreesWithTerms() throws {
        let text = try String(
            contentsOf: TestFiles.shared.appending(path: "facts/three-highs-terms.jsonl"), encoding: .utf8)
        var compared = 0
        for line in text.split(separator: "\n") {
            let bytes = Array(line.utf8)
            let term = try JSONParser.parse(bytes, in: 0..<bytes.count)
            guard let loinc = term["loinc"].string, let analyte = Analyte.byCode[loinc],
                let factor = term["factor"].number, factor != 1, let unit = term["unit_conventional"].string,
                let siUnit = term["unit_si"].string
            else { continue }
            let converted = analyte.convert(
                10, from: UnitName.normalised(unit), to: UnitName.normalised(siUnit))
            #expect(isClose(converted, 10 * factor, within: 0.003 * 10 * factor), "\(loinc)")
            #expect(analyte.simplifiedChinese == term["zh_hans"].string || loinc == "13457-7" || loinc == "18262-6")
            compared += 1
        }
        #expect(compared >= 15)
    }
}
