import Foundation
import Testing

@testable import Clinical

@Suite struct NoteValueTests {
    private func values(_ note: String) throws -> [Observation] { try Notes.chart("65M. " + note).observations }

    @Test("a value without a unit is kept without one and marked, never taken for the likelier unit")
    func missingUnits() throws {
        for note in ["Glucose 7.8.", "血糖7.8。", "creatinine 1.3", "肌酐106", "LDL: 3.4", "HbA1c 7.2"] {
            let found = try #require(try values(note).first, "\(note)")
            #expect(found.value?.unit == "" && found.isDoubtful && found.doubts.contains(.noUnit), "\(note)")
        }
    }

    @Test("of vital signs the unit is plain, and that it was assumed is told")
    func assumedUnits() throws {
        for (note, code, value, unit) in [
            ("BP 138/86", "8462-4", 86.0, "mm[Hg]"), ("血压150/95", "8480-6", 150, "mm[Hg]"),
            ("T 36.8", "8310-5", 36.8, "Cel"),
            ("HR 76", "8867-4", 76, "/min"), ("SpO2 97", "59408-5", 97, "%"), ("BMI 31.2", "39156-5", 31.2, "kg/m2"),
        ] {
            let found = try #require(try values(note).first { $0.loinc == code }, "\(note)")
            #expect(found.value == Quantity(value: value, unit: unit) && !found.isDoubtful)
            #expect(found.doubts.contains(.assumedUnit(unit)))
        }
        #expect(try values("T 101.2").first?.original == Quantity(value: 101.2, unit: "[degF]"))
        #expect(try values("BP 142/88 mmHg").allSatisfy { $0.doubts == [.unconfirmed] })
        #expect(try values("BP 18.9/11.7 kPa").first?.original?.unit == "kPa")
    }

    @Test("implausible figures are marked and left as they are")
    func implausible() throws {
        let creatinine = try #require(try values("creatinine 106 mg/dL").first)
        #expect(creatinine.isDoubtful && creatinine.value == Quantity(value: 106, unit: "mg/dL"))
    }

    @Test(
        "what is no value of the patient's isn't read",
        arguments: [
            "Target HbA1c <7%.", "控制目标：糖化血红蛋白<7%。", "Mother's BP 180/100.", "If glucose > 15 mmol/L, call.",
            "Plan:\nBP below 130/80 mmHg",
            "seen 12/10 in clinic", "room 138/86", "vitamin K 10 mg", "10/10 pain",
        ])
    func notValues(_ note: String) throws { #expect(try values(note).isEmpty) }

    @Test("bounds stay bounds, spans stay words")
    func boundsAndSpans() throws {
        #expect(try values("eGFR > 60 mL/min/1.73m2").first?.value?.comparator == ">")
        #expect(try values("CRP <5 mg/L").first?.value == Quantity(value: 5, unit: "mg/L", comparator: "<"))
        let span = try #require(try values("glucose 5.6-7.2 mmol/L").first)
        #expect(span.value == nil && span.text == "5.6–7.2 mmol/L")
    }

    @Test("a value's day is that of its sentence, else the note's; a value of the past has none")
    func days() throws {
        let note = """
            2026-03-01
            65M. HbA1c 8.1% on 2025-11-02? On 2026/2/3 LDL 3.4 mmol/L. K 4.1 mmol/L. Previous creatinine 98 umol/L.
            """
        let patient = try Notes.chart(note)
        #expect(patient.latest(loinc: "22748-8")?.time?.text == "2026-02-03")
        #expect(patient.latest(loinc: "2823-3")?.time?.text == "2026-03-01")
        #expect(patient.latest(loinc: "14682-9")?.time == nil)
    }

    @Test(
        "days in many forms; where day and month can't be told apart there is none",
        arguments: [
            ("2026-01-09", "2026-01-09"), ("2026/1/9", "2026-01-09"), ("2026.1.9", "2026-01-09"),
            ("2026年1月9日", "2026-01-09"),
            ("2026年1月", "2026-01"), ("9 Jan 2026", "2026-01-09"), ("January 9, 2026", "2026-01-09"),
            ("Jan 2026", "2026-01"),
            ("23/01/2026", "2026-01-23"), ("01/23/2026", "2026-01-23"), ("09/01/2026", nil), ("2026-13-01", nil),
        ] as [(String, String?)])
    func dates(_ text: String, _ expected: String?) {
        #expect(NoteDates(NoteText("Date: " + text)).ofNote?.text == expected)
    }

    @Test(
        "age and sex as notes give them",
        arguments: [
            ("65-year-old man with gout", 65, Sex.male), ("72F, gout", 72, .female),
            ("A 58 y/o woman, gout", 58, .female),
            ("58yo male, gout", 58, .male), ("Age: 70 Sex: F gout", 70, .female), ("男，65岁，痛风", 65, .male),
            ("患者女性，年龄：70，痛风", 70, .female), ("姓名：示例 性别：女 年龄：70岁 痛风", 70, .female), ("3个月大男婴，肺炎", 0, .unknown),
        ])
    func person(_ note: String, _ age: Int, _ sex: Sex) throws {
        let patient = try Notes.chart(note)
        #expect(patient.statedAge?.years == age && (patient.sex == sex || sex == .unknown))
    }

    @Test("an age of a relative, of an event or of something else isn't the patient's")
    func otherAges() throws {
        for note in [
            "Gout. Father died at 58 years old.", "Gout for 10 years.", "痛风，40岁时起病。", "Gout, smoked from age 16.",
        ] {
            #expect(try Notes.chart(note).statedAge == nil, "\(note)")
        }
    }

    @Test("an age written on a day grows with the years; without a day it stays")
    func ageOverTime() throws {
        let dated = try Notes.chart("Date: 2024-01-09\n65M, gout")
        #expect(dated.age(on: day(2024, 1, 9)) == 65)
        #expect(
            dated.possibleAges(on: day(2026, 3, 1)) == 65...68 || dated.possibleAges(on: day(2026, 3, 1)) == 67...68)
        #expect(try Notes.chart("65M, gout").age(on: day(2026, 3, 1)) == 65)
    }

    @Test("the highest value ever isn't taken for today's where the note has no day")
    func overtaken() throws {
        let patient = try Notes.chart("女，47岁。测血压最高165/100mmHg。查体：血压158/96mmHg。")
        #expect(patient.observations.compactMap(\.value?.value) == [158, 96])
        #expect(try Notes.chart("女，47岁。测血压最高165/100mmHg。").observations.count == 2)
    }

    @Test("a name ends where the next item of its line begins")
    func labels() throws {
        let patient = try Notes.chart("【基本信息】姓名：示例乙　性别：女　年龄：47岁　门诊号：F0047\n痛风")
        #expect(patient.name == "示例乙" && patient.id == "F0047" && patient.sex == .female)
        #expect(try Notes.chart("Name: Sample Person MRN: F1 Sex: F\n70 y/o, gout").name == "Sample Person")
    }

    @Test("two people in one file become two charts, whatever stands where")
    func twoPersons() throws {
        let note = "姓名：甲\n男，65岁，糖尿病\n血钾 4.1 mmol/L\n姓名：乙\n女，50岁，痛风\n血钾 5.2 mmol/L"
        let patients = try Notes.read(note).patients
        #expect(patients.map(\.name) == ["甲", "乙"] && patients.map(\.sex) == [.male, .female])
        #expect(patients.map { $0.latest(loinc: "2823-3")?.value?.value } == [4.1, 5.2])
        #expect(patients.map { $0.problems.map(\.text) } == [["糖尿病"], ["痛风"]])
    }

    @Test("notes in GB 18030 and UTF-16 are read; text without anything clinical, and binary, is refused")
    func encodings() throws {
        let note = "男，65岁，2型糖尿病，血钾 4.1 mmol/L"
        for encoding in [String.Encoding(rawValue: 0x8000_0632), .utf16] {
            let data = try #require(note.data(using: encoding))
            let reading = try PatientReader.read(data, name: "n", vocabulary: Notes.vocabulary)
            #expect(reading.patients[0].problems.map(\.text) == ["2型糖尿病"])
        }
        for text in ["hello this is not JSON", "lorem ipsum dolor", "今天天气很好", "a\u{0}b 65M"] {
            #expect(throws: PatientFileError.self) { try Notes.read(text) }
        }
    }
}
