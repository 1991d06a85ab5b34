import Foundation
import Inference

/// How `model add` was asked to add.
struct AddOptions: Sendable {
    var name: String?
    var isLink: Bool
}

extension Subcommand {
    static func addModel(
        _ path: String, _ options: AddOptions, _ place: ModelPlace, json: Bool
    ) async throws -> ExitStatus {
        let adding = Task { try await ModelAddition(source: URL(fileURLWithPath: path), options, place).run() }
        let interrupt = Interrupt { adding.cancel() }
        defer { interrupt.end() }
        do {
            let (model, isNew) = try await adding.value
            if json {
                try Output.json(ModelAdded(model: ModelRow(model.entry, place), isNew: isNew))
            } else {
                let (name, file) = (model.entry.name, place.installed.file(of: model)?.path ?? "")
                Output.line(
                    isNew ? place.words.added(name, model.entry.bytes, file) : place.words.alreadyThere(name, file))
            }
            return .done
        } catch InferenceError.cancelled {
            throw CancellationError()
        } catch let error as InferenceError {
            throw RefusedInput(place.words.refused(error))
        }
    }
}

/// `xinglin.model-add/1`, and the same for `pull`.
struct ModelAdded: Encodable {
    var schema = "xinglin.model-add/1"
    var model: ModelRow
    /// False: it was there already.
    var isNew: Bool
}

/// Brings a file into the program's own folder: copied, hashed as it lies there, tried, then noted.
private struct ModelAddition {
    let source: URL
    let options: AddOptions
    let place: ModelPlace

    init(source: URL, _ options: AddOptions, _ place: ModelPlace) {
        self.source = source.standardizedFileURL
        self.options = options
        self.place = place
    }

    func run() async throws -> (model: InstalledModel, isNew: Bool) {
        let facts = try ModelFacts.read(source)
        if let name = options.name, !ModelEntry.isName(name) { throw UsageError(place.words.badName(name)) }
        Output.note(place.words.trying(place.words.clean(source.path)))
        let digest = try await place.digests.sha256(of: source)
        let known = place.catalogue.entry(withDigest: digest)
        let name = options.name ?? known?.name ?? ModelEntry.name(of: source.lastPathComponent)
        if let there = place.installed[name] {
            guard there.entry.files.first?.sha256 == digest else { throw RefusedInput(place.words.nameTaken(name)) }
            return (there, false)
        }
        // A catalogue's name stands for the catalogue's file.
        if let entry = place.catalogue[name], entry.files.first?.sha256 != digest {
            throw RefusedInput(place.words.nameTaken(name))
        }
        do {
            return (try await bring(name, digest, facts, known), true)
        } catch {
            _ = try? place.installed.remove(name)
            throw error
        }
    }

    private func bring(
        _ name: String, _ digest: String, _ facts: ModelFacts, _ known: ModelEntry?
    ) async throws -> InstalledModel {
        let file = ModelEntry.File(name: fileName(name), bytes: facts.bytes, sha256: digest)
        // What an interrupted command left under this name.
        _ = try place.installed.remove(name)
        try place.installed.prepare(name)
        let target = place.installed.path(of: file, in: name)
        if options.isLink {
            try await place.admit(source)
            try FileManager.default.createSymbolicLink(at: target, withDestinationURL: source)
        } else {
            let copy = target.appendingPathExtension("part")
            try InstalledModels.copy(source, to: copy)
            guard try await place.digests.compute(again: copy) == digest else {
                throw RefusedInput(place.words.changedWhileCopied(source.path))
            }
            try await place.admit(copy)
            try FileManager.default.moveItem(at: copy, to: target)
        }
        place.digests.remember(digest, of: target)
        let model = InstalledModel(
            entry: entry(name, file, facts, known), origin: .added, source: source.path, date: Date(),
            isLink: options.isLink)
        try place.installed.note(model)
        return model
    }

    private func entry(
        _ name: String, _ file: ModelEntry.File, _ facts: ModelFacts, _ known: ModelEntry?
    ) -> ModelEntry {
        let clean = place.words.clean
        return ModelEntry(
            name: name, title: known?.title ?? facts.name.map(clean) ?? file.name,
            licence: known?.licence ?? facts.licence.map(clean),
            context: known?.context ?? (facts.trainedContext > 0 ? facts.trainedContext : nil),
            template: known?.template ?? facts.template, languages: known?.languages ?? facts.languages.map(clean),
            notes: known?.notes, files: [file])
    }

    /// The file keeps its name where that can't mislead.
    private func fileName(_ name: String) -> String {
        let own = source.lastPathComponent
        return ModelEntry.isFileName(own) ? own : name + ".gguf"
    }
}
