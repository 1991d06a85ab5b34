import Foundation

@testable import Clinical

/// Places of files that tests read.
enum TestFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let samples = root.appending(path: "Prompts/samples")
    static let shared = root.appending(path: "../shared").standardizedFileURL
    static let gold = shared.appending(path: "eval/fhir")

    static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    static func sample(_ name: String) throws -> PatientReading {
        try PatientReader.read(Data(contentsOf: samples.appending(path: name)), name: name)
    }
}

/// Small bundles written in the tests.
enum Bundles {
    static let patient =
        #"{"resourceType":"Patient","id":"p","name":[{"text":"Test Person"}],"gender":"female","birthDate":"1960-06-15"}"#

    /// Each resource as an entry without a fullUrl.
    static func text(_ resources: String..., type: String = "collection") -> String {
        let entries = resources.map { #"{"resource":\#($0)}"# }.joined(separator: ",")
        return #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries)]}"#
    }

    static func read(_ text: String) throws(PatientFileError) -> PatientReading {
        try PatientReader.read(Data(text.utf8), name: "test.json")
    }

    /// One patient with these resources.
    static func chart(_ resources: String...) throws -> (patient: Patient, reading: PatientReading) {
        let entries = ([patient] + resources).map { #"{"resource":\#($0)}"# }.joined(separator: ",")
        let reading = try read(#"{"resourceType":"Bundle","type":"collection","entry":[\#(entries)]}"#)
        return (reading.patients[0], reading)
    }

    /// An Observation of the test patient; `value` holds further members.
    static func observation(_ loinc: String, _ value: String, time: String = "2026-02-01", status: String = "final")
        -> String
    {
        #"""
        {"resourceType":"Observation","id":"o-\#(loinc)-\#(time)","status":"\#(status)","subject":{"reference":"Patient/p"},
        "code":{"coding":[{"system":"http://loinc.org","code":"\#(loinc)"}]},"effectiveDateTime":"\#(time)",\#(value)}
        """#
    }

    static func quantity(_ value: String, _ unit: String) -> String {
        #""valueQuantity":{"value":\#(value),"unit":"\#(unit)","system":"http://unitsofmeasure.org","code":"\#(unit)"}"#
    }
}

/// Noon UTC of a day: the same calendar day in nearly every time zone.
func day(_ year: Int, _ month: Int, _ day: Int) -> Date {
    Date(timeIntervalSince1970: Double(civilDays(year: year, month: month, day: day)) * 86400 + 43200)
}
