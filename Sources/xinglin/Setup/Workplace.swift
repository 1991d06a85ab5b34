import Consultation
import Evidence
import Foundation
import Inference

/// What every subcommand works with: paths, packs, settings; the library and the model are opened when first needed.
struct Workplace: Sendable {
    var paths: Paths
    var resources: Resources
    var settings: Settings
    var grove: Grove
    var libraryFile: URL

    init(_ arguments: Arguments) throws {
        paths = Paths()
        resources = try Resources.locate()
        settings = try Settings(arguments, paths: paths)
        models = ModelPlace(paths: paths, resources: resources, settings: settings)
        grove = try Grove.load(from: resources.prompts, and: [paths.specialties])
        libraryFile = arguments[.library].map { URL(fileURLWithPath: $0) } ?? paths.library
    }

    /// The library, brought up to date with the packs' guidelines where it is the program's own.
    func openLibrary(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> Library {
        try Paths.makeFolder(for: libraryFile)
        let lexicon = try Lexicon.load(
            folder: resources.prompts.appendingPathComponent("lexicon", isDirectory: true),
            and: grove.specialties.map { $0.folder.appendingPathComponent("lexicon.tsv") })
        let library = try Library(file: libraryFile, embedder: resources.embedder, lexicon: lexicon)
        if libraryFile == paths.library {
            let sources = grove.specialties.map { GuidelineSource(specialty: $0.id, folder: $0.guidelinesFolder) }
            _ = try await library.synchronise(sources) { progress($0.done, $0.total) }
        }
        return library
    }

    /// Models by name, and what is known about their files.
    let models: ModelPlace

    /// Digests of model files, remembered between runs.
    var digests: DigestCache { models.digests }

    var knownDigest: @Sendable (ModelInfo) -> String? {
        { [digests] info in digests.known(URL(fileURLWithPath: info.path)) }
    }

    func modelFile() throws -> URL { try models.file(named: settings.model) }

    /// - Parameter refused: told of each pack whose adapter can't be used with this model; it answers without.
    func loadModel(
        progress: @escaping @Sendable (Double) -> Void = { _ in },
        refused: @Sendable (String) -> Void = { Output.note($0) }
    ) async throws -> SessionManager {
        let file = try modelFile()
        try await models.admit(file)
        let manager = try await SessionManager.load(file, options: settings.load, progress: progress)
        for source in grove.specialties.compactMap(\.adapter) {
            do {
                try await manager.add(source, digests: digests)
            } catch {
                refused("\(source.name): \(error)")
            }
        }
        return manager
    }
}
