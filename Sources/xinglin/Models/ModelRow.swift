import Foundation
import Inference

/// A model as `list` and `info` show it.
struct ModelRow: Encodable, Sendable {
    enum State: String, Encodable, Sendable {
        /// Brought by `add` or `pull`.
        case installed
        /// Put there by the set-up.
        case setUp = "set-up"
        /// A pull that was interrupted.
        case partial
        /// Brought, but a file is missing or has another length now.
        case broken
        case absent
    }

    var name: String
    var title: String
    var licence: String?
    var context: Int?
    var template: String?
    var languages: [String]
    var notes: [String: String]
    var bytes: Int
    var files: [ModelEntry.File]
    var state: State
    var path: String?
    var partialBytes: Int?
    /// `added` or `pulled`, from where and when.
    var origin: String?
    var source: String?
    var date: String?
    /// From the hospital's own catalogue.
    var isOwn: Bool
    /// What the program would load now.
    var isChosen: Bool

    init(_ entry: ModelEntry, _ place: ModelPlace) {
        name = entry.name
        title = entry.title
        licence = entry.licence
        context = entry.context
        template = entry.template
        languages = entry.languages ?? []
        notes = entry.notes ?? [:]
        bytes = entry.bytes
        files = entry.files
        isOwn = place.catalogue.ownNames.contains(entry.name)
        isChosen = place.chosen == entry.name
        let model = place.installed[entry.name]
        if let model {
            path = place.installed.file(of: model)?.path
            origin = model.origin.rawValue
            source = model.source
            date = model.date.formatted(.iso8601)
            state = place.isWhole(model) ? .installed : .broken
        } else if let file = place.setUpFiles(entry)?.first {
            (state, path) = (.setUp, file.path)
        } else {
            partialBytes = place.installed.partialBytes(of: entry)
            state = partialBytes == nil ? .absent : .partial
        }
    }

    func text(_ words: ModelWords) -> String {
        let facts = [
            words.clean(title), words.size(bytes),
            licence.map(words.clean) ?? words.say("licence not stated", "许可证未注明"),
            context.map { words.say("\($0) tokens", "\($0) 词元") },
            languages.isEmpty ? nil : languages.joined(separator: ", "),
            stateText(words),
        ]
        return "\(isChosen ? "*" : " ") \(name)  \(facts.compactMap(\.self).joined(separator: " · "))"
    }

    func stateText(_ words: ModelWords) -> String {
        switch state {
        case .installed: words.say("installed: \(path ?? "")", "已安装：\(path ?? "")")
        case .setUp: words.say("put there by the set-up: \(path ?? "")", "由安装程序放置：\(path ?? "")")
        case .partial:
            words.say("\(words.size(partialBytes ?? 0)) fetched so far", "已下载 \(words.size(partialBytes ?? 0))")
        case .broken:
            words.say("damaged or gone: \(path ?? "")", "已损坏或丢失：\(path ?? "")")
        case .absent: words.say("not here", "未安装")
        }
    }
}

extension ModelPlace {
    /// Whether all files of a model are there in their length; `verify` looks at every byte.
    func isWhole(_ model: InstalledModel) -> Bool {
        model.entry.files.allSatisfy { Self.size(installed.path(of: $0, in: model.entry.name)) == $0.bytes }
    }

    /// Every model that has a name: the catalogue's in its order, then those that were added.
    var rows: [ModelRow] {
        let known = Set(catalogue.entries.map(\.name))
        let added = installed.all.map(\.entry).filter { !known.contains($0.name) }
        return (catalogue.entries.map { installed[$0.name]?.entry ?? $0 } + added).map { ModelRow($0, self) }
    }

    var names: [String] { rows.map(\.name) }
}
