import Clinical
import Consultation
import Evidence
import Foundation

extension Subcommand {
    static let specialty = Subcommand(
        name: "specialty", summary: "List the specialty packs, check one, or begin a new one.",
        usage: "specialty list|check NAME|new NAME [OPTIONS]", options: [.json]
    ) { arguments in
        let json = arguments.has(.json)
        switch (arguments.words.first, arguments.words.dropFirst().first, arguments.words.count) {
        case ("list", nil, 1): return try list(Workplace(arguments), json: json)
        case ("check", let name?, 2): return try await check(name, arguments, json: json)
        case ("new", let name?, 2): return try begin(name)
        case ("check", nil, 1): throw UsageError("Which pack? xinglin specialty check NAME")
        case ("new", nil, 1): throw UsageError("What shall the pack be called? xinglin specialty new NAME")
        default: throw UsageError("specialty takes list, check NAME or new NAME.")
        }
    }

    private static func list(_ workplace: Workplace, json: Bool) throws -> ExitStatus {
        let items = workplace.grove.specialties.map(SpecialtyList.Item.init)
        let groups = workplace.grove.groups.map { group in
            SpecialtyList.Group(
                id: group.id, name: .init(en: group.name(in: .english), zh: group.name(in: .simplifiedChinese)),
                members: group.members)
        }
        if json {
            try Output.json(SpecialtyList(specialties: items, groups: groups))
            return .done
        }
        let width = (items.map(\.id.count).max() ?? 0) + 2
        for item in items {
            Output.line(
                item.id.padding(toLength: width, withPad: " ", startingAt: 0)
                    + "\(item.name.en) · \(item.name.zh) · \(item.passages) passages, \(item.rules) rules, "
                    + "\(item.calculators.count) calculators, \(item.tables.count) tables · \(item.version)"
            )
        }
        for group in groups {
            Output.line(
                group.id.padding(toLength: width, withPad: " ", startingAt: 0)
                    + "\(group.name.en) · \(group.name.zh): \(group.members.joined(separator: ", "))")
        }
        return .done
    }

    /// First the files by themselves, since a mistake there keeps the program from starting; then the questions, with
    /// every pack in the library.
    private static func check(_ name: String, _ arguments: Arguments, json: Bool) async throws -> ExitStatus {
        let resources = try Resources.locate()
        let folders = [resources.prompts, Paths().specialties]
        let places = folders.map { $0.appendingPathComponent(name, isDirectory: true) }
        guard PackScaffold(id: name) != nil, !["common", "lexicon", "samples"].contains(name),
            let folder = places.last(where: { FileManager.default.fileExists(atPath: $0.path) })
        else {
            throw RefusedInput(
                "There is no pack \"\(name)\" in \(folders.map(\.path).joined(separator: " or ")). `xinglin specialty new \(name)` begins one."
            )
        }
        let others = try Grove.load(from: resources.prompts, and: [Paths().specialties], without: name)
        let lexicon = try Lexicon.load(folder: resources.prompts.appendingPathComponent("lexicon", isDirectory: true))
        var report = PackCheck(folder: folder, others: others, prompts: resources.prompts, lexicon: lexicon).run()
        if report.mistakes.isEmpty {
            let workplace = try Workplace(arguments)
            if let specialty = workplace.grove[name] {
                let progress = ProgressLine(label: "library")
                let library = try await workplace.openLibrary { progress.show($0, of: $1) }
                progress.end()
                report.rows += try await PackTrial(grove: workplace.grove, evidence: library).run(specialty)
            }
        } else {
            let notYet = PackReport.Finding(
                file: folder.path, problem: "The questions weren't asked.", cure: "Mend the mistakes first.")
            report.rows.append(PackReport.Row(part: "trial", found: "left out", doubts: [notYet]))
        }
        if json { try Output.json(report) } else { Output.line(report.text) }
        return report.mistakes.isEmpty ? .done : .refused
    }

    private static func begin(_ name: String) throws -> ExitStatus {
        guard let scaffold = PackScaffold(id: name) else {
            throw UsageError(
                "A pack's name is small letters, digits and hyphens, such as stroke-unit; not \"\(name)\".")
        }
        let resources = try Resources.locate()
        let folder = Paths().specialties.appendingPathComponent(name, isDirectory: true)
        let shipped = resources.prompts.appendingPathComponent(name, isDirectory: true)
        guard !FileManager.default.fileExists(atPath: shipped.path) else {
            throw RefusedInput("\(shipped.path) is there already. Choose another name.")
        }
        try Paths.makeFolder(for: folder)
        do {
            try scaffold.write(to: folder)
        } catch {
            throw RefusedInput("\(error)")
        }
        Output.line("\(folder.path)\nEdit it, then: xinglin specialty check \(name)")
        return .done
    }
}

/// `xinglin.specialties/1`.
private struct SpecialtyList: Encodable {
    struct Name: Encodable {
        var en: String
        var zh: String
    }

    struct Item: Encodable {
        var id: String
        var version: String
        var name: Name
        var summary: Name
        /// What its questions are about.
        var routing: Name
        var documents: Int
        var passages: Int
        var rules: Int
        var calculators: [String]
        var tables: [String]
        var folder: String

        init(_ specialty: Specialty) {
            id = specialty.id
            version = specialty.version
            name = Name(en: specialty.name(in: .english), zh: specialty.name(in: .simplifiedChinese))
            summary = Name(en: specialty.summary(in: .english), zh: specialty.summary(in: .simplifiedChinese))
            routing = Name(en: specialty.routing(in: .english), zh: specialty.routing(in: .simplifiedChinese))
            let review = GuidelineReview(folder: specialty.guidelinesFolder, specialty: specialty.id)
            documents = review.files
            passages = review.entries.count
            let json = try? Data(contentsOf: specialty.folder.appendingPathComponent("red-flags.json"))
            rules = json.flatMap { try? JSONDecoder().decode(RedFlagFile.self, from: $0) }?.rules.count ?? 0
            calculators = specialty.calculators
            tables = specialty.tables
            folder = specialty.folder.path
        }
    }

    struct Group: Encodable {
        var id: String
        var name: Name
        var members: [String]
    }

    var schema = "xinglin.specialties/1"
    var specialties: [Item]
    var groups: [Group]
}
