import Foundation
import Testing

@testable import Clinical

/// Messages written in the tests; a line is a segment.
enum Messages {
    static let header =
        #"MSH|^~\&|LIS|HOSP|APP|HOSP|20260109083000+0800||ORU^R01^ORU_R01|M1|P|2.5.1|||||CHN|UNICODE UTF-8"#
    static let person = "PID|1||0001^^^HOSP^MR||Sample^Person||19610308|F"
    static let order = "OBR|1||F1|24331-1^Lipid panel^LN|||20260109081000"

    static func read(_ segments: String..., end: String = "\r") throws(PatientFileError) -> PatientReading {
        try read(bytes: Data((segments.joined(separator: end) + end).utf8))
    }

    static func read(bytes: Data) throws(PatientFileError) -> PatientReading {
        try PatientReader.read(bytes, name: "test.hl7")
    }

    /// One patient with these segments after PID and OBR.
    static func chart(_ segments: String...) throws -> Patient {
        let text = ([header, person, order] + segments).joined(separator: "\r") + "\r"
        return try read(bytes: Data(text.utf8)).patients[0]
    }
}

@Suite struct HL7ReadingTests {
    private func observation(_ segment: String) throws -> Observation? {
        try Messages.chart(segment).observations.first
    }

    @Test("a laboratory's message becomes a chart: person, values, flags, times; a cancelled result is left out")
    func oru() throws {
        let reading = try Messages.read(
            #"MSH|^~\&|LIS|HOSP|APP|HOSP|20260109083000||ORU^R01^ORU_R01|M1|P|2.5.1|||||CHN|UNICODE UTF-8"#,
            "PID|1||0001^^^HOSP^MR||示^例||19610308|M", "OBR|1|||24331-1^Lipid panel^LN|||20260109081000",
            "OBX|1|NM|22748-8^低密度脂蛋白胆固醇^LN||3.2|mmol/L|0-3.4|N|||F|||20260109081000",
            "OBX|2|NM|2823-3^钾^LN||6.8|mmol/L|3.5-5.3|HH|||F|||20260109081000",
            "OBX|3|ST|718-7^Hb^LN||see comment||||||X")
        let patient = try #require(reading.patients.first)
        #expect(patient.name == "示例" && patient.sex == .male && patient.birthDate?.text == "1961-03-08")
        #expect(patient.id == "0001" && patient.identifier == "0001")
        #expect(patient.observations.map(\.loinc) == ["22748-8", "2823-3"])
        #expect(patient.observations.map(\.flag) == [nil, "HH"])
        #expect(patient.latest(loinc: "2823-3")?.value == Quantity(value: 6.8, unit: "mmol/L"))
        #expect(patient.latest(loinc: "2823-3")?.time?.text == "2026-01-09T08:10:00")
        #expect(reading.skipped == [SkippedResource(resource: "OBX", id: "3", why: "cancelled")])
    }

    @Test("segments end with CR, LF or CRLF, and MLLP frames are taken off", arguments: ["\r", "\n", "\r\n"])
    func lineEnds(_ end: String) throws {
        let result = "OBX|1|NM|2823-3^K^LN||4.1|mmol/L|||||F"
        let parts = [Messages.header, Messages.person, Messages.order, result]
        #expect(try Messages.read(bytes: Data(parts.joined(separator: end).utf8)).patients[0].observations.count == 1)
        let framed = [0x0B] + Array((parts.joined(separator: end) + end).utf8) + [0x1C, 0x0D]
        #expect(try Messages.read(bytes: Data(framed + framed)).patients[0].observations.count == 1)
        #expect(throws: PatientFileError.truncatedMessage(file: "test.hl7")) {
            try Messages.read(bytes: Data(framed.dropLast(2)))
        }
    }

    @Test("the encoding characters of the message are used, whatever they are")
    func encodingCharacters() throws {
        let text =
            #"MSH*~+/%*LIS\#rPID*1**7~~~H~MR**Sample~Person**1961*F\#rOBX*1*NM*2823-3~K|x~LN**4.1*mmol/L*****F\#r"#
        let patient = try Messages.read(bytes: Data(text.utf8)).patients[0]
        #expect(patient.name == "Person Sample" && patient.birthDate?.text == "1961")
        #expect(patient.observations.first?.name == "K|x" && patient.observations.first?.value?.value == 4.1)
        for header in ["MSH|", "MSH|^^", "MSH|^|~&", "MSH|||||"] {
            #expect(throws: PatientFileError.self) { try Messages.read(header, Messages.person) }
        }
    }

    @Test("escape sequences are resolved, and what is no sequence stays")
    func escapes() throws {
        let text = #"OBX|1|ST|1-8^a\T\b \F\ \S\ \R\ \E\ \X41424A\^L||x\.br\y \H\bold\N\ C:\dir\ 5\u||||||F"#
        let observation = try #require(try observation(text))
        #expect(observation.name == #"a&b | ^ ~ \ ABJ"#)
        #expect(observation.text == #"x y bold C:\dir\ 5\u"#)
    }

    @Test("structured numbers: comparators stay bounds, ratios and ranges stay words")
    func structuredNumbers() throws {
        let value = { (field: String) in try observation("OBX|1|SN|33914-3^eGFR^LN||\(field)|mL/min/1.73m2|||||F") }
        #expect(try value(">^60")?.value == Quantity(value: 60, unit: "mL/min/{1.73_m2}", comparator: ">"))
        #expect(try value("=^60")?.value?.comparator == nil && value("^60")?.value?.value == 60)
        #expect(try value("^1^:^40")?.text == "1:40" && value("^2^-^5")?.text == "2–5" && value("^3^+")?.text == "3+")
        #expect(try value("<>^5")?.doubts == [.unreadableComparator])
        #expect(try value("^see note")?.doubts == [.notANumber])
    }

    @Test("numbers sent as text count with their unit, text in a number's place is marked, repetitions stay apart")
    func numbers() throws {
        let value = { (type: String, field: String, unit: String) in
            try Messages.chart("OBX|1|\(type)|2823-3^K^LN||\(field)|\(unit)|||||F").observations
        }
        #expect(try value("ST", "<3.5", "mmol/L").first?.value == Quantity(value: 3.5, unit: "mmol/L", comparator: "<"))
        #expect(try value("ST", "4.1", "").first?.text == "4.1")
        #expect(try value("NM", "haemolysed", "mmol/L").first?.doubts == [.notANumber])
        #expect(try value("NM", "4.1", "").first?.doubts == [.noUnit])
        #expect(try value("NM", "", "mmol/L").first?.doubts == [.noValue(reason: nil)])
        #expect(try value("NM", "\"\"", "mmol/L").first?.value == nil)
        #expect(try value("NM", "4.1~4.3", "mmol/L").compactMap(\.value?.value) == [4.1, 4.3])
        #expect(try value("CWE", "LA6576-8^Positive^LN~^weak", "").first?.text == "Positive; weak")
    }

    @Test(
        "units of the laboratories are read as UCUM and converted like any other",
        arguments: [
            ("777-3", "210", "10*9/L", 210.0, "10*3/uL"), ("777-3", "210", "10^9/L", 210, "10*3/uL"),
            ("777-3", "210", "x10^9/L", 210, "10*3/uL"), ("2160-0", "106.08", "umol/L", 1.2, "mg/dL"),
            ("8480-6", "138", "mmHg", 138, "mm[Hg]"), ("2160-0", "106.08", "μmol/L^微摩尔/升^UCUM", 1.2, "mg/dL"),
        ])
    func units(_ code: String, _ number: String, _ unit: String, _ value: Double, _ ucum: String) throws {
        let found = try #require(try observation("OBX|1|NM|\(code)^x^LN||\(number)|\(unit)|||||F"))
        #expect(found.value?.unit == ucum && found.value.map { abs($0.value - value) < 1e-6 } == true)
        #expect(found.doubts.isEmpty)
    }

    @Test("without a flag the laboratory's own range decides")
    func ranges() throws {
        for (range, flag) in [
            ("3.5-5.3", "H"), ("3.5～5.3", "H"), ("<5.3", "H"), ("≤ 5.3", "H"), (">7", "L"), ("3.5--8", nil),
            ("5-8", nil),
            ("negative", nil), ("", nil),
        ] {
            #expect(try observation("OBX|1|NM|2823-3^K^LN||6|mmol/L|\(range)||||F")?.flag == flag, "\(range)")
        }
        #expect(try observation("OBX|1|NM|2823-3^K^LN||6|mmol/L|1-9|↑|||F")?.flag == "H")
    }

    @Test("LOINC by its system or, where none is named, by its check digit; a local code stays local")
    func codes() throws {
        #expect(try observation("OBX|1|NM|K01^钾^L^2823-3^Potassium^LN||4.1|mmol/L|||||F")?.loinc == "2823-3")
        #expect(try observation("OBX|1|NM|2823-3^钾||4.1|mmol/L|||||F")?.loinc == "2823-3")
        #expect(try observation("OBX|1|NM|2823-4^钾||4.1|mmol/L|||||F")?.loinc == nil)
        let local = try #require(try observation("OBX|1|NM|2823-3^钾^L||4.1|mmol/L|||||F"))
        #expect(local.loinc == nil && local.name == "钾" && local.value?.unit == "mmol/L")
    }

    @Test("a correction replaces, a withdrawal removes, a final result follows a preliminary one")
    func statuses() throws {
        let result = { (value: String, status: String) in "OBX|1|NM|2823-3^K^LN||\(value)|mmol/L|||||\(status)" }
        let values = { (segments: [String]) in
            let text = ([Messages.header, Messages.person, Messages.order] + segments).joined(separator: "\r") + "\r"
            return try Messages.read(bytes: Data(text.utf8)).patients[0].observations.compactMap(\.value?.value)
        }
        #expect(try values([result("4.1", "F"), result("5.1", "C")]) == [5.1])
        #expect(try values([result("4.1", "P"), result("5.1", "F")]) == [5.1])
        #expect(try values([result("4.1", "F"), result("", "D")]) == [])
        #expect(try values([result("4.1", "F"), result("4.1", "W")]) == [])
        #expect(try values([result("4.1", "F"), result("4.1", "F")]) == [4.1])
        for status in ["X", "I", "N", "O"] { #expect(try values([result("4.1", status)]) == []) }
        #expect(try observation(result("4.1", "P"))?.doubts == [.preliminary])
        let cancelled = try Messages.read(
            Messages.header, Messages.person, Messages.order + "|||||||||||||||||||X",
            "OBX|1|NM|2823-3^K^LN||4.1|mmol/L")
        #expect(cancelled.patients[0].observations.isEmpty == false || cancelled.skipped.count == 1)
    }

    @Test("times: the result's own, else the order's, in the zone of the message unless they name one")
    func times() throws {
        let time = { (field: String) in
            try observation("OBX|1|NM|2823-3^K^LN||4.1|mmol/L|||||F|||\(field)")?.time?.text
        }
        #expect(try time("202601090815") == "2026-01-09T08:15+08:00")
        #expect(try time("20260109081530.25-0500") == "2026-01-09T08:15:30-05:00")
        #expect(try time("20260109") == "2026-01-09" && time("202601") == "2026-01")
        #expect(try time("") == "2026-01-09T08:10:00+08:00")
        #expect(try time("rubbish") == "2026-01-09T08:10:00+08:00")
    }

    @Test("several patients in one file keep what is theirs, and one patient's messages make one chart")
    func severalPatients() throws {
        let other = "PID|1||0002^^^HOSP^MR||Other^Person||19700101|M"
        let potassium = "OBX|1|NM|2823-3^K^LN||4.1|mmol/L|||||F"
        let sodium = "OBX|1|NM|2951-2^Na^LN||140|mmol/L|||||F"
        let reading = try Messages.read(
            Messages.header, Messages.person, Messages.order, potassium, Messages.header, other, Messages.order, sodium,
            Messages.header, Messages.person, Messages.order, sodium)
        #expect(reading.patients.map(\.id) == ["0001", "0002"])
        #expect(reading.patients.map { $0.observations.compactMap(\.loinc) } == [["2823-3", "2951-2"], ["2951-2"]])
        let twins = try Messages.read(
            Messages.header, Messages.person, Messages.header, "PID|1||0001^^^HOSP^MR||Sample^Person||19620308|F")
        #expect(twins.patients.count == 2)
        let account = try Messages.read(
            Messages.header, "PID|1||1^^^H^MR~9^^^H^AN||Sample^Ann||19610308|F", Messages.header,
            "PID|1||2^^^H^MR~9^^^H^AN||Sample^Ann||19610308|F")
        #expect(account.patients.map(\.id) == ["1", "2"])
        let inOne = try Messages.read(
            Messages.header, Messages.person, Messages.order, potassium, other, Messages.order, sodium)
        #expect(inOne.patients.map(\.observations.count) == [1, 1])
    }

    @Test("results before any person, and messages without one, are never given to somebody")
    func withoutPerson() throws {
        let result = "OBX|1|NM|2823-3^K^LN||4.1|mmol/L|||||F"
        #expect(throws: PatientFileError.self) { try Messages.read(Messages.header, Messages.order, result) }
        let reading = try Messages.read(
            Messages.header, Messages.person, Messages.header, Messages.order, result)
        #expect(reading.patients[0].observations.isEmpty && reading.skipped.count == 1)
    }
}
