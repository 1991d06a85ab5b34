import Foundation
import Testing

@testable import Clinical

@Suite struct DeidentificationTests {
    private static let patient = #"""
        {"resourceType":"Patient","id":"rec-12345","identifier":[{"system":"urn:mrn","value":"FICT-998877"}],
        "name":[{"text":"Ann Fictitious"}],"gender":"female","birthDate":"1960-06-15"}
        """#

    private func bundle(_ resources: String...) throws -> PatientReading {
        let entries = ([Self.patient] + resources).map { #"{"resource":\#($0)}"# }.joined(separator: ",")
        return try Bundles.read(#"{"resourceType":"Bundle","type":"collection","entry":[\#(entries)]}"#)
    }

    private func reading() throws -> PatientReading {
        let subject = #""subject":{"reference":"Patient/rec-12345"}"#
        let report = #"""
            {"resourceType":"DiagnosticReport","id":"r","status":"final",\#(subject),"effectiveDateTime":"2026-02-01",
            "code":{"text":"CT"},"conclusion":"Ms. Fictitious (FICT-998877, tel 13800138000, ann@example.org) seen by Dr. Real Person on 2026-01-30; annual review of Ann."}
            """#
        let values = ["2026-02-01T08:10:00+08:00", "2026-02-11", "2025-12"].map { time in
            #"{"resourceType":"Observation","status":"final",\#(subject),"code":{"coding":[{"system":"http://loinc.org","code":"2823-3"}]},"effectiveDateTime":"\#(time)",\#(Bundles.quantity("4.1", "mmol/L"))}"#
        }
        return try bundle(report, values[0], values[1], values[2])
    }

    @Test("nothing that tells who it is stays, anywhere in the JSON")
    func nothingStays() throws {
        let (cleaned, report) = Deidentification(seed: 7, on: day(2026, 3, 1)).applied(to: try reading())
        let json = String(decoding: PatientJSON.data(cleaned, on: day(2026, 3, 1)), as: UTF8.self)
        for word in [
            "Fictitious", "rec-12345", "998877", "13800138000", "example.org", "Real Person", "2026-02", "2026-01-30",
            "1960-06-15", " Ann",
        ] {
            #expect(!json.contains(word), "\(word)")
        }
        #expect(json.contains("annual review") && json.contains("Patient 1"))
        #expect(
            report.names == 1 && report.identifiers == 1 && report.dates == 5 && report.texts >= 5 && report.ages == 0)
        #expect(!report.text.contains("Fictitious"))
    }

    @Test("intervals stay, precision stays, and a seed gives the same dates every time")
    func intervals() throws {
        let original = try reading()
        let cleaned = { (seed: UInt64) in
            Deidentification(seed: seed, on: day(2026, 3, 1)).applied(to: original).reading.patients[0]
        }
        let one = cleaned(7)
        let before = original.patients[0].observations.compactMap(\.time)
        let after = one.observations.compactMap(\.time)
        #expect(after.count == 3 && after[2].day == nil && after[0].text.hasSuffix("T08:10:00+08:00"))
        let span = { (dates: [PartialDate]) in
            civilDays(year: dates[1].year, month: dates[1].month ?? 1, day: dates[1].day ?? 1)
                - civilDays(year: dates[0].year, month: dates[0].month ?? 1, day: dates[0].day ?? 1)
        }
        #expect(span(before) == 10 && span(after) == 10 && after[0] != before[0])
        #expect(one == cleaned(7) && one != cleaned(8))
    }

    @Test("two patients' dates move by different numbers of days")
    func perPatient() throws {
        let people = ["a", "b"].map {
            #"{"resourceType":"Patient","id":"\#($0)","name":[{"text":"X \#($0)y"}],"birthDate":"1960-06-15"}"#
        }
        let cleaned = Deidentification(seed: 7, on: day(2026, 3, 1)).applied(
            to: try Bundles.read(Bundles.text(people[0], people[1])))
        #expect(Set(cleaned.reading.patients.compactMap(\.birthDate)).count == 2)
    }

    @Test("an age above 89 becomes 90, and no date gives it away")
    func greatAge() throws {
        let old = Self.patient.replacing("1960-06-15", with: "1930-06-15")
        let (cleaned, report) = Deidentification(seed: 7, on: day(2026, 3, 1)).applied(to: try Bundles.read(old))
        #expect(cleaned.patients[0].birthDate == nil && cleaned.patients[0].age(on: day(2026, 3, 1)) == 90)
        #expect(report.ages == 1)
        #expect(try Bundles.read(Self.patient).patients[0].age(on: day(2026, 3, 1)) == 65)
    }

    @Test("a Chinese note loses its names and numbers, in the words that its entries rest on as well")
    func chineseNote() throws {
        let note = "姓名：章示例\n病历号：A20260017\n章示例，男，65岁，2型糖尿病。示例于2026年1月9日血钾 4.1 mmol/L。"
        let (cleaned, _) = Deidentification(seed: 7, on: day(2026, 3, 1)).applied(to: try Notes.read(note))
        let json = String(decoding: PatientJSON.data(cleaned, on: day(2026, 3, 1)), as: UTF8.self)
        for word in ["章示例", "示例", "20260017", "2026年1月9日", "2026-01-09"] { #expect(!json.contains(word), "\(word)") }
        #expect(json.contains("2型糖尿病"))
    }

    @Test("days turn into dates and back over the whole calendar")
    func civil() {
        for days in stride(from: -200_000, through: 200_000, by: 37) {
            let date = civilDate(days: days)
            #expect(civilDays(year: date.year, month: date.month, day: date.day) == days)
        }
        #expect(PartialDate("2024-03-01").flatMap { DateShift.moved($0, by: -1) }?.text == "2024-02-29")
    }
}
