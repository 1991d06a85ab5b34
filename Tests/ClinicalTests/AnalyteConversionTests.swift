import Foundation
import Testing

@testable import Clinical

/// Conversions of every analyte, in every unit that it is reported in.
@Suite struct AnalyteConversionTests {
    private static let figures = [0.001, 0.37, 1, 4.2, 7.3, 37, 98.6, 126, 1234.5, 88_000]

    @Test("a figure comes back unchanged from the other unit, in both directions", arguments: Analyte.all)
    func roundTrips(_ analyte: Analyte) throws {
        let units = [(analyte.conventionalUnit, analyte.siUnit), (analyte.siUnit, analyte.conventionalUnit)]
        for (from, to) in units {
            for figure in Self.figures {
                let there = try #require(analyte.convert(figure, from: from, to: to), "\(from) to \(to)")
                let back = try #require(analyte.convert(there, from: to, to: from))
                #expect(abs(back - figure) <= 1e-9 * max(1, abs(figure)), "\(analyte.id): \(figure) \(from)")
            }
        }
    }

    @Test("conversion keeps the order of figures", arguments: Analyte.all)
    func order(_ analyte: Analyte) {
        let converted = Self.figures.compactMap {
            analyte.convert($0, from: analyte.conventionalUnit, to: analyte.siUnit)
        }
        #expect(converted.count == Self.figures.count && converted == converted.sorted())
    }

    @Test(
        "worked figures",
        arguments: [
            ("2345-7", 126.0, "mg/dL", "mmol/L", 7.0), ("4548-4", 7, "%", "mmol/mol", 53),
            ("13457-7", 100, "mg/dL", "mmol/L", 2.6), ("2571-8", 150, "mg/dL", "mmol/L", 1.7),
            ("2160-0", 1, "mg/dL", "umol/L", 88.4), ("3094-0", 14, "mg/dL", "mmol/L", 5.0),
            ("3084-1", 7, "mg/dL", "umol/L", 416), ("1975-2", 2, "mg/dL", "umol/L", 34.2),
            ("17861-6", 11, "mg/dL", "mmol/L", 2.75), ("1751-7", 4, "g/dL", "g/L", 40),
            ("718-7", 14.2, "g/dL", "g/L", 142),
            ("9318-7", 30, "mg/g", "mg/mmol", 3.4), ("2823-3", 4.1, "meq/L", "mmol/L", 4.1),
            ("2951-2", 140, "mmol/L", "meq/L", 140), ("777-3", 210, "10*9/L", "10*3/uL", 210),
            ("6690-2", 6.2, "10*3/uL", "10*9/L", 6.2), ("1988-5", 1.2, "mg/dL", "mg/L", 12),
            ("2276-4", 30, "ng/mL", "ug/L", 30), ("2498-4", 100, "ug/dL", "umol/L", 17.9),
            ("2132-9", 200, "pg/mL", "pmol/L", 148),
            ("2284-8", 10, "ng/mL", "nmol/L", 22.7), ("62292-8", 20, "ng/mL", "nmol/L", 49.9),
            ("3016-3", 2.5, "u[IU]/mL", "m[IU]/L", 2.5), ("20448-7", 10, "u[IU]/mL", "pmol/L", 60),
            ("2524-7", 18, "mg/dL", "mmol/L", 2.0), ("29463-7", 176.4, "[lb_av]", "kg", 80.0),
            ("8302-2", 63, "[in_i]", "cm", 160.0), ("8310-5", 98.6, "[degF]", "Cel", 37),
            ("8480-6", 140, "mm[Hg]", "kPa", 18.7),
            ("22664-7", 30, "mg/dL", "mmol/L", 5.0), ("4544-3", 42, "%", "L/L", 0.42),
        ])
    func figures(_ loinc: String, _ value: Double, _ from: String, _ to: String, _ expected: Double) throws {
        let there = try #require(UnitConversion.convert(Quantity(value: value, unit: from), to: to, loinc: loinc))
        #expect(abs(there.value - expected) <= 0.012 * expected && there.unit == to)
        let back = try #require(UnitConversion.convert(there, to: from, loinc: loinc))
        #expect(abs(back.value - value) < 1e-9 * max(1, value) && back.unit == from)
    }

    @Test("the canonical unit of every code is one of its analyte's, and converting to it keeps the file's own value")
    func canonical() throws {
        for analyte in Analyte.all {
            for code in analyte.conventionalCodes + analyte.siCodes {
                let canonical = try #require(UnitConversion.canonicalUnit(loinc: code))
                let other = canonical == analyte.siUnit ? analyte.conventionalUnit : analyte.siUnit
                let figure =
                    analyte.plausible.map {
                        analyte.convert(
                            $0.lowerBound * 0.5 + $0.upperBound * 0.5, from: analyte.conventionalUnit, to: other) ?? 0
                    } ?? 7
                let measured = MeasuredValue(
                    figure, unit: StatedUnit(code: other, printed: nil), comparator: nil, loinc: code, analyte: analyte)
                #expect(measured.doubts.isEmpty && measured.value?.unit == canonical, "\(code)")
                #expect(measured.stated == Quantity(value: figure, unit: other), "\(code)")
            }
        }
    }

    @Test("a unit of something else is never converted, a missing one never filled in", arguments: Analyte.all)
    func foreign(_ analyte: Analyte) throws {
        let code = try #require((analyte.conventionalCodes + analyte.siCodes).first)
        for unit in ["furlongs", "[in_i]/h"] {
            let measured = MeasuredValue(
                7, unit: StatedUnit(code: nil, printed: unit), comparator: nil, loinc: code, analyte: analyte)
            #expect(measured.value == Quantity(value: 7, unit: unit) && measured.original == nil)
            #expect(measured.doubts.contains(.foreignUnit(unit)))
        }
        let bare = MeasuredValue(
            7, unit: StatedUnit(code: nil, printed: ""), comparator: nil, loinc: code, analyte: analyte)
        #expect(
            bare.value == Quantity(value: 7, unit: "")
                && (bare.doubts == [.noUnit] || ["ph", "inr"].contains(analyte.id)))
    }

    @Test("a bare figure of a sentence is only taken for an analyte of the packs")
    func equivalents() {
        let families = Set(UnitConversion.equivalents(of: 10, unit: "mg/dL").map(\.analyte))
        #expect(families.contains("glucose") && !families.contains("calcium") && !families.contains("bilirubin"))
    }

    @Test(
        "numbers as people and laboratories write them",
        arguments: [
            ("7.1", 7.1, nil), ("＜0.5", 0.5, "<"), (">= 60", 60, ">="), ("≤5", 5, "<="), ("1,234", 1234, nil),
            ("-3", -3, nil),
            ("１２.５", 12.5, nil), ("1,234,567.5", 1_234_567.5, nil), ("=<5", 5, "<="), ("1.2e3", 1200, nil),
            (".5", 0.5, nil),
        ] as [(String, Double, String?)])
    func numbers(_ text: String, _ value: Double, _ comparator: String?) throws {
        let read = try #require(NumberText.read(text))
        #expect(read.value == value && read.comparator == comparator)
    }

    @Test(
        "what is no number, or could mean two, is none",
        arguments: ["", "7,1", "1,23", "12,34,567", "nan", "inf", "0x1F", "5 mg", "--3", "<", "3-5", "1.2.3", "三"])
    func noNumbers(_ text: String) { #expect(NumberText.read(text) == nil) }
}
