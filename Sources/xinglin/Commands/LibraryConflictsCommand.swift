import Consultation
import Evidence
import Foundation

extension Subcommand {
    static func showConflicts(_ words: [String], _ workplace: Workplace, json: Bool) async throws -> ExitStatus {
        let conflicts = try await workplace.openLibrary().conflicts(about: words)
        if json {
            try Output.json(ConflictList(conflicts: conflicts.map(ConflictList.Item.init)))
            return conflicts.isEmpty ? .nothingFound : .done
        }
        guard !conflicts.isEmpty else {
            Output.note("There is no such pair. Without words, all are shown.")
            return .nothingFound
        }
        let language = Language(of: words.joined(separator: " ")).rawValue
        let columns = SideBySide.terminalColumns
        for conflict in conflicts { Output.line(conflict.text(in: language, columns: columns) + "\n") }
        return .done
    }
}

extension Conflict {
    fileprivate func text(in language: String, columns: Int) -> String {
        let chinese = language.hasPrefix("zh") ? chineseNote ?? note : note
        let head = "# \(here.passage.id) ≠ \(there.passage.id) (\(how.rawValue))"
        let body = SideBySide(left: here.text(in: language), right: there.text(in: language)).text(columns: columns)
        return ([head, chinese, body] as [String?]).compactMap { $0 }.joined(separator: "\n")
    }
}

extension Conflict.Side {
    fileprivate func text(in language: String) -> String {
        let source = guideline.organisation + (guideline.year.map { " \($0)" } ?? "")
        let marks = [passage.id, passage.grade, passage.status.rawValue].compactMap { $0 }.joined(separator: " · ")
        return [source, marks, passage.text(in: language)].joined(separator: "\n")
    }
}

/// `xinglin.conflicts/1`.
private struct ConflictList: Encodable {
    struct Side: Encodable {
        var passage: String
        var organisation: String
        var year: Int?
        var grade: String?
        var status: String
        var text: String
        var zh: String?

        init(_ side: Conflict.Side) {
            passage = side.passage.id
            organisation = side.guideline.organisation
            year = side.guideline.year
            grade = side.passage.grade
            status = side.passage.status.rawValue
            text = side.passage.text(in: "en")
            zh = side.passage.chinese
        }
    }

    struct Item: Encodable {
        var a: Side
        var b: Side
        var how: Conflict.How
        var note: String?
        var noteZh: String?

        init(_ conflict: Conflict) {
            a = Side(conflict.here)
            b = Side(conflict.there)
            how = conflict.how
            note = conflict.note
            noteZh = conflict.chineseNote
        }
    }

    var schema = "xinglin.conflicts/1"
    var conflicts: [Item]
}
