import Foundation
import Testing

@testable import Clinical

/// What must hold whatever the figures are.
@Suite struct ToolPropertyTests {
    struct Slope: Sendable, CustomTestStringConvertible {
        var tool: String
        var input: String
        /// +1 where more of the input means more of the result.
        var sign: Double
        var testDescription: String { "\(tool) by \(input)" }
    }

    static let slopes: [Slope] =
        [
            ("ckd-epi-2021", "creatinine", -1), ("ckd-epi-2021", "age", -1), ("cockcroft-gault", "creatinine", -1),
            ("cockcroft-gault", "age", -1), ("cockcroft-gault", "weight", 1), ("bmi", "weight", 1),
            ("bmi", "height", -1),
            ("bsa", "weight", 1), ("bsa", "height", 1), ("mean-arterial-pressure", "systolic_bp", 1),
            ("ldl-friedewald", "total_cholesterol", 1), ("ldl-friedewald", "triglycerides", -1),
            ("ldl-sampson", "total_cholesterol", 1), ("ldl-sampson", "hdl_cholesterol", -1),
            ("ascvd-pce-2013", "systolic_bp", 1), ("ascvd-pce-2013", "age", 1),
            ("prevent-2023-base", "egfr", -1), ("hba1c-eag", "hba1c", 1),
            ("homa-ir", "fasting_insulin", 1), ("homa-ir", "fasting_glucose", 1), ("findrisc", "waist", 1),
            ("findrisc", "bmi", 1), ("findrisc", "age", 1), ("cha2ds2-vasc", "age", 1), ("qtc", "qt", 1),
            ("khorana", "platelets", 1), ("khorana", "haemoglobin", -1), ("qsofa", "respiratory_rate", 1),
            ("qsofa", "systolic_bp", -1), ("curb-65", "urea", 1), ("curb-65", "systolic_bp", -1), ("fib-4", "ast", 1),
            ("fib-4", "alt", -1), ("fib-4", "platelets", -1), ("meld-3", "bilirubin", 1), ("meld-3", "sodium", -1),
            ("meld-3", "inr", 1), ("child-pugh", "bilirubin", 1), ("child-pugh", "albumin", -1),
            ("anion-gap", "sodium", 1),
            ("anion-gap", "bicarbonate", -1), ("corrected-calcium", "albumin", -1), ("corrected-sodium", "glucose", 1),
            ("corrected-phenytoin", "albumin", -1), ("plasmic", "platelets", -1), ("isth-dic", "platelets", -1),
            ("mentzer", "mcv", 1), ("rpi", "reticulocytes", 1), ("mayo-nodule", "diameter", 1),
            ("brock-2b", "diameter", 1), ("brock-2b", "nodule_count", -1), ("herder", "mayo_probability", 1),
        ].map { Slope(tool: $0.0, input: $0.1, sign: $0.2) }

    @Test("more of the input never turns the result the wrong way, and turns it somewhere", arguments: slopes)
    func monotonic(_ slope: Slope) throws {
        let tool = try ClinicalTool.named(slope.tool)
        let input = try #require(tool.inputs.first { $0.name == slope.input })
        guard case .number(let quantity) = input.kind else { return }
        var inputs = try #require(tool.examples.first { $0.inputs[slope.input] != nil }).inputs
        var results: [Double] = []
        for step in 0...60 {
            let part = Double(step) / 60
            let value = quantity.range.lowerBound + part * (quantity.range.upperBound - quantity.range.lowerBound)
            inputs[slope.input] = .number(value)
            // Other inputs bound what makes sense: a systolic pressure below the diastolic, an LDL below nothing.
            if let number = try? tool.run(inputs).number { results.append(number) }
        }
        #expect(results.count > 20)
        for (earlier, later) in zip(results, results.dropFirst()) { #expect(slope.sign * (later - earlier) >= 0) }
        #expect(Set(results).count > 1)
    }

    @Test("either unit of an input gives the same result", arguments: ClinicalTool.all.map(\.id))
    func unitRoundTrip(_ id: String) throws {
        let tool = try ClinicalTool.named(id)
        for example in tool.examples {
            let plain = try tool.run(example.inputs)
            for input in tool.inputs {
                guard case .number(let quantity) = input.kind, case .number(let value)? = example.inputs[input.name]
                else {
                    continue
                }
                for other in otherUnits(of: quantity) {
                    let factor = try #require(quantity.converted(1, from: other))
                    let offset = try #require(quantity.converted(0, from: other))
                    var inputs = example.inputs
                    inputs[input.name] = .text("\((value - offset) / (factor - offset)) \(other)")
                    let result = try tool.run(inputs)
                    #expect(
                        isSame(result, plain, tool: tool), "\(input.name) in \(other): \(result.valueText(in: "en"))")
                }
            }
        }
    }

    private func otherUnits(of quantity: ToolQuantity) -> [String] {
        let analyte = Analyte.all.first { $0.id == quantity.analyte }
        let paired = [analyte?.conventionalUnit, analyte?.siUnit].compactMap { $0 }.filter { $0 != quantity.unit }
        return Set(paired + quantity.others.map(\.unit)).sorted()
    }

    /// The same value, in the result's own unit; formulas with a rounded form for the other unit may differ by 1 %.
    private func isSame(_ result: ToolResult, _ plain: ToolResult, tool: ClinicalTool) -> Bool {
        guard let first = result.number, let second = plain.number else { return result.value == plain.value }
        let factor =
            result.unit == plain.unit
            ? 1
            : tool.inputs.lazy.compactMap { input -> Double? in
                guard case .number(let quantity) = input.kind else { return nil }
                return quantity.converted(1, from: result.unit)
            }.first ?? 1
        return abs(first * factor - second) <= max(0.01 * abs(second), 0.06)
    }

    @Test("a score is the sum of its items, and all absent is the lowest")
    func sums() throws {
        for id in ["has-bled", "perc", "rcri", "wells-pe", "wells-dvt"] {
            let tool = try ClinicalTool.named(id)
            let none = Dictionary(uniqueKeysWithValues: tool.inputs.map { ($0.name, GivenValue.flag(false)) })
            #expect(try tool.run(none).number == 0, "\(id)")
            var all = none
            for name in none.keys { all[name] = true }
            all["alternative_diagnosis_as_likely"] = none["alternative_diagnosis_as_likely"]
            #expect(try tool.run(all).number == ["wells-pe": 12.5, "rcri": 6, "perc": 8][id] ?? 9, "\(id)")
        }
    }

    @Test(
        "the borders of bands fall as the guideline writes them",
        arguments: [
            ("kdigo-ckd-risk", ["egfr": 60, "acr": 3], "Moderately increased risk (yellow)"),
            ("kdigo-ckd-risk", ["egfr": 59.9, "acr": 2.9], "Moderately increased risk (yellow)"),
            ("kdigo-ckd-risk", ["egfr": 45, "acr": 30], "High risk (orange)"),
            ("kdigo-ckd-risk", ["egfr": 44.9, "acr": 1], "High risk (orange)"),
            ("kdigo-ckd-risk", ["egfr": 30, "acr": 30.1], "Very high risk (red)"),
            ("kdigo-ckd-risk", ["egfr": 90, "acr": "300 mg/g"], "Moderately increased risk (yellow)"),
            ("kdigo-ckd-risk", ["egfr": 90, "acr": "301 mg/g"], "High risk (orange)"),
        ] as [(String, [String: GivenValue], String)])
    func borders(_ id: String, _ inputs: [String: GivenValue], _ expected: String) throws {
        #expect(try ClinicalTool.named(id).run(inputs).valueText(in: "en") == expected)
    }

    @Test("triglycerides of 400 mg/dL end Friedewald, and 800 is the last of Sampson")
    func triglycerideLimits() throws {
        let lipids: [String: GivenValue] = ["total_cholesterol": 300, "hdl_cholesterol": 40]
        func run(_ id: String, _ triglycerides: GivenValue) throws(ToolError) -> ToolResult {
            try ClinicalTool.named(id).run(lipids.merging(["triglycerides": triglycerides]) { $1 })
        }
        #expect(try run("ldl-friedewald", 399.9).number != nil)
        for value: GivenValue in [400, "4.6 mmol/L"] {
            let error = #expect(throws: ToolError.self) { try run("ldl-friedewald", value) }
            #expect(error?.fields == ["triglycerides"])
        }
        #expect(try run("ldl-sampson", 800).number != nil)
        #expect(throws: ToolError.self) { try run("ldl-sampson", 801) }
    }
}
