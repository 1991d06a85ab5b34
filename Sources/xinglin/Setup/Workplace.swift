import Consultation
import Evidence
import Foundation
import Inference
import Remote

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
        remote = RemotePlace(settings)
        calibrations = CalibrationStore(file: paths.cache.appendingPathComponent("calibration.json"))
        states = StatePlace(paths: paths, settings: settings, digests: models.digests)
        grove = try Grove.load(from: resources.prompts, and: [paths.specialties])
        libraryFile = arguments[.library].map { URL(fileURLWithPath: $0) } ?? paths.library
    }

    /// The library, brought up to date with the packs' guidelines where it is the program's own.
    /// - Parameter progress: of the embedding, in texts; reading and writing take moments.
    func openLibrary(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> Library {
        try Paths.makeFolder(for: libraryFile)
        let lexicon = try Lexicon.load(
            folder: resources.prompts.appendingPathComponent("lexicon", isDirectory: true),
            and: grove.specialties.map { $0.folder.appendingPathComponent("lexicon.tsv") })
        let library = try Library(file: libraryFile, embedder: resources.embedder, lexicon: lexicon)
        if libraryFile == paths.library {
            let sources = grove.specialties.map { GuidelineSource(specialty: $0.id, folder: $0.guidelinesFolder) }
            _ = try await library.synchronise(sources) {
                if $0.stage == .embedding { progress($0.done, $0.total) }
            }
        }
        return library
    }

    /// Models by name, and what is known about their files.
    let models: ModelPlace

    /// Digests of model files, remembered between runs.
    var digests: DigestCache { models.digests }

    var knownDigest: @Sendable (ModelInfo) -> String? {
        { [digests] info in info.path.isEmpty ? nil : digests.known(URL(fileURLWithPath: info.path)) }
    }

    /// What was measured with models on this machine.
    let calibrations: CalibrationStore

    /// Measures a model that wasn't yet, for its next load; figures that other programs disturbed aren't kept.
    /// - Returns: whether nothing is left to be measured; false where other programs were at work.
    func calibrate(_ model: any LanguageModel) async -> Bool {
        guard let manager = model as? SessionManager, calibrations.known(manager.file) == nil else { return true }
        guard SessionManager.isMachineQuiet, let found = await manager.calibrate(), found.isSteady else { return false }
        calibrations.remember(found)
        return true
    }

    func modelFile() throws -> URL { try models.file(named: settings.model) }

    /// Models on other machines, as configured.
    let remote: RemotePlace

    /// What consultations had read, kept between runs.
    let states: StatePlace

    /// Where answers come from, if not from this machine.
    var remoteEndpoints: [Endpoint]? { settings.model == RemotePlace.name ? try? remote.endpoints() : nil }

    /// The model that answers: this machine's own, or the configured endpoints where the settings say so.
    func loadModel(
        progress: @escaping @Sendable (Double) -> Void, refused: @Sendable (Failure) -> Void
    ) async throws -> any LanguageModel {
        guard settings.model == RemotePlace.name else {
            return try await loadLocalModel(progress: progress, refused: refused)
        }
        return try remote.model()
    }

    /// The same for a command: what leaves this machine is told on standard error.
    func loadModelTelling() async throws -> any LanguageModel {
        let model = try await loadModel(progress: { _ in }, refused: { Output.note("\($0)") })
        if let remoteEndpoints { Output.note(remote.words.leaving(remoteEndpoints)) }
        return model
    }

    /// - Parameter refused: told what it must do without: packs' adapters that don't fit the model, a part of the context.
    func loadLocalModel(
        progress: @escaping @Sendable (Double) -> Void = { _ in },
        refused: @Sendable (Failure) -> Void = { Output.note("\($0)") }
    ) async throws -> SessionManager {
        let file = try modelFile()
        try await models.admit(file)
        var options = settings.load
        options.calibration = calibrations.known(file)
        let manager = try await SessionManager.load(file, options: options, progress: progress)
        if let failure = models.words.shortened(manager.memory) { refused(failure) }
        for source in grove.specialties.compactMap(\.adapter) {
            do {
                try await manager.add(source, digests: digests)
            } catch {
                refused(
                    Failure(
                        what: "A specialty answers without its adapter.", why: "\(source.name): \(error)", whatToDo: "")
                )
            }
        }
        return manager
    }
}
