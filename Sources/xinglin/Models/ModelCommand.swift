import Foundation
import Inference

extension Subcommand {
    static let modelName = Option.value("--name", "NAME", "add: what to call it (default: after the file).")
    static let modelLink = Option.flag("--link", "add: leave the file where it is and only link to it.")
    static let modelYes = Option.flag("--yes", "remove: without asking.")

    static let model = Subcommand(
        name: "model", summary: "List, fetch, add, check or remove language models.",
        usage: "model list|info NAME|verify [NAME]|add PATH|pull NAME|remove NAME [OPTIONS]",
        options: [.json, modelName, modelLink, modelYes, .language]
    ) { arguments in
        let place = try ModelPlace(arguments)
        if let problem = place.catalogueProblem { throw RefusedInput(place.words.catalogue(problem)) }
        do {
            return try await run(arguments, place)
        } catch let error as CocoaError {
            throw place.words.failure(error)
        }
    }

    private static func run(_ arguments: Arguments, _ place: ModelPlace) async throws -> ExitStatus {
        let json = arguments.has(.json)
        switch (arguments.words.first, arguments.words.dropFirst().first, arguments.words.count) {
        case ("list", nil, 1): return try listModels(place, json: json)
        case ("info", let name?, 2): return try await describeModel(name, place, json: json)
        case ("verify", let name, 1...2): return try await verifyModels(name, place, json: json)
        case ("add", let path?, 2):
            let options = AddOptions(name: arguments[modelName], isLink: arguments.has(modelLink))
            return try await addModel(path, options, place, json: json)
        case ("pull", let name?, 2): return try await pullModel(name, place, json: json)
        case ("remove", let name?, 2): return try removeModel(name, place, isSure: arguments.has(modelYes), json: json)
        case ("info", nil, 1): throw UsageError("Which model? xinglin model info NAME|PATH")
        case ("add", nil, 1): throw UsageError("Which file? xinglin model add PATH")
        case ("pull", nil, 1): throw UsageError("Which model? xinglin model pull NAME; `model list` names them.")
        case ("remove", nil, 1): throw UsageError("Which model? xinglin model remove NAME")
        default: throw UsageError("model takes list, info NAME, verify [NAME], add PATH, pull NAME or remove NAME.")
        }
    }

    private static func listModels(_ place: ModelPlace, json: Bool) throws -> ExitStatus {
        let rows = place.rows
        if json {
            try Output.json(ModelList(models: rows))
        } else {
            for row in rows { Output.line(row.text(place.words)) }
        }
        return .done
    }

    private static func removeModel(
        _ name: String, _ place: ModelPlace, isSure: Bool, json: Bool
    ) throws -> ExitStatus {
        let words = place.words
        let entry = place.installed[name]?.entry ?? place.catalogue[name]
        let partial = entry.flatMap { place.installed.partialBytes(of: $0) }
        guard let entry, place.installed[name] != nil || partial != nil else {
            guard let entry else { throw RefusedInput(words.unknown(name, known: place.names)) }
            guard let file = place.setUpFiles(entry)?.first else { throw RefusedInput(words.notThere(name)) }
            throw RefusedInput(words.notOwn(name, file.path))
        }
        let bytes = partial ?? entry.bytes
        if !isSure {
            guard isatty(0) == 1 else { throw UsageError(words.mustConfirm(name)) }
            Output.piece(words.removing(name, bytes))
            guard ["y", "yes", "是"].contains(readLine()?.lowercased() ?? "") else {
                Output.line(words.kept(name))
                return .done
            }
        }
        _ = try place.installed.remove(name)
        if json {
            try Output.json(ModelRemoval(name: name, bytes: bytes))
        } else {
            Output.line(words.removed(name, bytes))
        }
        return .done
    }
}

extension ModelPlace {
    /// What the `model` command works with; packs and library aren't opened.
    init(_ arguments: Arguments) throws {
        let paths = Paths()
        self.init(
            paths: paths, resources: try Resources.locate(), settings: try Settings(arguments, paths: paths))
    }
}

/// `xinglin.model-list/1`.
private struct ModelList: Encodable {
    var schema = "xinglin.model-list/1"
    var models: [ModelRow]
}

/// `xinglin.model-remove/1`.
private struct ModelRemoval: Encodable {
    var schema = "xinglin.model-remove/1"
    var name: String
    var bytes: Int
}
