public import Foundation

/// Reads patient files: FHIR R4 in JSON (Bundles of type collection, document, transaction, batch, searchset and
/// message, single resources, lists, NDJSON), HL7 v2 (ORU, ADT and messages of their shape) and plain-text
/// notes in English or Chinese.
///
/// Each resource goes to the one patient that it names; what names nobody in the file, or several, is left out and
/// reported. Values and units are taken as they stand: what is missing or implausible is marked, never filled in.
public enum PatientReader {
    /// A chart of a lifetime takes a few megabytes; this bounds the time that a file can claim.
    static let byteLimit = 256_000_000

    /// - Parameters:
    ///   - name: the file's name, for messages.
    ///   - vocabulary: the names by which plain-text notes are read; other formats need none.
    public static func read(
        _ data: Data, name: String, vocabulary: @autoclosure () -> NoteVocabulary = NoteVocabulary()
    ) throws(PatientFileError) -> PatientReading {
        let name = PlainText.clean(name) ?? "The file"
        guard data.count <= byteLimit else {
            throw .tooLarge(file: name, bytes: data.count, limit: byteLimit)
        }
        switch try PatientFormat.detect(data, name: name) {
        case .json(let data): return try readFHIR(data, name: name)
        case .hl7(let data):
            var reading = try HL7Reading(data, name: name)
            return try reading.read()
        case .note(let data): return try NoteReading.read(data, name: name, vocabulary: vocabulary())
        }
    }

    private static func readFHIR(_ data: Data, name: String) throws(PatientFileError) -> PatientReading {
        var chart = try FHIRFile(data, name: name).chart
        guard chart.hasPatients else { throw .noPatient(file: name, found: contents(of: chart.types)) }
        return chart.finish()
    }

    private static func contents(of types: [String: Int]) -> String {
        guard !types.isEmpty else { return "it holds no resources" }
        let most = types.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
        return "it holds " + most.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}
