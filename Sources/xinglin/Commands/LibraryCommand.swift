import Consultation
import Evidence
import Foundation

extension Subcommand {
    private static let collection = Option.value(
        "--collection", "NAME", "The collection to add to (default: local), or to remove.")

    static let library = Subcommand(
        name: "library", summary: "Add, list, show, compare, verify or remove guideline documents.",
        usage: "library add|list|show|conflicts|verify|remove [OPTIONS] …", options: [.library, collection, .json]
    ) { arguments in
        var words = arguments.words[...]
        let verb = words.popFirst()
        let workplace = try Workplace(arguments)
        switch verb {
        case "add": return try await add(Array(words), arguments[collection] ?? "local", workplace)
        case "list": return try await listDocuments(workplace, json: arguments.has(.json))
        case "show": return try await showPassage(Array(words), workplace, json: arguments.has(.json))
        case "conflicts": return try await showConflicts(Array(words), workplace, json: arguments.has(.json))
        case "verify": return try await verifyLibrary(workplace, json: arguments.has(.json))
        case "remove": return try await removeDocuments(Array(words), arguments[collection], workplace)
        default: throw UsageError("library takes add, list, show, conflicts, verify or remove.")
        }
    }

    private static func add(_ files: [String], _ collection: String, _ workplace: Workplace) async throws -> ExitStatus
    {
        guard !files.isEmpty else { throw UsageError("Which document? xinglin library add PATH…") }
        let library = try await workplace.openLibrary()
        for file in files {
            let progress = ProgressLine(label: file)
            let count: Int
            do {
                count = try await library.add(URL(fileURLWithPath: file), collection: collection) { step in
                    progress.show(step.done, of: step.total)
                }
            } catch {
                progress.end()
                throw RefusedInput("\(error)")
            }
            progress.end()
            Output.line("\(file): \(count) passages in \"\(collection)\".")
        }
        return .done
    }
}

/// A counter on standard error, where that is a terminal.
struct ProgressLine: Sendable {
    var label: String

    func show(_ done: Int, of total: Int) {
        guard isatty(2) == 1 else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\(label): \(done)/\(total)\u{1B}[K".utf8))
    }

    func end() {
        guard isatty(2) == 1 else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }
}
