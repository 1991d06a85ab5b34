import Foundation
import Testing

@testable import Clinical

@Suite struct ChartToolsTests {
    private let today = day(2026, 11, 1)

    private func result(_ loinc: String, _ value: Double, _ unit: String, _ time: String = "2026-10-01") -> Observation
    {
        Observation(loinc: loinc, name: loinc, value: Quantity(value: value, unit: unit), time: PartialDate(time))
    }

    private func facts(
        _ observations: [Observation], problems: [String] = [], drugs: [String] = [], sex: Sex = .female
    ) -> [ComputedFact] {
        let patient = Patient(
            id: "1", name: "示例患者", sex: sex, birthDate: PartialDate("1960-06-15"),
            problems: problems.map { Problem(text: $0, status: "active") },
            medications: drugs.map { Medication(text: $0, status: "active") }, observations: observations)
        return computedFacts(for: patient, on: today)
    }

    private func fact(_ tool: String, _ facts: [ComputedFact]) throws -> ComputedFact {
        try #require(facts.first { $0.tool == tool }, "\(facts.map(\.tool))")
    }

    private var lipids: [Observation] {
        [result("2093-3", 240, "mg/dL"), result("2085-9", 40, "mg/dL"), result("2571-8", 300, "mg/dL")]
    }

    @Test("LDL is calculated from one day's lipids, and only where none was measured as lately")
    func lipoprotein() throws {
        let calculated = try fact("ldl-sampson", facts(lipids))
        #expect(calculated.value == 145 && calculated.unit == "mg/dL" && calculated.inputs["date"] == "2026-10-01")
        #expect(calculated.english.contains("calculated, not measured") && calculated.chinese.contains("计算值，非实测"))
        let measured = lipids + [result("13457-7", 150, "mg/dL")]
        #expect(!facts(measured).contains { $0.tool == "ldl-sampson" })
        let older = lipids + [result("13457-7", 150, "mg/dL", "2025-01-01")]
        #expect(facts(older).contains { $0.tool == "ldl-sampson" })
        var apart = lipids
        apart[1].time = PartialDate("2026-09-30")
        #expect(!facts(apart).contains { $0.tool == "ldl-sampson" || $0.tool == "non-hdl" })
        #expect(try fact("non-hdl", facts(lipids)).value == 200)
    }

    @Test("a doubtful value, a bound or one out of range is never used")
    func doubts() {
        var doubtful = lipids
        doubtful[2].doubts = [.noUnit]
        #expect(!facts(doubtful).contains { $0.tool == "ldl-sampson" })
        var bound = lipids
        bound[2].value?.comparator = "<"
        #expect(!facts(bound).contains { $0.tool == "ldl-sampson" })
        var extreme = lipids
        extreme[2].value?.value = 1200
        #expect(!facts(extreme).contains { $0.tool == "ldl-sampson" })
    }

    @Test("the KDIGO grid joins the computed eGFR with the newest albuminuria, each with its day")
    func kidneyRisk() throws {
        let kidney = [result("2160-0", 1.4, "mg/dL", "2026-09-01"), result("9318-7", 45, "mg/g")]
        let risk = try fact("kdigo-ckd-risk", facts(kidney))
        #expect(risk.value == 3 || risk.value == 4)
        #expect(risk.inputs["egfr_date"] == "2026-09-01" && risk.inputs["acr_date"] == "2026-10-01")
        #expect(risk.english.contains("risk (") && risk.english.contains("45 mg/g (2026-10-01)"))
        #expect(risk.chinese.contains("风险（") && risk.chinese.contains("45 mg/g（2026-10-01）"))
        #expect(risk.status == "secondary")
    }

    @Test("mean pressure is of one reading; a pair of two readings gives none")
    func meanPressure() throws {
        let pair = [result("8480-6", 138, "mm[Hg]"), result("8462-4", 82, "mm[Hg]")]
        #expect(try fact("mean-arterial-pressure", facts(pair)).value == 101)
        let two = [
            result("8480-6", 138, "mm[Hg]", "2026-10-01T08:00:00Z"),
            result("8462-4", 82, "mm[Hg]", "2026-10-01T20:00:00Z"),
        ]
        #expect(!facts(two).contains { $0.tool == "mean-arterial-pressure" })
    }

    @Test(
        "CHA2DS2-VASc needs atrial fibrillation, counts what the chart names and says what it takes as absent",
        arguments: [
            ["Atrial fibrillation", "Essential hypertension", "Type 2 diabetes"], ["心房顫動", "高血压病2级", "2型糖尿病"],
        ])
    func strokeRisk(_ problems: [String]) throws {
        let stroke = try fact("cha2ds2-vasc", facts([], problems: problems))
        #expect(stroke.value == 4)
        #expect(stroke.english.contains(problems[1]) && stroke.english.contains("taken as absent, not in the chart: "))
        #expect(stroke.chinese.contains("病历未见，按“无”计") && stroke.chinese.contains("卒中"))
        #expect(!facts([], problems: Array(problems.dropFirst())).contains { $0.tool == "cha2ds2-vasc" })
        #expect(!facts([], problems: problems, sex: .unknown).contains { $0.tool == "cha2ds2-vasc" })
    }

    @Test(
        "conditions that only sound alike don't count",
        arguments: [
            "Pulmonary hypertension", "Family history of diabetes", "糖尿病前期", "妊娠期高血压", "Portal hypertension", "糖尿病家族史",
        ])
    func otherConditions(_ problem: String) throws {
        let stroke = try fact("cha2ds2-vasc", facts([], problems: ["房颤", problem]))
        #expect(stroke.value == 2)
    }

    @Test("PREVENT is computed when everything is recorded, and not with cardiovascular disease or an unknown smoker")
    func cardiovascularRisk() throws {
        let others = [
            result("2160-0", 0.9, "mg/dL"), result("8480-6", 138, "mm[Hg]"), result("8462-4", 82, "mm[Hg]"),
            result("29463-7", 70, "kg"), result("8302-2", 165, "cm"),
        ]
        let smoking = Observation(
            loinc: "72166-2", name: "Tobacco", text: "Never smoker", time: PartialDate("2026-01-01"))
        let chart = lipids + others + [smoking]
        let risk = try fact(
            "prevent-2023-base", facts(chart, problems: ["Hypertension"], drugs: ["Lisinopril 20 mg tablet"]))
        #expect(risk.english.contains("Lisinopril") && risk.value.map { $0 > 1 && $0 < 30 } == true && risk.unit == "%")
        #expect(!facts(lipids + others, problems: ["Hypertension"]).contains { $0.tool == "prevent-2023-base" })
        #expect(!facts(chart, problems: ["冠心病"]).contains { $0.tool == "prevent-2023-base" })
        #expect(!facts(chart).contains { $0.tool == "prevent-2023-base" })
    }

    @Test("the clearance of an obese patient names the one by adjusted weight, where the height is known")
    func adjustedWeight() throws {
        let chart = [
            result("2160-0", 0.72, "mg/dL"), result("29463-7", 124.7, "kg"), result("8302-2", 175, "cm", "2020-01-01"),
        ]
        let clearance = try fact("cockcroft-gault", facts(chart))
        #expect(clearance.english.contains("obese: by adjusted weight") && clearance.chinese.contains("肥胖：按校正体重"))
        #expect(!(try fact("cockcroft-gault", facts(Array(chart.dropLast())))).english.contains("obese"))
    }

    @Test("figures are shown as a chart shows them, with no space before a percent sign")
    func figures() throws {
        let pair = [result("8480-6", 189.56060519236135, "mm[Hg]"), result("8462-4", 112.55228188659432, "mm[Hg]")]
        #expect(
            try fact("mean-arterial-pressure", facts(pair)).english
                == "Mean arterial pressure: 138 mmHg; 65 or above; from systolic blood pressure 189.6 mmHg, diastolic blood "
                + "pressure 112.6 mmHg (2026-10-01)")
        let glucose = try fact("hba1c-eag", facts([result("4548-4", 7.8, "%")]))
        #expect(glucose.chinese.hasSuffix("据糖化血红蛋白（HbA1c）7.8%（2026-10-01）"))
    }

    @Test("other tools take the chart's own values in its own units")
    func others() throws {
        let chart = [
            result("1920-8", 40, "U/L"), result("1742-6", 35, "U/L"), result("777-3", 200_000, "/uL", "2026-09-15"),
            result("17861-6", 8.0, "mg/dL"), result("1751-7", 20, "g/L"), result("4548-4", 7, "%"),
            result("2951-2", 138, "mmol/L"), result("2075-0", 95, "mmol/L"), result("1963-8", 10, "mmol/L"),
            result("2345-7", 600, "mg/dL"), result("787-2", 62, "fL"), result("789-8", 6.1, "10*6/uL"),
            result("2160-0", 1.2, "mg/dL"), result("29463-7", 60, "kg", "2026-05-01"),
        ]
        let found = facts(chart)
        #expect(try fact("fib-4", found).value == 2.23)
        #expect(try fact("corrected-calcium", found).value == 9.6)
        #expect(try fact("hba1c-eag", found).value == 154.2)
        #expect(try fact("anion-gap", found).value == 38)
        #expect(try fact("corrected-sodium", found).value == 146)
        #expect(try fact("mentzer", found).value == 10.16)
        #expect(try fact("cockcroft-gault", found).inputs["weight_date"] == "2026-05-01")
        for fact in found {
            #expect(!fact.english.isEmpty && !fact.chinese.isEmpty && !fact.source.isEmpty && !fact.status.isEmpty)
            #expect(!fact.formula.chinese.isEmpty && !fact.limits.english.isEmpty, "\(fact.tool)")
            #expect(throws: Never.self) { try ClinicalTool.named(fact.tool) }
        }
        #expect(Set(found.map(\.tool)).count == found.count)
    }

    @Test(
        "a question gets the facts that matter to it, in either language and script, and eGFR always",
        arguments: [
            ("What is the LDL-C goal?", ["egfr-ckd-epi-2021", "ldl-sampson", "non-hdl"]),
            ("血脂目标是多少？", ["egfr-ckd-epi-2021", "ldl-sampson", "non-hdl"]),
            ("膽固醇要降到多少？", ["egfr-ckd-epi-2021", "ldl-sampson", "non-hdl"]),
            ("Mapping of the salt intake", ["egfr-ckd-epi-2021"]),
            ("体重需要控制吗", ["egfr-ckd-epi-2021", "bmi"]),
            ("Does her obesity matter?", ["egfr-ckd-epi-2021", "bmi"]),
            ("Which apixaban dose?", ["egfr-ckd-epi-2021", "cockcroft-gault"]),
        ])
    func relevance(_ question: String, _ tools: [String]) {
        let chart =
            lipids + [result("2160-0", 0.9, "mg/dL"), result("29463-7", 70, "kg"), result("8302-2", 165, "cm")]
            + [result("8480-6", 138, "mm[Hg]"), result("8462-4", 82, "mm[Hg]")]
        #expect(relevantComputedFacts(for: question, among: facts(chart)).map(\.tool) == tools)
    }

    @Test("no more facts than the limit, and the most to the point are kept")
    func limit() {
        let chart = lipids + [result("2160-0", 0.9, "mg/dL"), result("4548-4", 7, "%")]
        let found = relevantComputedFacts(for: "non-HDL cholesterol", among: facts(chart), limit: 2)
        #expect(found.map(\.tool) == ["egfr-ckd-epi-2021", "non-hdl"])
        #expect(relevantComputedFacts(for: "LDL", among: facts(chart), limit: 0).isEmpty)
    }
}
