import Foundation
import Testing

@testable import Clinical

@Suite struct ComputedFactTests {
    @Test(
        "CKD-EPI 2021 gives the worked examples",
        arguments: [
            (0.9, 55, Sex.female, 75.5), (0.9, 40, .male, 110.7), (2.0, 70, .male, 35.2), (0.6, 30, .female, 123.8),
        ])
    func workedExamples(_ creatinine: Double, _ age: Int, _ sex: Sex, _ expected: Double) throws {
        let value = try #require(GlomerularFiltration.ckdEpi2021(creatinine: creatinine, age: age, sex: sex))
        #expect(abs(value - expected) < 0.05)
    }

    @Test(
        "CKD-EPI 2021 gives the figures on which two implementations agree",
        .enabled(
            if: TestFiles.exists(TestFiles.shared.appending(path: "eval/calculators/vectors.jsonl")),
            "the calculators' vectors lie beside the project, in ../shared"))
    func vectors() throws {
        let text = try String(
            contentsOf: TestFiles.shared.appending(path: "eval/calculators/vectors.jsonl"), encoding: .utf8)
        var compared = 0
        for line in text.split(separator: "\n") where line.contains("ckd-epi-2021") {
            let bytes = Array(line.utf8)
            let vector = try JSONParser.parse(bytes, in: 0..<bytes.count)
            let inputs = vector["inputs"]
            let words = try #require(inputs["creatinine"].string?.split(separator: " "))
            let stated = Quantity(value: try #require(Double(words[0])), unit: String(words[1]))
            let creatinine = try #require(UnitConversion.convert(stated, to: "mg/dL", loinc: "2160-0")?.value)
            let age = try #require(inputs["age"].number)
            let sex = try #require(inputs["sex"].string.flatMap(Sex.init))
            let value = try #require(
                GlomerularFiltration.ckdEpi2021(creatinine: creatinine, age: Int(age), sex: sex))
            let expected = try #require(vector["expected"].number)
            #expect(abs(value - expected) <= vector["tolerance"].number ?? 0.5, "\(line)")
            compared += 1
        }
        #expect(compared > 5)
    }

    @Test("outside its ranges, or without a sex, nothing is computed")
    func ranges() {
        #expect(GlomerularFiltration.ckdEpi2021(creatinine: 106, age: 60, sex: .male) == nil)
        #expect(GlomerularFiltration.ckdEpi2021(creatinine: 1, age: 17, sex: .male) == nil)
        #expect(GlomerularFiltration.ckdEpi2021(creatinine: 1, age: 60, sex: .unknown) == nil)
        #expect(GlomerularFiltration.ckdEpi2021(creatinine: .nan, age: 60, sex: .male) == nil)
        #expect(BodyMassIndex.value(weightKilograms: 70, heightMetres: 175) == nil)
        #expect(BodyMassIndex.value(weightKilograms: 70, heightMetres: 1.75).map { abs($0 - 22.857) < 0.001 } == true)
    }

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
