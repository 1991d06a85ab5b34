import Clinical
import Consultation
import Foundation

extension Subcommand {
    static let patient = Subcommand(
        name: "patient", summary: "Read a patient's chart and show what was understood.",
        usage: "patient [OPTIONS] FILE", options: [.json, .language]
    ) { arguments in
        guard arguments.words.count == 1, let name = arguments.words.first else {
            throw UsageError("Which file? xinglin patient FILE (- for standard input).")
        }
        let language = try arguments.choice(.language, Language.self) ?? .english
        let safety = try Workplace(arguments).grove.medication
        let reading = try PatientFile.read(name)
        if arguments.has(.json) {
            Output.line(String(decoding: PatientJSON.data(reading, on: Date(), safety: safety), as: UTF8.self))
        } else {
            Output.line(text(reading, language, safety))
        }
        return .done
    }

    private static func text(_ reading: PatientReading, _ language: Language, _ safety: MedicationSafety) -> String {
        var lines: [String] = []
        for patient in reading.patients {
            lines.append(PlainText.clean("\(patient.name) (\(patient.id))"))
            lines += chartFacts(for: patient, language: language.rawValue, on: Date()).map {
                "  " + PlainText.clean($0.text)
            }
            lines += chartAlerts(for: patient, on: Date(), using: safety).map { alertLine($0, language) }
        }
        lines += reading.skipped.map { "skipped \($0.resource): \($0.why)" }
        lines += reading.warnings.map { "warning: \($0)" }
        return lines.map(PlainText.clean).joined(separator: "\n")
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

/// Reads a chart from a file or from standard input (`-`), within bounds.
enum PatientFile {
    /// Larger files aren't charts of one patient.
    static let largest = 256 << 20

    static func read(_ name: String) throws -> PatientReading {
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
            return try PatientReader.read(data, name: name)
        } catch {
            throw RefusedInput("\(error)")
        }
    }
}
