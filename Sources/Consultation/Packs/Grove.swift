public import Clinical
public import Foundation

/// All specialty packs of a `Prompts/` folder, with the rules that are common to them.
public struct Grove: Sendable {
    public var specialties: [Specialty]
    /// Packs that can be pinned together.
    public var groups: [SpecialtyGroup] = []
    public var triageRules: TriageRules
    private var medicationFiles = ReadOnce { .success(MedicationSafety()) }
    private var tableFiles = ReadOnce { .success(DecisionTables()) }
    private var taskFiles = ReadOnce { .success([TaskDescription]()) }
    /// The rules for every specialty by `<audience>.<language>`, from `Prompts/common/`.
    var commonPrompts: [String: String]

    /// Reads every pack of the folder, in the order of their names, then those of further folders, such as a
    /// hospital's own.
    /// - Parameters:
    ///   - further: folders that hold packs only; one that isn't there holds none.
    ///   - leftOut: a pack that isn't read, because it is being checked.
    /// - Throws: `PackError` with file and cure; two packs of one id are a mistake too.
    public static func load(
        from folder: URL, and further: [URL] = [], without leftOut: String? = nil
    ) throws(PackError) -> Grove {
        let common = folder.appendingPathComponent("common", isDirectory: true)
        var grove = Grove(specialties: [], triageRules: TriageRules(), commonPrompts: [:])
        for (audience, language) in promptVersions {
            let key = Specialty.promptKey(audience, language)
            grove.commonPrompts[key] = try text(common.appendingPathComponent("rules.\(key).md"))
        }
        var ruleFiles = [common.appendingPathComponent("red-flags.json")]
        var packs = try packFolders(in: folder)
        for more in further where FileManager.default.fileExists(atPath: more.path) {
            packs += try packFolders(in: more)
        }
        for pack in packs where pack.lastPathComponent != leftOut {
            let specialty = try specialty(in: pack)
            if let first = grove[specialty.id] {
                throw PackError(
                    file: pack.path, problem: "There is a pack \"\(specialty.id)\" in \(first.folder.path) already.",
                    cure: "Give this one another name: its folder and the id in manifest.json.")
            }
            grove.specialties.append(specialty)
            ruleFiles.append(pack.appendingPathComponent("red-flags.json"))
        }
        grove.triageRules = try rules(ruleFiles)
        grove.medicationFiles = ReadOnce {
            Result { () throws(MedicationFileError) in
                try MedicationSafety.load(from: folder.appendingPathComponent("medication"))
            }.mapError { PackError(file: "medication", problem: "\($0)", cure: "") }
        }
        grove.tableFiles = ReadOnce {
            Result { () throws(TableFileError) in try DecisionTables.load(from: tablesFolder(in: folder)) }
                .mapError { PackError(file: "tables", problem: "\($0)", cure: "") }
        }
        grove.taskFiles = ReadOnce {
            Result { () throws(PackError) in try TaskDescription.load(from: folder.appendingPathComponent("tasks")) }
        }
        if leftOut == nil {
            let file = folder.appendingPathComponent("groups.json")
            grove.groups = try SpecialtyGroup.load(file, packs: grove.specialties.map(\.id))
        }
        return grove
    }

    /// Drugs, interactions and the rules for charts, from `Prompts/medication/`.
    public var medication: MedicationSafety {
        get throws(PackError) { try medicationFiles.value }
    }

    /// The decision tables, each proven complete as it is read.
    public var tables: DecisionTables {
        get throws(PackError) { try tableFiles.value }
    }

    /// The tasks of `Prompts/tasks/`, in the order in which they are listed.
    public var tasks: [TaskDescription] {
        get throws(PackError) { try taskFiles.value }
    }

    public static func tablesFolder(in prompts: URL) -> URL {
        prompts.appendingPathComponent("tables", isDirectory: true)
    }

    public subscript(id: String) -> Specialty? { specialties.first { $0.id == id } }

    static let promptVersions: [(Audience, Language)] = Audience.allCases.flatMap { audience in
        [Language.english, .simplifiedChinese].map { (audience, $0) }
    }

    static func rules(_ files: [URL]) throws(PackError) -> TriageRules {
        var contents: [(json: Data, file: String)] = []
        for file in files where FileManager.default.fileExists(atPath: file.path) {
            do {
                contents.append((try Data(contentsOf: file), file.path))
            } catch {
                throw PackError(file: file.path, problem: "It can't be read.", cure: "Check its permissions.")
            }
        }
        do {
            return try TriageRules.load(contents)
        } catch {
            throw PackError(file: "red-flags.json", problem: "\(error)", cure: "")
        }
    }

    private static func packFolders(in folder: URL) throws(PackError) -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent("manifest.json").path) }
                .sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw PackError(
                file: folder.path, problem: "The folder can't be read.",
                cure: "Set XINGLIN_RESOURCES to the folder that holds Prompts and Themes, or install again.")
        }
    }

    static func specialty(in folder: URL) throws(PackError) -> Specialty {
        let file = folder.appendingPathComponent("manifest.json")
        let manifest: Specialty.Manifest
        do {
            manifest = try JSONDecoder().decode(Specialty.Manifest.self, from: Data(contentsOf: file))
        } catch {
            throw PackError(file: file.path, problem: PackError.explain(error), cure: "Compare it with another pack's.")
        }
        guard manifest.id == folder.lastPathComponent else {
            throw PackError(
                file: file.path, problem: "The id \"\(manifest.id)\" isn't the folder's name.",
                cure: "Make both the same.")
        }
        var prompts: [String: String] = [:]
        for (audience, language) in promptVersions {
            let key = Specialty.promptKey(audience, language)
            prompts[key] = try text(folder.appendingPathComponent("system.\(key).md"))
        }
        return Specialty(
            id: manifest.id, version: manifest.version, folder: folder, names: manifest.name,
            summaries: manifest.summary, routings: manifest.routing ?? [:], starterQuestions: manifest.starters,
            calculators: manifest.calculators ?? [], tables: manifest.tables ?? [], adapterEntry: manifest.adapter,
            prompts: prompts)
    }

    private static func text(_ file: URL) throws(PackError) -> String {
        guard let text = try? String(contentsOf: file, encoding: .utf8), !text.isEmpty else {
            throw PackError(
                file: file.path, problem: "The prompt is missing, empty or not UTF-8.",
                cure: "Every pack has system.{clinician,patient}.{en,zh}.md.")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A pack that can't be used: which file, what is wrong with it, how to mend it.
public struct PackError: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    public var problem: String
    public var cure: String

    public var description: String { "\(file): \(problem) \(cure)" }

    static func explain(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "It can't be read." }
        switch error {
        case .keyNotFound(let key, _): return "The entry \"\(key.stringValue)\" is missing."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "The entry \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has the wrong type."
        case .dataCorrupted(let context):
            guard let key = context.codingPath.last else { return "It isn't valid JSON." }
            return "The entry \"\(key.stringValue)\" has a value that isn't one of those there are."
        @unknown default: return "It can't be decoded."
        }
    }
}
