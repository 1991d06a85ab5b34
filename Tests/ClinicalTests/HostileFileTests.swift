import Foundation
import Testing

@testable import Clinical

@Suite struct HostileFileTests {
    private func read(_ bytes: [UInt8]) throws(PatientFileError) -> PatientReading {
        try PatientReader.read(Data(bytes), name: "evil\u{1B}[2J.json")
    }

    @Test("formats that aren't read are named, with the ones that are")
    func otherFormats() {
        let cases: [(String, String)] = [
            ("<Bundle xmlns=\"x\"/>", "XML"), ("%PDF-1.7", "PDF"),
        ]
        for (text, format) in cases {
            let error = #expect(throws: PatientFileError.self) { try read(Array(text.utf8)) }
            #expect(error?.description.contains(format) == true && error?.description.contains("FHIR R4") == true)
            #expect(error?.description.unicodeScalars.contains("\u{1B}") == false)
        }
        #expect(throws: PatientFileError.self) { try read([0x1F, 0x8B, 8, 0]) }
    }

    @Test(
        "empty, foreign and patientless files are refused",
        arguments: [
            "", " \n", "{}", "[]", "[1]", "null", "7", "\"x\"", #"{"resourceType":"Bundle"}"#, #"{"resourceType":7}"#,
            #"{"resourceType":"Bundle","entry":{}}"#, #"{"resourceType":"Observation"}"#,
            #"{"resourceType":"Bundle","entry":[null,7,{"resource":null},{"resource":{}}]}"#,
        ])
    func refused(_ text: String) { #expect(throws: PatientFileError.self) { try Bundles.read(text) } }

    @Test("text that isn't UTF-8 is refused with the place; a byte order mark is accepted")
    func encodings() throws {
        #expect(throws: PatientFileError.notUTF8(file: "evil [2J.json", byte: 2)) {
            try read([0x7B, 0x22, 0xC3, 0x28])
        }
        #expect(throws: PatientFileError.self) { try read([0xFF, 0xFE, 0x7B, 0x00]) }
        #expect(try read([0xEF, 0xBB, 0xBF] + Array(Bundles.patient.utf8)).patients.count == 1)
    }

    @Test("elements of the wrong type never crash and never become values")
    func wrongTypes() throws {
        let odd = ["null", "7", "true", #""text""#, "[]", "{}", "[[[]]]", "-1e999", #"[null,{"a":[{}]}]"#]
        let members = [
            "subject", "code", "status", "valueQuantity", "component", "clinicalStatus", "reaction",
            "dosageInstruction",
            "medicationCodeableConcept", "medicationReference", "effectiveDateTime", "referenceRange", "interpretation",
            "name", "birthDate", "gender", "identifier", "contained", "section", "conclusion", "presentedForm", "meta",
        ]
        let kinds = [
            "Patient", "Condition", "AllergyIntolerance", "MedicationRequest", "Observation", "DiagnosticReport",
            "Composition", "Medication",
        ]
        for value in odd {
            for kind in kinds {
                let body = members.map { #""\#($0)":\#(value)"# }.joined(separator: ",")
                let (_, reading) = try Bundles.chart(#"{"resourceType":"\#(kind)","id":"x",\#(body)}"#)
                #expect(reading.patients.allSatisfy { $0.observations.allSatisfy { $0.value == nil } })
                #expect(!PatientJSON.data(reading, on: day(2026, 1, 1)).isEmpty)
            }
        }
    }

    @Test("a sample cut off anywhere is refused, not read in part")
    func truncations() throws {
        let bytes = [UInt8](try Data(contentsOf: TestFiles.samples.appending(path: "three-highs-zh.json")))
        let whole = try read(bytes)
        #expect(whole.patients.count == 1)
        let end = (bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0) + 1
        for length in stride(from: 0, to: end, by: 97) {
            #expect(throws: PatientFileError.self) { try read(Array(bytes.prefix(length))) }
        }
    }

    @Test("a sample with damaged bytes is read or refused, and its text stays plain")
    func mutations() throws {
        let bytes = [UInt8](try Data(contentsOf: TestFiles.samples.appending(path: "three-highs-en.json")))
        var seed: UInt64 = 42
        func next(_ limit: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((seed >> 33) % UInt64(limit))
        }
        var refused = 0
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0...next(6) { damaged[next(damaged.count)] = UInt8(next(256)) }
            guard let reading = try? read(damaged) else {
                refused += 1
                continue
            }
            let json = String(decoding: PatientJSON.data(reading, on: day(2026, 11, 1)), as: UTF8.self)
            #expect(json.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
            for patient in reading.patients {
                #expect(!chartFacts(for: patient, language: "zh-Hans", on: day(2026, 11, 1)).isEmpty)
            }
        }
        #expect(refused > 0)
    }

    @Test("a flood of faults is told in a bounded number of lines")
    func flood() throws {
        let odd = (0..<3000).map { index in
            #"{"resource":{"resourceType":"Condition","id":"c\#(index)","subject":{"reference":"Patient/q\#(index % 7)"}}}"#
        }
        let named = (0..<500).map {
            #"{"resource":{"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},"code":{"text":"n\#($0)"}}}"#
        }
        let entries = ([#"{"resource":\#(Bundles.patient)}"#] + odd + named).joined(separator: ",")
        let reading = try Bundles.read(#"{"resourceType":"Bundle","entry":[\#(entries)]}"#)
        #expect(reading.skipped.count == 7 && reading.warnings.count <= 62)
        #expect(chartFacts(for: reading.patients[0], language: "en", on: day(2026, 1, 1)).count < 120)
    }
}
