import Consultation
import Evidence
import Foundation

extension Subcommand {
    static let library = Subcommand(
        name: "library", summary: "Add to, list, show or remove guideline documents.",
        usage: "library add|list|show|remove [OPTIONS] …", options: [.library, .json] + addition
    ) { arguments in
        var words = arguments.words[...]
        let verb = words.popFirst()
        let workplace = try Workplace(arguments)
        switch verb {
        case "add": return try await add(Array(words), arguments, workplace)
        case "list": return try await list(workplace, json: arguments.has(.json))
        case "show": return try await show(Array(words), workplace, json: arguments.has(.json))
        case "remove": return try await remove(Array(words), workplace)
        default: throw UsageError("library takes add, list, show or remove.")
        }
    }

    private static func list(_ workplace: Workplace, json: Bool) async throws -> ExitStatus {
        let guidelines = try await workplace.openLibrary().guidelines()
        if json {
            try Output.json(LibraryList(guidelines: guidelines.map(LibraryList.Item.init)))
        } else {
            for guideline in guidelines {
                let year = guideline.year.map { " \($0)" } ?? ""
                let mark = guideline.edition == .superseded ? " (superseded)" : ""
                Output.line("\(guideline.id)  \(guideline.organisation)\(year)\(mark): \(guideline.title)")
            }
        }
        return .done
    }

    private static func show(_ words: [String], _ workplace: Workplace, json: Bool) async throws -> ExitStatus {
        guard words.count == 1 else { throw UsageError("Which passage? xinglin library show PASSAGE") }
        guard let (passage, guideline) = try await workplace.openLibrary().passage(words[0]) else {
            Output.note("There is no passage \"\(words[0])\". `xinglin search` finds ids.")
            return .nothingFound
        }
        let shown = PassageOutput(passage, guideline)
        if json { try Output.json(shown) } else { Output.line(shown.text) }
        return .done
    }

    private static func remove(_ words: [String], _ workplace: Workplace) async throws -> ExitStatus {
        guard !words.isEmpty else { throw UsageError("Which document? xinglin library remove GUIDELINE…") }
        let library = try await workplace.openLibrary()
        for id in words {
            guard try await library.remove(id) > 0 else {
                Output.note("There is no document \"\(id)\". `xinglin library list` shows them.")
                return .nothingFound
            }
            Output.line("Removed \(id).")
        }
        return .done
    }
}

private struct LibraryList: Encodable {
    struct Item: Encodable {
        var id: String
        var title: String
        var organisation: String
        var year: Int?
        var edition: String
        var collection: String
        var url: String?

        init(_ guideline: Guideline) {
            id = guideline.id
            title = guideline.title
            organisation = guideline.organisation
            year = guideline.year
            edition = guideline.edition.rawValue
            collection = guideline.collection
            url = guideline.url
        }
    }

    var schema = "xinglin.library/1"
    var guidelines: [Item]
}

private struct PassageOutput: Encodable {
    var schema = "xinglin.passage/1"
    var passage: String
    var guideline: String
    var title: String
    var organisation: String
    var year: Int?
    var section: String?
    var grade: String?
    var status: String
    var verifiedAt: String?
    var conflictsWith: [String]
    var en: String?
    var zh: String?

    init(_ found: Passage, _ document: Guideline) {
        passage = found.id
        guideline = document.id
        title = document.title
        organisation = document.organisation
        year = document.year
        section = found.section
        grade = found.grade
        status = found.status.rawValue
        verifiedAt = found.verifiedAt
        conflictsWith = found.conflictsWith
        en = found.english
        zh = found.chinese
    }

    var text: String {
        [
            "\(passage) · \(organisation)\(year.map { " \($0)" } ?? "") · \(title)",
            [section, grade, status].compactMap { $0 }.joined(separator: " · "), en, zh,
            verifiedAt.map { "seen at: \($0)" },
            conflictsWith.isEmpty ? nil : "others say differently: \(conflictsWith.joined(separator: ", "))",
        ].compactMap { $0 }.joined(separator: "\n")
    }
}
