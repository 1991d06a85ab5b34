import Testing

@testable import Evidence

@Suite("Figures are read out of both languages")
struct FigureTests {
    @Test(
        "A number comes with its unit",
        arguments: [
            ("fasting glucose ≥126 mg/dL", 126, "mg/dL"), ("空腹血糖≥7.0 mmol/L", 7.0, "mmol/L"),
            ("HbA1c ≥6.5％", 6.5, "%"), ("６.５％", 6.5, "%"), ("about 1,500 mg a day", 1500, "mg"),
            ("75-g OGTT", 75, "g"), ("每3个月复查", 3, "month"), ("收缩压140毫米汞柱", 140, "mmHg"),
            ("eGFR 38 mL/min/1.73 m²", 38, "mL/min"), ("aged 82 years", 82, "y"), ("0.5 U/kg/日", 0.5, "U/kg/d"),
        ])
    func unit(text: String, value: Double, unit: String) {
        #expect(Figure.all(in: text).map { Pair($0.value, $0.unit) } == [Pair(value, unit)])
    }

    @Test(
        "Both ends of a range and of a pair have the unit that follows",
        arguments: [
            ("100–125 mg/dL", [100, 125], "mg/dL"), ("5.6～6.9 mmol/L", [5.6, 6.9], "mmol/L"),
            ("130/80 mmHg", [130, 80], "mmHg"), ("3 to 6 months", [3, 6], "month"), ("10至12周", [10, 12], "week"),
            ("<130/<80 mmHg", [130, 80], "mmHg"),
        ])
    func range(text: String, values: [Double], unit: String) {
        #expect(Figure.all(in: text).map { Pair($0.value, $0.unit) } == values.map { Pair($0, unit) })
    }

    @Test(
        "Digits of names, of citation marks and of list numbers aren't figures",
        arguments: [
            "HbA1c, SGLT2 and GLP-1", "type 2 diabetes", "2型糖尿病", "as said [2] and [1, 3]", "1. Metformin\n2. Insulin",
        ])
    func names(text: String) {
        #expect(Figure.all(in: text).isEmpty)
    }

    private struct Pair: Equatable {
        var value: Double
        var unit: String?
        init(_ value: Double, _ unit: String?) {
            self.value = value
            self.unit = unit
        }
    }
}
