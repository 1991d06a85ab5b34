import Consultation
import Evidence
import Foundation

extension Subcommand {
    static let library = Subcommand(
        name: "library", summary: "Add, list, show, compare, verify or remove guideline documents.",
        usage: "library add|list|show|conflicts|verify|remove [OPTIONS] …", options: [.library, .json] + addition
    ) { arguments in
        var words = arguments.words[...]
        let verb = words.popFirst()
        let workplace = try Workplace(arguments)
        switch verb {
        case "add": return try await add(Array(words), arguments, workplace)
        case "list": return try await listDocuments(workplace, json: arguments.has(.json))
        case "show": return try await showPassage(Array(words), workplace, json: arguments.has(.json))
        case "conflicts": return try await showConflicts(Array(words), workplace, json: arguments.has(.json))
        case "verify": return try await verifyLibrary(workplace, json: arguments.has(.json))
        case "remove": return try await removeDocuments(Array(words), arguments[collection], workplace)
        default: throw UsageError("library takes add, list, show, conflicts, verify or remove.")
        }
    }
}
