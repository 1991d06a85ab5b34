public import Foundation

/// Reads patient files: FHIR R4 Bundles in JSON (collection, document, transaction, batch, searchset, message), a
/// single Patient and FHIR NDJSON.
///
/// Each resource goes to the one patient that it names; what names nobody in the file, or several, is left out and
/// reported. Values and units are taken as they stand: what is missing or implausible is marked, never filled in.
public enum PatientReader {
    /// - Parameter name: the file's name, for messages.
    public static func read(_ data: Data, name: String) throws(PatientFileError) -> PatientReading {
        let file = try PatientFile(data, name: name)
        var chart = ChartReading(file)
        guard chart.hasPatients else {
            throw .noPatient(file: PlainText.clean(name) ?? "The file", found: contents(of: file))
        }
        chart.readAll()
        return chart.reading
    }

    private static func contents(of file: PatientFile) -> String {
        guard !file.resources.isEmpty else { return "it holds no resources" }
        let counts = Dictionary(grouping: file.resources, by: \.type).mapValues(\.count)
        let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5)
        return "it holds " + most.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}
