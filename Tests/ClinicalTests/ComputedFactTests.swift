import Foundation
import Testing

@testable import Clinical

@Suite struct ComputedFactTests {
    private func patient(_ observations: Observation...) -> Patient {
        Patient(
            id: "1", name: "示例患者", sex: .female, birthDate: PartialDate("1960-06-15"), observations: observations)
    }

    private func creatinine(_ value: Double, _ time: String?, doubts: [ObservationDoubt] = []) -> Observation {
        Observation(
            loinc: "14682-9", name: "肌酐", value: Quantity(value: value, unit: "umol/L"),
            time: time.flatMap(PartialDate.init), doubts: doubts)
    }

    @Test("the age is that of the day of the blood sample, and the newest sound creatinine counts")
    func ageOfSample() throws {
        let patient = patient(
            creatinine(88.4, "2020-06-14"), creatinine(900, "2026-01-01", doubts: [.noUnit]), creatinine(70, "2019"))
        let fact = try #require(computedFacts(for: patient, on: day(2026, 6, 1)).first)
        #expect(fact.inputs["age"] == "59" && fact.inputs["date"] == "2020-06-14")
        #expect(fact.english.contains("2026-01-01") && fact.chinese.contains("2026-01-01"))
        #expect(fact.text(in: "zh-Hans").contains("59岁") && fact.text(in: "en").contains("µmol/L"))
    }

    @Test("a bound, a doubtful value or a vague age gives no eGFR")
    func refusals() {
        var bound = creatinine(88.4, "2020-06-14")
        bound.value?.comparator = "<"
        #expect(computedFacts(for: patient(bound), on: day(2026, 6, 1)).isEmpty)
        #expect(computedFacts(for: patient(creatinine(88.4, "2020")), on: day(2026, 6, 1)).isEmpty)
        var vague = patient(creatinine(88.4, "2020-06-14"))
        vague.birthDate = PartialDate("1960")
        #expect(computedFacts(for: vague, on: day(2026, 6, 1)).isEmpty)
    }

    @Test("the course of eGFR names earlier days, newest first, and the change since the first of them")
    func course() throws {
        let patient = patient(
            creatinine(106, "2026-01-10"), creatinine(97, "2025-06-10"), creatinine(97, "2025-06-10"),
            creatinine(88.4, "2024-06-20"), creatinine(70, "2020-06-20"))
        let fact = try #require(computedFacts(for: patient, on: day(2026, 6, 1)).first)
        #expect(fact.value == 50.3)
        #expect(fact.english.hasSuffix("; earlier 56.3 (2025-06-10), 62.9 (2024-06-20), change −12.6 since 2024-06-20"))
        #expect(fact.chinese.hasSuffix("；既往56.3（2025-06-10）、62.9（2024-06-20），自2024-06-20变化−12.6"))
        #expect(!fact.formula.english.isEmpty && !fact.limits.chinese.isEmpty && fact.status == "verified")
    }

    @Test("BMI is computed for adults whose chart has none of its own")
    func bodyMass() {
        let time = PartialDate("2026-02-01")
        let weight = Observation(loinc: "29463-7", name: "w", value: Quantity(value: 81, unit: "kg"), time: time)
        let height = Observation(loinc: "8302-2", name: "h", value: Quantity(value: 160, unit: "cm"), time: time)
        let own = Observation(loinc: "39156-5", name: "b", value: Quantity(value: 31, unit: "kg/m2"), time: time)
        #expect(computedFacts(for: patient(weight, height), on: day(2026, 6, 1)).map(\.value) == [31.6])
        #expect(computedFacts(for: patient(weight, height, own), on: day(2026, 6, 1)).isEmpty)
        var child = patient(weight, height)
        child.birthDate = PartialDate("2015-01-01")
        #expect(computedFacts(for: child, on: day(2026, 6, 1)).isEmpty)
    }
}
