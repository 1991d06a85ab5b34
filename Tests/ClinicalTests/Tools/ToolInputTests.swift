import Foundation
import Testing

@testable import Clinical

@Suite struct ToolInputTests {
    private func egfr(_ creatinine: GivenValue, age: GivenValue = 60, sex: GivenValue = "female") throws(ToolError)
        -> ToolResult
    {
        try ClinicalTool.named("ckd-epi-2021").run(["creatinine": creatinine, "age": age, "sex": sex])
    }

    @Test(
        "a value may carry its unit, with or without a space, in any spelling",
        arguments: [
            "1.2 mg/dL", "1.2mg/dL", " 1.2 MG/DL ", "106.08 umol/L", "106.08 μmol/L", "106.08微摩尔/升", "１．２ mg/dL",
            "12 mg/L",
        ])
    func units(_ text: String) throws {
        let wanted = try #require(egfr(1.2).number)
        let value = try #require(egfr(.text(text)).number)
        #expect(value == wanted)
    }

    @Test(
        "words, bounds, ranges and foreign units are refused with the field and what is accepted",
        arguments: ["", "high", "<1.2 mg/dL", "1,2 mg/dL", "1.2-1.4", "1.2 mmHg", "1.2 U/L", "nan", "1e400"])
    func refusals(_ text: String) {
        let error = #expect(throws: ToolError.self) { try egfr(.text(text)) }
        #expect(error?.fields == ["creatinine"])
        #expect(error?.text(in: "en").contains("0.1–15 mg/dL or 8.84–1326 µmol/L") == true)
        #expect(error?.text(in: "zh-Hans").contains("0.1–15 mg/dL或8.84–1326 µmol/L") == true)
    }

    @Test("a value out of range names the field, the figure and the range in each language")
    func range() {
        let error = #expect(throws: ToolError.self) { try egfr(106) }
        #expect(error?.fields == ["creatinine"])
        #expect(
            error?.text(in: "en")
                == "creatinine: 106 lies outside 0.1–15 mg/dL or 8.84–1326 µmol/L. Check the figure and its unit.")
        #expect(error?.text(in: "zh-Hans").contains("106超出范围") == true)
    }

    @Test(
        "every number of every tool is refused beyond its range, and the error names it",
        arguments: ClinicalTool.all.map(\.id))
    func everyRange(_ id: String) throws {
        let tool = try ClinicalTool.named(id)
        let example = try #require(tool.examples.first)
        for input in tool.inputs {
            guard case .number(let quantity) = input.kind else { continue }
            for value in [quantity.range.upperBound * 1.02 + 1, quantity.range.lowerBound * 0.98 - 1, .infinity, .nan] {
                var inputs = example.inputs
                inputs[input.name] = .number(value)
                let error = #expect(throws: ToolError.self) { try tool.run(inputs) }
                #expect(error?.fields == [input.name], "\(input.name) \(value)")
            }
        }
    }

    @Test("every input that is needed is asked for by name, label and range", arguments: ClinicalTool.all.map(\.id))
    func missing(_ id: String) throws {
        let tool = try ClinicalTool.named(id)
        let needed = tool.inputs.filter { !$0.isOptional }.map(\.name)
        let error = #expect(throws: ToolError.self) { try tool.run([:]) }
        if !needed.isEmpty { #expect(error?.fields == needed) }
        for input in tool.inputs where !input.isOptional {
            #expect(error?.text(in: "en").contains(input.accepted.english) == true)
            #expect(error?.text(in: "zh-Hans").contains(input.label.chinese) == true)
        }
    }

    @Test("an unknown input, one given twice and an unknown tool are named")
    func names() throws {
        let tool = try ClinicalTool.named("egfr-ckd-epi-2021")
        #expect(tool.id == "ckd-epi-2021")
        #expect(try ClinicalTool.named("CKD_EPI_2021").id == tool.id)
        let unknown = #expect(throws: ToolError.self) { try tool.run(["creatinin\u{1B}e": 1]) }
        #expect(
            unknown?.text(in: "en").contains("\u{1B}") == false
                && unknown?.text(in: "en").contains("creatinine") == true)
        let twice = #expect(throws: ToolError.self) {
            try tool.run(["creatinine": 1, "scr": 1, "age": 50, "sex": "F"])
        }
        #expect(twice == .givenTwice(field: "creatinine"))
        let foreign = #expect(throws: ToolError.self) { try ClinicalTool.named("apache") }
        #expect(foreign?.text(in: "zh-Hans").contains("ckd-epi-2021") == true)
    }

    @Test("short names, spellings of both languages and numbers for yes and no are understood")
    func spellings() throws {
        let wanted = try egfr(1.2)
        let short = try ClinicalTool.named("egfr").run(["scr": 1.2, "Age": "60 years", "sex": "女"])
        #expect(short.number == wanted.number && short.inputs["sex"] == "female" && short.inputs["age"] == "60")
        let tool = try ClinicalTool.named("wells-pe")
        let inputs: [String: GivenValue] = [
            "dvt_signs": "是", "pe_likely": 1, "hr": "yes", "immob": "否", "prior": 0, "hemoptysis": "n",
            "malignancy": "无",
        ]
        #expect(try tool.run(inputs).number == 7.5)
        let error = #expect(throws: ToolError.self) { try egfr(1.2, sex: "other") }
        #expect(error?.fields == ["sex"] && error?.text(in: "en").contains("female, male") == true)
    }

    @Test("what was used is told with its unit, defaults among it")
    func echo() throws {
        let result = try ClinicalTool.named("meld-3").run([
            "sex": "M", "bilirubin": "34 μmol/L", "inr": 1.1, "creatinine": 1.2, "sodium": 138, "albumin": "38 g/L",
        ])
        #expect(result.inputs["bilirubin"] == "34 umol/L" && result.inputs["albumin"] == "38 g/L")
        #expect(result.inputs["dialysis"] == "no" && result.inputs["creatinine"] == "1.2 mg/dL")
    }
}
