import Foundation
import Testing

@testable import Clinical

@Suite struct HL7ChartTests {
    private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

    private func message(_ charset: String, _ encoding: String.Encoding) throws -> Data {
        let header = Messages.header.replacing("UNICODE UTF-8", with: charset)
        let text = [header, "PID|1||1^^^H^MR||章^国||1961|F", "OBX|1|NM|2823-3^血清钾^LN||4.1|mmol/L|||||F"]
        return try #require((text.joined(separator: "\r") + "\r").data(using: encoding))
    }

    @Test(
        "GB 18030 and GBK are read where they are named and, by validity, where nothing is",
        arguments: ["GB18030", "GBK", "GB 18030-2000", "", "ASCII~GB18030"])
    func chinese(_ charset: String) throws {
        let reading = try Messages.read(bytes: message(charset, Self.gb18030))
        #expect(reading.patients[0].name == "章国" && reading.patients[0].observations[0].name == "血清钾")
        #expect(reading.warnings.contains { $0.contains("GB 18030") } == charset.isEmpty)
    }

    @Test("8859/1 is read where it is named; bytes that are no text at all are refused")
    func latin() throws {
        let header = Messages.header.replacing("UNICODE UTF-8", with: "8859/1")
        let text = header + "\rPID|1||1^^^H^MR||Müller^Jörg||1961|M\r"
        let data = try #require(text.data(using: .isoLatin1))
        #expect(try Messages.read(bytes: data).patients[0].name == "Jörg Müller")
        let mistaken = try Messages.read(bytes: Data(text.utf8))
        #expect(mistaken.patients[0].name == "Jörg Müller" && mistaken.warnings.count == 1)
        let rubbish = Data((Messages.header + "\rPID|1||1||").utf8) + Data([0xFF, 0xFE, 0x00, 0x80])
        #expect(throws: PatientFileError.unreadEncoding(file: "test.hl7")) { try Messages.read(bytes: rubbish) }
    }

    @Test("names: the legal one, in Chinese characters where there are both, East Asian without a space")
    func names() throws {
        let name = { (field: String) in
            try Messages.read(Messages.header, "PID|1||1||\(field)||1961|F").patients[0].name
        }
        #expect(try name("ZHANG^JIANGUO^^^^^L^A~张^建国^^^^^L^I") == "张建国")
        #expect(try name("Nick^^^^^^N~Smith^John^A.^^^^L") == "John A. Smith")
        #expect(try name("van Dyk&van&Dyk^Anna") == "Anna van Dyk")
        #expect(try name("") == "")
    }

    @Test("allergies, and the statement that none is known")
    func allergies() throws {
        let patient = try Messages.chart("AL1|1|DA|70618^青霉素^L|SV|皮疹~呼吸困难", "AL1|2|DA|^Aspirin")
        #expect(patient.activeAllergies.map(\.text) == ["青霉素", "Aspirin"] && patient.allergyStatus == .known)
        #expect(patient.allergies[0].severity == "severe" && patient.allergies[0].reaction == "皮疹, 呼吸困难")
        #expect(try Messages.chart("AL1|1|DA|^NKDA").allergyStatus == .noneKnown)
        #expect(try Messages.chart("AL1|1|DA|^否认药物过敏史").allergyStatus == .noneKnown)
        #expect(try Messages.chart().allergyStatus == .notRecorded)
        #expect(try Messages.chart("IAM|1||^Latex|MO||D").allergyStatus == .notRecorded)
    }

    @Test("diagnoses: working ones are provisional, deleted ones are left out")
    func diagnoses() throws {
        let patient = try Messages.chart(
            "DG1|1||E11.9^2型糖尿病^I10|||F", "DG1|2||I10^Hypertension^I10C|||W",
            "DG1|3||J45^Asthma^I10|||F|||||||||||||||D")
        #expect(patient.activeProblems.map(\.text) == ["2型糖尿病", "Hypertension"])
        #expect(patient.problems.map(\.verification) == [nil, "provisional"])
        #expect(patient.problems[0].system == "http://hl7.org/fhir/sid/icd-10")
    }

    @Test("drug orders: dose, route, status by order control; the pharmacy's reading stands for the order")
    func drugs() throws {
        let patient = try Messages.chart(
            "ORC|NW|1", "RXO|^Metformin|500||mg", "RXE|^BID|860975^Metformin 500 MG^RXNORM|500||mg", "RXR|PO^by mouth",
            "ORC|DC|2", "RXO|^Warfarin|5||mg")
        #expect(patient.medications.map(\.text) == ["Metformin 500 MG", "Warfarin"])
        #expect(patient.medications.map(\.status) == ["active", "stopped"])
        #expect(patient.medications[0].dosage == "500 mg, BID, by mouth")
    }

    @Test("comments stay with their result; lines of prose become a report, a short text a finding")
    func prose() throws {
        let patient = try Messages.chart(
            "OBX|1|NM|2823-3^K^LN||4.1|mmol/L|||||F", "NTE|1||slightly haemolysed",
            "OBX|2|TX|18748-4^Imaging^LN||Small nodule in the right upper lobe.||||||F",
            "OBX|3|TX|18748-4^Imaging^LN||Follow-up in a year.||||||F", "OBX|4|FT|5778-6^Colour^LN||yellow||||||F")
        #expect(patient.observations.map(\.name) == ["K", "Colour"])
        #expect(patient.observations[0].note == "slightly haemolysed" && patient.observations[1].text == "yellow")
        #expect(patient.reports.map(\.title) == ["Lipid panel – Imaging"])
        #expect(patient.reports[0].conclusion == "Small nodule in the right upper lobe. Follow-up in a year.")
    }

    @Test("a file that ends in the middle of a result gives no half number")
    func cutOff() throws {
        let text =
            [Messages.header, Messages.person, Messages.order, "OBX|1|NM|2823-3^K^LN||4.1|mmol/L|||||F"]
            .joined(separator: "\r") + "\rOBX|2|NM|2951-2^Na^LN||13"
        let reading = try Messages.read(bytes: Data(text.utf8))
        #expect(reading.patients[0].observations.map(\.loinc) == ["2823-3"])
        #expect(reading.warnings.contains { $0.contains("middle of a result") })
    }

    @Test("a message cut off anywhere, or with damaged bytes, is read or refused, and its text stays plain")
    func damaged() throws {
        let text = [
            Messages.header, Messages.person, Messages.order,
            "OBX|1|SN|2823-3^K^LN||>^4.1|mmol/L|3-5|H~A|||F|||20260109",
            "NTE|1||x\\.br\\y", "AL1|1|DA|^Penicillin|SV|rash", "ORC|NW", "RXE|^BID|^Metformin|500||mg", "",
        ].joined(separator: "\r")
        let bytes = Array(text.utf8)
        for length in 0...bytes.count { _ = try? Messages.read(bytes: Data(bytes.prefix(length))) }
        var seed: UInt64 = 7
        func next(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(limit))
        }
        var readCount = 0
        for _ in 0..<400 {
            var damaged = bytes
            for _ in 0...next(5) { damaged[next(damaged.count)] = UInt8(next(256)) }
            guard let reading = try? Messages.read(bytes: Data(damaged)) else { continue }
            readCount += 1
            let json = String(decoding: PatientJSON.data(reading, on: day(2026, 11, 1)), as: UTF8.self)
            #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
        }
        #expect(readCount > 100)
    }
}
