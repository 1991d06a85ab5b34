import Dispatch
import Evidence
import Foundation

extension Subcommand {
    static let collection = Option.value(
        "--collection", "NAME", "The collection to add to (default: local), or to remove.")
    private static let organisation = Option.value("--organisation", "NAME", "add: who issued the document.")
    private static let year = Option.value("--year", "N", "add: the year of the edition.")
    private static let title = Option.value("--title", "T", "add: the document's title.")
    private static let url = Option.value("--url", "URL", "add: where the original is published.")
    private static let language = Option.value("--language", "LANG", "add: en, zh-Hans or zh-Hant.")
    private static let supersedes = Option.value(
        "--supersedes", "ID", "add: the document of the same collection that this one replaces.")

    /// What `library add` takes beside the options of all verbs.
    static let addition = [collection, organisation, year, title, url, language, supersedes]

    /// All files of one call are added, or none.
    static func add(_ files: [String], _ arguments: Arguments, _ workplace: Workplace) async throws -> ExitStatus {
        guard !files.isEmpty else { throw UsageError("Which document? xinglin library add PATH…") }
        let years = DocumentDetails.years
        let details = DocumentDetails(
            title: arguments[title], organisation: arguments[organisation],
            year: try arguments.integer(year, in: years), url: arguments[url], language: arguments[language],
            supersedes: arguments[supersedes])
        let library = try await workplace.openLibrary()
        let name = arguments[collection] ?? "local"
        let progress = ProgressLine()
        let adding = Task {
            try await library.add(files.map { URL(fileURLWithPath: $0) }, collection: name, details: details) { step in
                progress.show(step)
            }
        }
        let interrupt = Interrupt { adding.cancel() }
        defer {
            interrupt.end()
            progress.end()
        }
        do {
            let report = try await adding.value
            progress.end()
            for notice in report.notices.prefix(20) { Output.note("\(notice)") }
            if report.notices.count > 20 { Output.note("… and \(report.notices.count - 20) more; --json has all.") }
            try show(report, in: name, json: arguments.has(.json))
            return .done
        } catch let error where error is LibraryError || error is GuidelineFileError {
            if case LibraryError.database? = error as? LibraryError { throw error }
            progress.end()
            throw RefusedInput("\(error)")
        } catch is CancellationError {
            progress.end()
            Output.note("Stopped; the library is as it was. The same command goes on where this one stopped.")
            throw CancellationError()
        }
    }

    private static func show(_ report: AddReport, in collection: String, json: Bool) throws {
        guard !json else { return try Output.json(AddOutput(collection: collection, report)) }
        for added in report.documents {
            Output.line("\(added.file): \(added.passages) passages in \"\(collection)\" (\(added.guideline)).")
        }
    }
}

private struct AddOutput: Encodable {
    var schema = "xinglin.library-add/1"
    var collection: String
    var passages: Int
    var documents: [AddReport.Added]
    var notices: [IngestNotice]

    init(collection: String, _ report: AddReport) {
        self.collection = collection
        passages = report.passages
        documents = report.documents
        notices = report.notices
    }
}

/// Ctrl+C while something long runs: the first one asks it to stop, a second one ends the program.
struct Interrupt {
    private let source: any DispatchSourceSignal

    init(_ stop: @escaping @Sendable () -> Void) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler { @Sendable in
            stop()
            signal(SIGINT, SIG_DFL)
        }
        source.activate()
    }

    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}

/// A counter on standard error, where that is a terminal.
struct ProgressLine: Sendable {
    var label = ""

    func show(_ step: LibraryProgress) { show(step.done, of: step.total, label: step.stage.rawValue) }
    func show(_ done: Int, of total: Int) { show(done, of: total, label: label) }

    private func show(_ done: Int, of total: Int, label: String) {
        guard isatty(2) == 1 else { return }
        write("\r\(label): \(done)/\(total)\u{1B}[K")
    }

    func end() {
        guard isatty(2) == 1 else { return }
        write("\r\u{1B}[K")
    }

    private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
