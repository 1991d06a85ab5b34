import Evidence

extension Subcommand {
    static func showPassage(_ words: [String], _ workplace: Workplace, json: Bool) async throws -> ExitStatus {
        guard words.count == 1 else { throw UsageError("Which passage? xinglin library show PASSAGE") }
        let library = try await workplace.openLibrary()
        guard let (passage, guideline) = try await library.passage(words[0]) else {
            Output.note("There is no passage \"\(words[0])\". `xinglin search` finds ids.")
            return .nothingFound
        }
        var shown = PassageOutput(passage, guideline)
        shown.replacedBy = try await library.successors(of: passage.id)
        shown.dissents = try await library.dissents(from: passage.id)
        shown.alike = try await library.copies(of: passage.id)
        if json { try Output.json(shown) } else { Output.line(shown.text) }
        return .done
    }
}

/// `xinglin.passage/1`.
private struct PassageOutput: Encodable {
    var schema = "xinglin.passage/1"
    var passage: String
    var guideline: String
    var title: String
    var organisation: String
    var year: Int?
    var section: String?
    var page: Int?
    var grade: String?
    var status: String
    var edition: String
    var verifiedAt: String?
    var url: String?
    var collection: String
    var conflictsWith: [String]
    var conflictNote: String?
    var supersedes: String?
    var supersedesNote: String?
    var replacedBy: [String] = []
    var dissents: [OtherPassage] = []
    var alike: [OtherPassage] = []
    var en: String?
    var zh: String?

    init(_ found: Passage, _ document: Guideline) {
        passage = found.id
        guideline = document.id
        title = document.title
        organisation = document.organisation
        year = document.year
        section = found.section
        page = found.page
        grade = found.grade
        status = found.status.rawValue
        edition = found.edition.rawValue
        verifiedAt = found.verifiedAt
        url = document.url ?? document.citation
        collection = document.collection
        conflictsWith = found.conflictsWith
        conflictNote = found.conflictNote
        supersedes = found.supersedes
        supersedesNote = found.supersedesNote
        en = found.english
        zh = found.chinese
    }

    var text: String {
        let by = replacedBy.isEmpty ? "" : ", replaced by \(replacedBy.joined(separator: ", "))"
        let replaced = [supersedes, supersedesNote].compactMap { $0 }
        let place = [section, page.map { "page \($0)" }, grade].compactMap { $0 }
        let lines: [String?] = [
            "\(passage) · \(organisation)\(year.map { " \($0)" } ?? "") · \(title)",
            place.isEmpty ? nil : place.joined(separator: " · "), "status: \(status)", "edition: \(edition)\(by)",
            edition == Edition.superseded.rawValue ? en.map(Self.struck) : en,
            edition == Edition.superseded.rawValue ? zh.map(Self.struck) : zh,
            verifiedAt.map { "seen at: \($0)" }, url.map { "source: \($0)" }, "document: \(guideline) (\(collection))",
            replaced.isEmpty ? nil : "replaces: \(replaced.joined(separator: "; "))",
            conflictNote.map { "note on others: \($0)" },
        ]
        let others =
            dissents.map { "says differently: \(Self.named($0))\($0.note.map { " — \($0)" } ?? "")" }
            + alike.map { "says the same: \(Self.named($0))" }
        return (lines.compactMap { $0 } + others).joined(separator: "\n")
    }

    private static func named(_ other: OtherPassage) -> String {
        "\(other.passage) · \(other.organisation)\(other.year.map { " \($0)" } ?? "")"
    }

    /// A plain terminal has no strike; two signs say it on paper too.
    private static func struck(_ text: String) -> String { "~~\(text)~~" }
}
