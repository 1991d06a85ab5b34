import Clinical
import Consultation
import Foundation

extension Subcommand {
    private static let patientID = Option.value("--patient-id", "ID", "Only the patient with this id or record number.")
    private static let deidentify = Option.flag(
        "--deidentify", "Write JSON without names, numbers and true dates, and tell what was changed.")
    private static let dateSeed = Option.value(
        "--seed", "N", "With --deidentify: choose the days by which dates move (default: by chance).")

    static let patient = Subcommand(
        name: "patient", summary: "Read a patient's chart and show what was understood.",
        usage: "patient [OPTIONS] FILE", options: [.json, .language, patientID, deidentify, dateSeed]
    ) { arguments in
        guard arguments.words.count == 1, let name = arguments.words.first else {
            throw UsageError(
                "Which file? xinglin patient FILE (- for standard input, FILE#ID for one of its patients).")
        }
        let language = try arguments.choice(.language, Language.self) ?? .english
        let safety = try Workplace(arguments).grove.medication
        var reading = try PatientFile.read(name)
        if let id = arguments[patientID] { reading = try reading.only(id, of: name) }
        if arguments.has(deidentify) {
            let seed =
                try arguments.integer(dateSeed, in: 0...Int.max).map(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
            let (cleaned, report) = Deidentification(seed: seed, on: Date()).applied(to: reading)
            Output.line(String(decoding: PatientJSON.data(cleaned, on: Date(), safety: safety), as: UTF8.self))
            Output.note(report.text)
        } else if arguments.has(.json) {
            Output.line(String(decoding: PatientJSON.data(reading, on: Date(), safety: safety), as: UTF8.self))
        } else {
            Output.line(text(reading, language, safety))
        }
        return .done
    }

    private static func text(_ reading: PatientReading, _ language: Language, _ safety: MedicationSafety) -> String {
        var lines: [String] = []
        for patient in reading.patients {
            let title = [patient.name, patient.id.isEmpty ? "" : "(\(patient.id))"].filter { !$0.isEmpty }
            lines.append(title.isEmpty ? "Patient" : title.joined(separator: " "))
            lines += chartAlerts(for: patient, on: Date(), using: safety).map { alertLine($0, language) }
            lines += chartFacts(for: patient, language: language.rawValue, on: Date()).map { "  " + $0.text }
            lines += evidence(of: patient).map { "  " + $0 }
        }
        lines += reading.skipped.map { "skipped \($0.resource): \($0.why)" }
        lines += reading.warnings.map { "warning: \($0)" }
        return lines.map(PlainText.clean).joined(separator: "\n")
    }

    /// What a note's entries were read from, for the reader to confirm.
    private static func evidence(of patient: Patient) -> [String] {
        let entries =
            patient.problems.map { ($0.text, $0.evidence) } + patient.medications.map { ($0.text, $0.evidence) }
            + patient.allergies.map { ($0.text, $0.evidence) } + patient.observations.map { ($0.name, $0.evidence) }
        return entries.compactMap { text, evidence in evidence.map { "\(text) ← \"\($0.text)\" (\($0.line))" } }
    }
}

extension PatientReading {
    /// The one patient with that id or record number.
    func only(_ id: String, of file: String) throws(RefusedInput) -> PatientReading {
        let found = patients.filter { $0.id == id || $0.identifier == id }
        guard !found.isEmpty else {
            let known = patients.prefix(12).map(\.id).joined(separator: ", ")
            throw RefusedInput("The chart \(file) holds no patient \(id); it holds \(known).")
        }
        return PatientReading(patients: found, skipped: skipped, warnings: warnings)
    }
}

extension Subcommand {
    /// One alert as a line of text, with its source and how well that is known.
    static func alertLine(_ alert: ChartAlert, _ language: Language) -> String {
        let label = alert.severity.label(in: language)
        return "  ⚠ \(label) · \(alert.text(in: language.rawValue)) [\(alert.source), \(alert.status)]"
    }
}

extension ChartAlert.Severity {
    func label(in language: Language) -> String {
        switch self {
        case .contraindicated: language.isChinese ? "禁忌" : "contraindicated"
        case .major: language.isChinese ? "严重" : "major"
        case .moderate: language.isChinese ? "中等" : "moderate"
        case .minor: language.isChinese ? "提示" : "minor"
        }
    }
}

/// Reads a chart from a file or from standard input (`-`), within bounds. `FILE#ID` takes one of several patients.
enum PatientFile {
    /// Larger files aren't charts of one patient.
    static let largest = 256 << 20

    static func read(_ name: String) throws -> PatientReading {
        guard let mark = name.lastIndex(of: "#"), !FileManager.default.fileExists(atPath: name) else {
            return try read(file: name)
        }
        let file = String(name[..<mark])
        return try read(file: file).only(String(name[name.index(after: mark)...]), of: file)
    }

    private static func read(file name: String) throws -> PatientReading {
        let data: Data
        do {
            data =
                name == "-"
                ? FileHandle.standardInput.readDataToEndOfFile()
                : try Data(contentsOf: URL(fileURLWithPath: name), options: .mappedIfSafe)
        } catch {
            throw RefusedInput(
                "The chart \(name) can't be read: \(error.localizedDescription) Check the name and its permissions.")
        }
        guard data.count <= largest else {
            throw RefusedInput("The chart \(name) is larger than \(largest >> 20) MB. Export one patient only.")
        }
        do {
            return try PatientReader.read(data, name: name, vocabulary: NoteWords.vocabulary)
        } catch {
            throw RefusedInput("\(error)")
        }
    }
}

/// The names by which notes are read: the lexicon of the packs, loaded when the first note comes.
enum NoteWords {
    static let vocabulary: NoteVocabulary = {
        guard let folder = try? Resources.locate().prompts.appendingPathComponent("lexicon", isDirectory: true) else {
            return NoteVocabulary()
        }
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        let tables = files.filter { $0.pathExtension == "tsv" }.sorted { $0.path < $1.path }
            .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
        return NoteVocabulary(tables: tables)
    }()
}
