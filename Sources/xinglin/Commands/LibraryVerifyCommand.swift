import Evidence

extension Subcommand {
    static func verifyLibrary(_ workplace: Workplace, json: Bool) async throws -> ExitStatus {
        let library = try await workplace.openLibrary()
        let progress = ProgressLine(label: "verify")
        let report = try await library.verify { progress.show($0, of: $1) }
        progress.end()
        if json { try Output.json(VerifyOutput(report)) } else { Output.line(text(of: report)) }
        return report.hasDrifted ? .failed : .done
    }

    private static func text(of report: LibraryVerification) -> String {
        let counts = LibraryVerification.State.allCases.map { "\(report.count($0)) \($0.rawValue)" }
        let drifted = report.sources.filter { $0.state == .changed || $0.state == .missing }.map { source in
            "\(source.state.rawValue): \(source.path ?? source.key) (\(source.collection)). \(cure(for: source))"
        }
        let unknown =
            report.count(.unknown) == 0
            ? [] : ["unknown: added before hashes were kept; add the file again to have it verified."]
        let faults = report.faults.map { "fault: \($0) Restore the library's file, or remove it and add again." }
        return
            (["\(report.passages) passages of \(report.sources.count) files: \(counts.joined(separator: ", "))"]
            + drifted + unknown + faults).joined(separator: "\n")
    }

    private static func cure(for source: LibraryVerification.Source) -> String {
        if source.collection == Guideline.packCollection {
            return "Restore the pack's file; the next start reads it again."
        }
        return source.state == .changed
            ? "Add it again: xinglin library add --collection \(source.collection) PATH."
            : "Restore the file, add it from where it is now, or remove what was read from it."
    }
}

/// `xinglin.library-verify/1`.
private struct VerifyOutput: Encodable {
    var schema = "xinglin.library-verify/1"
    var passages: Int
    var counts: [String: Int]
    var sources: [LibraryVerification.Source]
    var faults: [String]
    var drifted: Bool

    init(_ report: LibraryVerification) {
        passages = report.passages
        counts = Dictionary(
            uniqueKeysWithValues: LibraryVerification.State.allCases.map { ($0.rawValue, report.count($0)) })
        sources = report.sources
        faults = report.faults
        drifted = report.hasDrifted
    }
}
