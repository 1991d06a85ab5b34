import Foundation

/// Packs that are pinned together under one name, such as the "three highs"; from `Prompts/groups.json`.
public struct SpecialtyGroup: Sendable, Equatable, Identifiable {
    public var id: String
    /// By language code, `en` and `zh-Hans`.
    var names: [String: String]
    /// The ids of the packs, in the order of the file.
    public var members: [String]

    public func name(in language: Language) -> String {
        names[language.promptLanguage.rawValue] ?? names[Language.english.rawValue] ?? id
    }

    struct File: Decodable {
        struct Entry: Decodable {
            var id: String
            var name: [String: String]
            var members: [String]
        }
        var groups: [Entry]
    }

    /// Reads the file; no file, no groups.
    /// - Throws: `PackError` for a member that is no pack, or an id that is one already.
    static func load(_ file: URL, packs: [String]) throws(PackError) -> [SpecialtyGroup] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        let read: File
        do {
            read = try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
        } catch {
            throw PackError(
                file: file.path, problem: PackError.explain(error),
                cure: "Write a list \"groups\" of id, name, members.")
        }
        var groups: [SpecialtyGroup] = []
        for entry in read.groups {
            let group = SpecialtyGroup(id: entry.id, names: entry.name, members: entry.members)
            guard !packs.contains(group.id), !groups.contains(where: { $0.id == group.id }) else {
                throw PackError(
                    file: file.path, problem: "The id \"\(group.id)\" is used twice.",
                    cure: "Give the group another id.")
            }
            if let unknown = group.members.first(where: { !packs.contains($0) }) {
                throw PackError(
                    file: file.path, problem: "The group \"\(group.id)\" names \"\(unknown)\", which is no pack.",
                    cure: "Use ids of packs: \(packs.joined(separator: ", ")).")
            }
            guard !group.members.isEmpty else {
                throw PackError(
                    file: file.path, problem: "The group \"\(group.id)\" has no members.",
                    cure: "Name two packs or more.")
            }
            groups.append(group)
        }
        return groups
    }
}

extension Grove {
    /// The packs that an id stands for: the pack itself, or a group's members; nil where there is neither.
    public func packs(pinnedBy id: String) -> [String]? {
        self[id].map { [$0.id] } ?? groups.first { $0.id == id }?.members
    }

    /// The packs behind a choice, to tell the model about.
    func specialties(of id: String?) -> [Specialty] {
        (id.flatMap(packs(pinnedBy:)) ?? []).compactMap { self[$0] }
    }

    /// A pack's or a group's name; the id where there is neither.
    public func name(of id: String, in language: Language) -> String {
        self[id]?.name(in: language) ?? groups.first { $0.id == id }?.name(in: language) ?? id
    }

    /// Everything that can be pinned.
    public var pinnable: [String] { specialties.map(\.id) + groups.map(\.id) }
}
