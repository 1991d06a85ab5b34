import Foundation
import Testing

@testable import Clinical

/// Whose resource is whose: the one thing that a chart must never get wrong.
@Suite struct ReferenceTests {
    private func patient(_ id: String, _ name: String, identifier: String = "") -> String {
        let number = identifier.isEmpty ? "" : #","identifier":[{"system":"urn:mrn","value":"\#(identifier)"}]"#
        return
            #"{"resourceType":"Patient","id":"\#(id)","name":[{"text":"\#(name)"}],"birthDate":"1960-01-01"\#(number)}"#
    }

    private func condition(_ text: String, _ subject: String) -> String {
        #"{"resourceType":"Condition","id":"\#(text)","code":{"text":"\#(text)"},"subject":\#(subject)}"#
    }

    private func bundle(_ entries: [(url: String?, resource: String)], type: String = "collection") throws
        -> PatientReading
    {
        let texts = entries.map { entry in
            let url = entry.url.map { #""fullUrl":"\#($0)","# } ?? ""
            return #"{\#(url)"resource":\#(entry.resource)}"#
        }
        return try Bundles.read(
            #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(texts.joined(separator: ","))]}"#)
    }

    private func problems(_ reading: PatientReading) -> [[String]] { reading.patients.map { $0.problems.map(\.text) } }

    @Test(
        "a reference by fullUrl, relative, absolute, versioned, by identifier or by conditional search finds its patient",
        arguments: [
            #"{"reference":"urn:uuid:one"}"#, #"{"reference":"Patient/a"}"#,
            #"{"reference":"https://s/fhir/Patient/a"}"#,
            #"{"reference":"Patient/a/_history/3"}"#, #"{"identifier":{"system":"urn:mrn","value":"7"}}"#,
            #"{"reference":"Patient?identifier=urn:mrn|7"}"#,
        ])
    func resolves(_ subject: String) throws {
        let reading = try bundle(
            [
                ("urn:uuid:one", patient("a", "A", identifier: "7")),
                ("urn:uuid:two", patient("b", "B", identifier: "8")),
                (nil, condition("Gout", subject)),
            ], type: "transaction")
        #expect(problems(reading) == [["Gout"], []])
    }

    @Test("several patients keep what is theirs")
    func severalPatients() throws {
        let reading = try bundle([
            (nil, patient("a", "A")), (nil, patient("b", "B")),
            (nil, condition("Gout", #"{"reference":"Patient/b"}"#)),
            (nil, condition("Asthma", #"{"reference":"Patient/a"}"#)),
        ])
        #expect(problems(reading) == [["Asthma"], ["Gout"]])
        #expect(reading.warnings.contains { $0.contains("2 patients") })
    }

    @Test("what belongs to somebody else, to nobody or to several is left out and told")
    func leavesOut() throws {
        for subject in [#"{"reference":"Patient/c"}"#, #"{"reference":"urn:uuid:gone"}"#, "null", #""Patient/a""#] {
            let reading = try bundle([
                (nil, patient("a", "A")), (nil, patient("b", "B")), (nil, condition("Gout", subject)),
            ])
            #expect(problems(reading) == [[], []] && reading.skipped.count == 1)
        }
        let same = try bundle([
            ("urn:uuid:1", patient("a", "A")), ("urn:uuid:2", patient("a", "B")),
            (nil, condition("Gout", #"{"reference":"Patient/a"}"#)),
        ])
        #expect(problems(same) == [[], []] && same.skipped.first?.why.contains("several") == true)
    }

    @Test("a relative reference belongs to the server of its own resource")
    func servers() throws {
        let reading = try bundle([
            ("https://one/Patient/a", patient("a", "A")), ("https://two/Patient/a", patient("a", "B")),
            ("https://two/Condition/Gout", condition("Gout", #"{"reference":"Patient/a"}"#)),
            ("https://two/Condition/Asthma", condition("Asthma", #"{"reference":"https://three/Patient/a"}"#)),
        ])
        #expect(problems(reading) == [[], ["Gout"]])
    }

    @Test("a resource without a subject goes to the only patient, with a warning; a device's goes to nobody")
    func withoutSubject() throws {
        let (patient, reading) = try Bundles.chart(#"{"resourceType":"Condition","code":{"text":"Gout"}}"#)
        #expect(patient.problems.count == 1 && reading.warnings.count == 1)
        let (other, log) = try Bundles.chart(
            #"{"resourceType":"Device","id":"d"}"#, condition("Gout", #"{"reference":"Device/d"}"#))
        #expect(other.problems.isEmpty && log.skipped.contains { $0.why.contains("Device") })
    }

    @Test("of two versions of a resource the newer is used, of two copies one, and two people stay two")
    func duplicates() throws {
        let version = { (text: String, number: String) in
            #"{"resourceType":"Condition","id":"x","meta":{"versionId":"\#(number)"},"code":{"text":"\#(text)"},"subject":{"reference":"Patient/p"}}"#
        }
        let (patient, reading) = try Bundles.chart(version("new", "3"), version("old", "2"), version("new", "3"))
        #expect(patient.problems.map(\.text) == ["new"] && reading.skipped.count == 1)
        let twins = try bundle([
            (nil, self.patient("a", "A")),
            (nil, #"{"resourceType":"Patient","id":"a","name":[{"text":"Z"}],"birthDate":"1999-01-01"}"#),
        ])
        #expect(twins.patients.count == 2)
    }

    @Test("NDJSON reads like a bundle")
    func ndjson() throws {
        let lines = [patient("a", "A"), condition("Gout", #"{"reference":"Patient/a"}"#), ""]
        #expect(problems(try Bundles.read(lines.joined(separator: "\n"))) == [["Gout"]])
        #expect(problems(try Bundles.read(lines.joined(separator: "\r\n"))) == [["Gout"]])
    }

    @Test("a line of NDJSON that can't be read is told by its number, wherever it stands, and the rest is read")
    func brokenLines() throws {
        let good = [patient("a", "A"), condition("Gout", #"{"reference":"Patient/a"}"#)]
        for (place, bad) in [(0, #"{"resourceType":"Cond"#), (1, "rubbish"), (2, #"{"resourceType":"Cond"#)] {
            var lines = good
            lines.insert(bad, at: place)
            let reading = try Bundles.read(lines.joined(separator: "\n"))
            #expect(problems(reading) == [["Gout"]])
            #expect(reading.skipped.map(\.id) == ["\(place + 1)"])
            #expect(reading.warnings.contains { $0.hasPrefix("Line \(place + 1) ") })
        }
        #expect(throws: PatientFileError.self) { try Bundles.read(good[0] + "\n{\n{\n") }
        #expect(throws: PatientFileError.truncated(file: "test.json", line: 2)) {
            try Bundles.read(Bundles.text(good[0], good[1]) + "\n{\"resourceType\":\"Bun")
        }
    }

    @Test("documents one under the other keep their relative references to themselves")
    func scopes() throws {
        let one = Bundles.text(patient("a", "A"), condition("Gout", #"{"reference":"Patient/a"}"#))
        let two = Bundles.text(patient("a", "B"), condition("Asthma", #"{"reference":"Patient/a"}"#))
        #expect(problems(try Bundles.read(one + "\n" + two)) == [["Gout"], ["Asthma"]])
    }

    @Test("records of one person become one chart: same number and birth date, or same id, name and birth date")
    func onePerson() throws {
        let one = Bundles.text(patient("a", "A", identifier: "7"), condition("Gout", #"{"reference":"Patient/a"}"#))
        let two = Bundles.text(patient("b", "A B", identifier: "7"), condition("Asthma", #"{"reference":"Patient/b"}"#))
        #expect(problems(try Bundles.read(one + "\n" + two)) == [["Gout", "Asthma"]])
        let again = patient("a", "A").replacing("}]", with: "}],\"gender\":\"female\"")
        let reading = try Bundles.read([patient("a", "A"), again].joined(separator: "\n"))
        #expect(reading.patients.map(\.sex) == [.female])
    }

    @Test("people who share a number but not the birth date or the name stay two, and that is told")
    func twoPersons() throws {
        let twins = Bundles.text(patient("a", "Ann M", identifier: "7"), patient("b", "Beth M", identifier: "7"))
        #expect(try Bundles.read(twins).patients.count == 2)
        let other = patient("b", "B", identifier: "7").replacing("1960-01-01", with: "1961-01-01")
        let reading = try Bundles.read(Bundles.text(patient("a", "A", identifier: "7"), other))
        #expect(reading.patients.count == 2 && reading.warnings.contains { $0.contains("urn:mrn 7") })
        let withoutBirth = #"{"resourceType":"Patient","id":"c","identifier":[{"system":"urn:mrn","value":"7"}]}"#
        #expect(try Bundles.read(Bundles.text(patient("a", "A", identifier: "7"), withoutBirth)).patients.count == 2)
    }

    @Test("a patient inside a resource is the file's patient; equal ones are one, different ones are two")
    func contained() throws {
        let inside = { (text: String, name: String) in
            let contained =
                #"{"resourceType":"Patient","id":"p1","name":[{"text":"\#(name)"}],"birthDate":"1960-01-01"}"#
            return
                ##"{"resourceType":"Condition","code":{"text":"\##(text)"},"subject":{"reference":"#p1"},"contained":[\##(contained)]}"##
        }
        #expect(
            problems(try Bundles.read(Bundles.text(inside("Gout", "A"), inside("Asthma", "A")))) == [
                ["Gout", "Asthma"]
            ])
        #expect(
            problems(try Bundles.read(Bundles.text(inside("Gout", "A"), inside("Asthma", "B")))) == [
                ["Gout"], ["Asthma"],
            ])
        #expect(problems(try Bundles.read(inside("Gout", "A"))) == [["Gout"]])
    }

    @Test("a bare list of resources and Bundles inside a Bundle are read; urn:uuid finds an id where no fullUrl stands")
    func otherContainers() throws {
        let gout = condition("Gout", #"{"reference":"urn:uuid:a"}"#)
        #expect(problems(try Bundles.read("[\(patient("a", "A")),\(gout)]")) == [["Gout"]])
        let inner = Bundles.text(patient("a", "A"), type: "searchset")
        #expect(problems(try Bundles.read(Bundles.text(inner, gout, type: "batch-response"))) == [["Gout"]])
    }

    @Test("one page of a search says that more follows; a history and a deletion aren't read")
    func bundleKinds() throws {
        let page = #"""
            {"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"x"}],
            "entry":[{"resource":\#(Bundles.patient)}]}
            """#
        #expect(try Bundles.read(page).warnings.contains { $0.contains("page") })
        #expect(throws: PatientFileError.unreadBundle(file: "test.json", type: "history")) {
            try Bundles.read(Bundles.text(Bundles.patient, type: "history"))
        }
        let deletion = #"""
            {"resourceType":"Bundle","type":"transaction","entry":[{"resource":\#(Bundles.patient)},
            {"request":{"method":"DELETE"},"resource":{"resourceType":"Condition","code":{"text":"Gout"}}}]}
            """#
        #expect(try Bundles.read(deletion).patients[0].problems.isEmpty)
    }
}
