import Consultation
import Fetch
import Foundation
import Inference

/// Where models are and what is known about them: the catalogue, the set-up's folders, the program's own folder.
struct ModelPlace: Sendable {
    let catalogue: ModelCatalogue
    /// Why the hospital's own catalogue isn't among it.
    let catalogueProblem: ModelCatalogueError?
    let installed: InstalledModels
    let digests: DigestCache
    let words: ModelWords
    /// Addresses of folders that hold model files, as configured.
    let mirrors: [String]
    /// What the program would load now.
    let chosen: String
    /// The folders that the set-up and the installation put models into.
    let setUpFolders: [URL]
    private let probed: ProbedModels
    private let probe: ModelProbe
    private let environment: [String: String]

    init(
        paths: Paths, resources: Resources, settings: Settings,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        let shipped = resources.prompts.appendingPathComponent("models.json")
        do throws(ModelCatalogueError) {
            catalogue = try ModelCatalogue.load(shipped, own: paths.modelCatalogue)
            catalogueProblem = nil
        } catch {
            // Answers don't depend on it; `model` and `doctor` tell.
            catalogue = (try? ModelCatalogue.load(shipped, own: shipped)) ?? ModelCatalogue()
            catalogueProblem = error
        }
        installed = InstalledModels(folder: paths.models)
        digests = DigestCache(file: paths.cache.appendingPathComponent("digests.json"))
        probed = ProbedModels(file: paths.cache.appendingPathComponent("probed.json"))
        probe = ModelProbe(program: URL(fileURLWithPath: "/proc/self/exe"))
        words = ModelWords(language: Language.interface(settings, environment))
        mirrors = settings.mirrors
        chosen = settings.model
        setUpFolders = resources.models
        self.environment = environment
    }

    // MARK: Finding

    /// The file for a name or a path.
    func file(named name: String) throws(InferenceError) -> URL {
        let own = installed.all
        var named = catalogue.entries.reduce(into: [String: [URL]]()) { named, entry in
            named[entry.name] = entry.files.first.map { file in setUpFolders.map { $0.appending(path: file.name) } }
        }
        for model in own {
            named[model.entry.name] = [installed.file(of: model)].compactMap(\.self) + (named[model.entry.name] ?? [])
        }
        let folders = setUpFolders + own.map { installed.place(of: $0.entry.name) }
        return try ModelLocator(folders: folders, named: named).resolve(explicit: name, environment: environment)
    }

    /// Where the set-up put a model of the catalogue; nil: nowhere, or not all of it.
    func setUpFiles(_ entry: ModelEntry) -> [URL]? {
        let files = entry.files.compactMap { file in
            setUpFolders.map { $0.appending(path: file.name) }.first { Self.size($0) == file.bytes }
        }
        return files.count == entry.files.count ? files : nil
    }

    static func size(_ file: URL) -> Int? {
        let path = file.resolvingSymlinksInPath().path
        return ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue
    }

    // MARK: Trusting

    /// How a file is known to be sound.
    enum Standing: String, Sendable { case catalogue, tried, unknown }

    func standing(_ sha256: String) -> Standing {
        if catalogue.entry(withDigest: sha256) != nil { return .catalogue }
        return probed.contains(sha256) ? .tried : .unknown
    }

    /// Lets a file through to the engine: one whose digest a catalogue has, or that was tried before, or that stands a
    /// trial in a process of its own now.
    /// - Throws: ``InferenceError`` where it doesn't.
    func admit(_ file: URL) async throws {
        if isSetUp(file) { return }
        let digest = try await digests.sha256(of: file)
        guard standing(digest) == .unknown else { return }
        _ = try await probe.run(file)
        probed.insert(digest)
    }

    /// The set-up checked its files' digests when it put them there; hashing a gigabyte again would keep the first
    /// question waiting. A digest that is known to be another one counts, though.
    private func isSetUp(_ file: URL) -> Bool {
        let folder = file.deletingLastPathComponent().resolvingSymlinksInPath().path
        guard setUpFolders.contains(where: { $0.resolvingSymlinksInPath().path == folder }),
            let bytes = Self.size(file), catalogue.entry(withFile: file.lastPathComponent, bytes: bytes) != nil
        else { return false }
        return digests.known(file).map { standing($0) != .unknown } ?? true
    }

    // MARK: Fetching

    /// Where a file of a model can be fetched: the entry's own addresses, then the mirrors.
    /// - Throws: ``Failure`` for an address that isn't one.
    func sources(of file: ModelEntry.File, in entry: ModelEntry) throws(Failure) -> [URL] {
        var sources: [URL] = []
        for base in (entry.urls ?? []) + mirrors {
            let path = base.contains("{file}") ? base : (base.hasSuffix("/") ? base : base + "/") + "{file}"
            guard let url = URL(string: path.replacing("{file}", with: file.name)), DownloadRequest.isFetchable(url)
            else { throw words.badMirror(base) }
            if !sources.contains(url) { sources.append(url) }
        }
        return sources
    }
}
