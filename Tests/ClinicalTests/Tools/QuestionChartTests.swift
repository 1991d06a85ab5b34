import Foundation
import Testing

@testable import Clinical

@Suite("Calculators run on the values of a question")
struct QuestionChartTests {
    private static let today = Date(timeIntervalSince1970: 1_790_000_000)  // 21 September 2026

    private static let chart = Patient(
        id: "p", name: "Sample Patient", sex: .female, birthDate: PartialDate("1958-03-02"),
        observations: [
            Observation(
                loinc: "2160-0", name: "Creatinine", value: Quantity(value: 0.8, unit: "mg/dL"),
                time: PartialDate("2026-08-01")),
            Observation(
                loinc: "29463-7", name: "Weight", value: Quantity(value: 70, unit: "kg"),
                time: PartialDate("2026-08-01")),
        ])

    private func chart(_ question: String, note: String? = nil, _ patient: Patient? = nil) -> QuestionChart {
        QuestionChart(question: question, note: note, patient: patient, on: Self.today)
    }

    @Test(
        "A creatinine, an age and a sex in the question are enough",
        arguments: ["67-year-old woman, creatinine 1.4 mg/dL: what is her eGFR?", "67岁女性，肌酐1.4 mg/dL，eGFR是多少？"])
    func filtration(_ question: String) throws {
        let fact = try #require(chart(question).facts.first { $0.tool == "egfr-ckd-epi-2021" })
        #expect(fact.value.map { abs($0 - 41.2) < 0.1 } == true)
        #expect(fact.inputs["origin"] == "question" && fact.english.contains("inputs from the question"))
        #expect(fact.chinese.contains("数值取自问题"))
    }

    @Test(
        "LDL from the other lipids, in the units that are written",
        arguments: [
            "总胆固醇5.8 mmol/L，HDL 1.1 mmol/L，甘油三酯1.9 mmol/L，LDL多少",
            "Total cholesterol 5.8 mmol/L, HDL 1.1 mmol/L, triglycerides 1.9 mmol/L: LDL?",
        ])
    func lipids(_ question: String) throws {
        let fact = try #require(chart(question).facts.first { $0.tool == "ldl-sampson" })
        #expect(fact.unit == "mmol/L" && fact.value.map { abs($0 - 3.91) < 0.02 } == true)
    }

    @Test(
        "Without units nothing is computed",
        arguments: ["总胆固醇5.8，HDL 1.1，甘油三酯1.9，LDL多少", "67-year-old woman, creatinine 1.4: eGFR?"])
    func unitless(_ question: String) { #expect(chart(question).facts.isEmpty) }

    @Test("Over a chart the question's value wins for this turn, and the chart stays as it was")
    func overChart() throws {
        let before = Self.chart
        let asked = chart("Her creatinine is now 1.4 mg/dL. eGFR? Cockcroft-Gault?", Self.chart)
        let egfr = try #require(asked.facts.first { $0.tool == "egfr-ckd-epi-2021" })
        #expect(egfr.inputs["creatinine"] == "1.4 mg/dL" && egfr.inputs["origin"] == "question")
        #expect(egfr.english.contains("earlier") && egfr.english.contains("2026-08-01"))
        let clearance = try #require(asked.facts.first { $0.tool == "cockcroft-gault" })
        #expect(clearance.inputs["weight"] == "70 kg" && clearance.inputs["origin"] == "question")
        #expect(Self.chart == before && asked.patient?.observations.count == 3)
        #expect(asked.patient?.observations.last?.doubts.contains(.unconfirmed) == true)
    }

    @Test("Facts of the chart alone aren't said to be from the question")
    func ownFacts() throws {
        let asked = chart("Potassium 5.6 mmol/L, eGFR?", Self.chart)
        #expect(asked.facts.first?.inputs["origin"] == nil && asked.facts.first?.english.contains("question") == false)
    }

    @Test(
        "Values of somebody else are never mixed with the chart's",
        arguments: ["A 40-year-old man, creatinine 1.4 mg/dL: eGFR?", "40岁男性，肌酐1.4 mg/dL，eGFR？"])
    func somebodyElse(_ question: String) throws {
        let asked = chart(question, Self.chart)
        #expect(asked.patient?.id == "" && asked.patient?.observations.count == 1)
        let fact = try #require(asked.facts.first { $0.tool == "egfr-ckd-epi-2021" })
        #expect(fact.inputs["age"] == "40" && fact.inputs["sex"] == "male")
        #expect(!asked.facts.contains { $0.inputs["weight"] != nil })
    }

    @Test(
        "A relative's value is nobody's here",
        arguments: ["My mother's creatinine is 1.4 mg/dL. eGFR?", "我母亲肌酐1.4 mg/dL，eGFR？"])
    func relative(_ question: String) {
        #expect(chart(question, Self.chart).facts.isEmpty)
    }

    @Test(
        "A note in place of a chart is read the same way",
        arguments: ["67F, creatinine 1.4 mg/dL", "67岁，女，肌酐1.4 mg/dL"])
    func note(_ note: String) throws {
        let fact = try #require(chart("Metformin?", note: note).facts.first)
        #expect(fact.inputs["origin"] == "note" && fact.english.contains("inputs from the note"))
    }

    @Test(
        "Goals and bounds are no values",
        arguments: ["Is an LDL target below 1.8 mmol/L right?", "LDL目标1.8 mmol/L合适吗？", "肌酐>1.4 mg/dL，67岁女性"])
    func goals(_ question: String) { #expect(chart(question).facts.isEmpty) }
}
