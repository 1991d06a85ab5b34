import Foundation
import Testing

@testable import Clinical

@Suite struct PartialDateTests {
    @Test("every FHIR precision is read and its text kept")
    func readsPrecisions() throws {
        let year = try #require(PartialDate("2009"))
        #expect(year.month == nil && year.description == "2009")
        let month = try #require(PartialDate("2015-08"))
        #expect(month.month == 8 && month.day == nil && month.dayText == "2015-08")
        let moment = try #require(PartialDate("2026-01-09T08:10:00.5+08:00"))
        #expect(moment.dayText == "2026-01-09" && moment.date?.timeIntervalSince1970 == 1_767_917_400.5)
    }

    @Test(
        "text that is no date, or a day that doesn't exist, is nil",
        arguments: [
            "", "20", "2026-13", "2026-02-30", "2025-02-29", "2026-1-9", "yesterday", "2026-01-09T25:00:00Z",
            "2026-01-09 08:00", "2026-01-09T08:10:00+99:00", "1899999-01-01", "2026-01-09\u{1B}[31m",
        ])
    func refuses(_ text: String) { #expect(PartialDate(text) == nil) }

    @Test("a leap day exists in a leap year and the calendar agrees with Foundation's")
    func leapDay() throws {
        let leap = try #require(PartialDate("2024-02-29"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        #expect(leap.date == calendar.date(from: DateComponents(year: 2024, month: 2, day: 29)))
        #expect(PartialDate("1900-02-29") == nil && PartialDate("2000-02-29") != nil)
    }

    @Test("times in different zones are ordered by the instant")
    func ordersByInstant() throws {
        let east = try #require(PartialDate("2026-01-09T08:00:00+08:00"))
        let utc = try #require(PartialDate("2026-01-09T07:00:00Z"))
        #expect(east < utc)
        #expect(try #require(PartialDate("2009")) < east)
    }

    @Test("a date survives JSON as its own text")
    func codes() throws {
        let date = try #require(PartialDate("2015-08"))
        let data = try JSONEncoder().encode([date])
        #expect(String(decoding: data, as: UTF8.self) == #"["2015-08"]"#)
        #expect(try JSONDecoder().decode([PartialDate].self, from: data) == [date])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([PartialDate].self, from: Data(#"["x"]"#.utf8)) }
    }
}

@Suite struct AgeTests {
    private func patient(born: String, died: String? = nil) -> Patient {
        var patient = Patient(id: "1", name: "示例患者", birthDate: PartialDate(born))
        patient.deceasedDate = died.flatMap(PartialDate.init)
        return patient
    }

    @Test("years are completed on the birthday, not before")
    func completedYears() {
        let patient = patient(born: "1961-03-08")
        #expect(patient.age(on: day(2026, 1, 10)) == 64)
        #expect(patient.age(on: day(2026, 3, 7)) == 64)
        #expect(patient.age(on: day(2026, 3, 8)) == 65)
    }

    @Test("a vague birth date gives a range and no single age")
    func vague() {
        #expect(patient(born: "1961").age(on: day(2026, 6, 1)) == nil)
        #expect(patient(born: "1961").possibleAges(on: day(2026, 6, 1)) == 64...65)
        #expect(patient(born: "1961-03").age(on: day(2026, 6, 1)) == 65)
    }

    @Test("a birth date in the future gives no age, and age stops at death")
    func limits() {
        #expect(patient(born: "2030-01-01").age(on: day(2026, 6, 1)) == nil)
        #expect(patient(born: "1950-01-01", died: "2020-06-01").age(on: day(2026, 6, 1)) == 70)
    }
}
