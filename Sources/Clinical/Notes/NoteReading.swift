import Foundation

/// Reads a plain-text note into a chart. Everything in it is unconfirmed, and each entry keeps the words that it was
/// read from, for the user to look at.
enum NoteReading {
    /// A note is written by hand; what is longer is something else.
    static let byteLimit = 256_000

    static func read(
        _ data: Data, name: String, vocabulary: NoteVocabulary
    ) throws(PatientFileError) -> PatientReading {
        guard data.count <= byteLimit else { throw .tooLarge(file: name, bytes: data.count, limit: byteLimit) }
        guard let decoded = TextEncoding.decode(data, declared: nil) else { throw .unreadEncoding(file: name) }
        let isBinary = decoded.text.unicodeScalars.contains {
            $0.value < 9 || (0x0E...0x1F).contains($0.value) || $0 == "\u{FFFE}"
        }
        guard !isBinary else { throw .unreadFormat(file: name, format: "a binary file") }
        var log = ReadingLog()
        if let warning = decoded.warning { log.warn(warning) }
        let parts = persons(decoded.text)
        let patients = parts.compactMap { chart($0, vocabulary, log: &log) }
        guard !patients.isEmpty else {
            throw .noPatient(file: name, found: "no age, problem, drug, allergy or value was recognised in its text")
        }
        log.warn("Read from a note: every entry is unconfirmed; compare it with the words that it was read from.")
        if patients.count > 1 { log.warn("The file holds \(patients.count) patients; each chart is kept apart.") }
        return PatientReading(
            patients: patients.map { AllergySummary.completed($0, log: &log) }, skipped: log.skipped,
            warnings: log.warnings)
    }

    /// A second name at the beginning of a line begins a second person's note.
    private static func persons(_ note: String) -> [String] {
        var parts: [String] = []
        var names: [String] = []
        var lines: [Substring] = []
        for line in note.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if let name = name(line), names.last != name {
                if !names.isEmpty {
                    parts.append(lines.joined(separator: "\n"))
                    lines = []
                }
                names.append(name)
            }
            lines.append(line)
        }
        // One person: the note as it is, so that places in it are those of the file.
        return names.count < 2 ? [note] : parts + [lines.joined(separator: "\n")]
    }

    private static func name(_ line: Substring) -> String? {
        let text = line.drop { $0 == " " || $0 == "\t" || $0 == "【" }
        for label in ["姓名", "患者姓名", "病人姓名", "Name", "Patient name", "Patient"] where text.hasPrefix(label) {
            let rest = text.dropFirst(label.count).drop { $0 == " " }
            guard let colon = rest.first, colon == ":" || colon == "：" else { continue }
            let name = rest.dropFirst().prefix { !",，;；。\t（(|".contains($0) }
            return PlainText.clean(String(name), limit: 60)
        }
        return nil
    }

    private static func chart(_ text: String, _ vocabulary: NoteVocabulary, log: inout ReadingLog) -> Patient? {
        let note = NoteText(text)
        let dates = NoteDates(note)
        let person = NotePerson(note, dates: dates)
        var patient = person.patient
        let allergies = NoteAllergies(note: note).read(log: &log)
        patient.allergies = allergies.allergies
        let problems = NoteProblems(note: note, vocabulary: vocabulary, dates: dates).read(log: &log)
        patient.problems = problems.problems
        patient.problemStatement = problems.statement
        patient.medications = NoteDrugs(note: note, vocabulary: vocabulary, dates: dates)
            .read(avoiding: allergies.tokens, log: &log)
        patient.observations = NoteMeasures(note: note, dates: dates).read(log: &log).map(\.observation)
        for doubtful in patient.observations where doubtful.isDoubtful {
            log.warn("\(doubtful.name): \(doubtful.warning ?? "doubtful")")
        }
        let isEmpty =
            patient.allergies.isEmpty && patient.problems.isEmpty && patient.medications.isEmpty
            && patient.observations.isEmpty
        return isEmpty && !person.hasAge && patient.birthDate == nil ? nil : patient
    }
}
