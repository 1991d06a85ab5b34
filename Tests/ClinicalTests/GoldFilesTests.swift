import Foundation
import Testing

@testable import Clinical

/// Reads the development files as `tools/evaluate fhir` does and counts the facts that agree with its gold.
@Suite(.enabled(if: TestFiles.exists(TestFiles.gold), "the evaluation files lie beside the project, in ../shared"))
struct GoldFilesTests {
    private func reading(_ file: String) throws -> PatientReading {
        try PatientReader.read(Data(contentsOf: TestFiles.gold.appending(path: file)), name: file)
    }

    private func json(_ data: Data) throws -> JSONValue {
        let bytes = [UInt8](data)
        return try JSONParser.parse(bytes, in: 0..<bytes.count)
    }

    @Test("at least 0.995 of the gold facts are in the JSON of the patient files")
    func agreesWithGold() throws {
        let gold = try json(Data(contentsOf: TestFiles.gold.appending(path: "gold.json")))
        guard case .object(let files) = gold else { throw CocoaError(.fileReadCorruptFile) }
        var score = GoldScore()
        for file in files where !file.name.hasPrefix("bad_") {
            let chart = try json(PatientJSON.data(reading(file.name), on: day(2026, 11, 1)))
            score.compare(chart["patients"].elements.first ?? .null, with: file.value, in: file.name)
        }
        print("gold facts: \(score.checks - score.wrong.count) of \(score.checks) right")
        for fault in score.wrong { print("  " + fault) }
        #expect(score.checks > 100)
        #expect(Double(score.wrong.count) <= 0.005 * Double(score.checks))
    }

    @Test(
        "each malformed or foreign file is refused with a message that names it",
        arguments: ["bad_truncated.json", "bad_empty_bundle.json"])
    func refuses(_ file: String) throws {
        let error = #expect(throws: PatientFileError.self) { _ = try reading(file) }
        #expect(error?.description.contains(file) == true)
    }

    @Test("the laboratory's HL7 message is read: name, values, the critical flag; the cancelled result isn't")
    func laboratoryMessage() throws {
        let patient = try #require(try reading("alt_oru_r01.hl7").patients.first)
        #expect(patient.name == "张建国" && patient.sex == .male && patient.birthDate?.text == "1961-03-08")
        #expect(patient.latest(loinc: "2823-3")?.flag == "HH" && patient.latest(loinc: "4548-4")?.value?.value == 8)
        #expect(patient.observations.count == 3)
    }

    @Test("the traps of the mixed units file are marked, and no value is invented")
    func mixedUnits() throws {
        let patient = try #require(try reading("adv_units_mixed.json").patients.first)
        let creatinine = try #require(patient.latest(loinc: "2160-0"))
        #expect(creatinine.isDoubtful && creatinine.value?.value == 106 && creatinine.original == nil)
        #expect(patient.latest(loinc: "2823-3")?.doubts == [.noUnit])
        #expect(patient.latest(loinc: "2276-4")?.value == nil)
        let facts = computedFacts(for: patient, on: day(2026, 2, 10))
        #expect(facts.first?.tool == "egfr-ckd-epi-2021" && facts.first?.inputs["creatinine"] == "106 umol/L")
        #expect(facts.first { $0.tool == "bmi" }?.value.map { abs($0 - 31.2) < 0.11 } == true)
        let weight = try #require(patient.latest(loinc: "29463-7"))
        #expect(weight.original?.unit == "[lb_av]" && weight.value.map { abs($0.value - 80.01) < 0.02 } == true)
        #expect(patient.latestObservations.contains { $0.name == "eGFR" && $0.value?.comparator == ">" })
    }

    @Test("the Chinese file: eGFR, stopped drug, allergy")
    func chinese() throws {
        let patient = try #require(try reading("adv_zh_three_highs.json").patients.first)
        #expect(patient.age(on: day(2026, 1, 10)) == 64)
        let egfr = try #require(computedFacts(for: patient, on: day(2026, 1, 10)).first)
        #expect(egfr.value.map { abs($0 - 59.4) < 0.1 } == true)
        #expect(patient.activeMedications.count == 3 && patient.medications.count == 4)
        #expect(patient.activeAllergies.map(\.text) == ["青霉素"] && patient.allergyStatus == .known)
    }

    @Test("no information about allergies isn't the absence of allergies")
    func summaryDocument() throws {
        let patient = try #require(try reading("adv_ips_document.json").patients.first)
        #expect(patient.allergyStatus == .notRecorded && patient.activeAllergies.isEmpty)
        #expect(patient.activeMedications.map(\.text) == ["Rosuvastatin 20 mg tablet"])
    }
}

/// The comparison of `tools/evaluate fhir`, fact by fact.
private struct GoldScore {
    var checks = 0
    var wrong: [String] = []

    mutating func compare(_ patient: JSONValue, with gold: JSONValue, in file: String) {
        for (mine, theirs) in [("name", "name"), ("sex", "gender"), ("birth_date", "birthDate")] {
            if let wanted = gold["patient"][theirs].string {
                check(same(patient[mine].string, wanted), "\(file): \(mine) isn't \(wanted)")
            }
        }
        let active: Set = ["active", "recurrence", "relapse"]
        for (mine, theirs) in [("problems", "active_conditions"), ("allergies", "allergies")] {
            let texts = texts(patient[mine], active)
            for wanted in gold[theirs].elements.compactMap({ $0["text"].string }) {
                check(texts.contains { same($0, wanted) }, "\(file): \(mine) lack \(wanted)")
            }
        }
        let drugs = texts(patient["medications"], ["active", "intended", "on-hold"])
        for wanted in gold["active_medications_distinct"].elements.compactMap(\.string) {
            check(drugs.contains { same($0, wanted) }, "\(file): medications lack \(wanted)")
        }
        compareValues(patient, gold, file)
    }

    private mutating func compareValues(_ patient: JSONValue, _ gold: JSONValue, _ file: String) {
        guard case .object(let latest)? = gold["latest"] else { return }
        for wanted in latest {
            guard let value = wanted.value["value"].number else { continue }
            let mine = patient["observations"].elements.first { $0["loinc"].string == wanted.name }
            let values = [mine["value"].number, mine["original"]["value"].number].compactMap { $0 }
            let accepted = [value] + wanted.value["ties"].elements.compactMap { $0["value"].number }
            let isRight = values.contains { own in accepted.contains { abs(own - $0) <= 0.006 * max(1, abs($0)) } }
            check(isRight, "\(file): \(wanted.name) is \(values), not \(value)")
        }
    }

    private mutating func check(_ isRight: Bool, _ fault: String) {
        checks += 1
        if !isRight { wrong.append(fault) }
    }

    private func texts(_ entries: JSONValue?, _ statuses: Set<String>) -> [String] {
        entries.elements.filter { $0["status"].string.map(statuses.contains) ?? true }.compactMap { $0["text"].string }
    }

    private func same(_ mine: String?, _ wanted: String) -> Bool {
        let squash = { (text: String) in text.lowercased().filter { $0.isLetter || $0.isNumber } }
        return squash(mine ?? "").contains(squash(wanted))
    }
}
