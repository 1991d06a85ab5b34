public import Foundation

/// A model the set-up fetches, by the name a user can type.
public enum KnownModel: String, CaseIterable, Sendable {
    /// Bilingual, the default.
    case standard = "default"
    /// English only and far too weak for clinical answers: for tests.
    case small = "small"

    /// The file's name in a models folder.
    public var fileName: String {
        switch self {
        case .standard: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
        case .small: "SmolLM2-135M-Instruct.Q4_1.gguf"
        }
    }

    /// The file's SHA-256, as the set-up checks it.
    public var sha256: String {
        switch self {
        case .standard: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
        case .small: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
        }
    }

    public var licence: String { "Apache-2.0" }
}

/// Finds the model to load.
public struct ModelLocator: Sendable {
    /// Folders that may hold models, the first one first.
    public var folders: [URL]
    /// Places of models that were added, pulled or stand in a catalogue, by the name a user can type.
    public var named: [String: [URL]]
    private let exists: @Sendable (String) -> Bool

    public init(
        folders: [URL], named: [String: [URL]] = [:],
        exists: @escaping @Sendable (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
    ) {
        self.folders = folders
        self.named = named
        self.exists = exists
    }

    /// The places of a development checkout and of an installation: `$XINGLIN_DEPS/models`, `.deps/models` in
    /// the working folder and beside the build, `models` in the data folder, `share/xinglin/models` beside
    /// `bin`.
    public static func standardFolders(
        environment: [String: String], workingFolder: URL, executable: URL, dataFolder: URL?
    ) -> [URL] {
        let deps = environment["XINGLIN_DEPS"].map { URL(filePath: $0).appending(path: "models") }
        let program = executable.resolvingSymlinksInPath().deletingLastPathComponent()
        // A build lies in .build/<triple>/<configuration>/.
        let checkout = program.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared = program.deletingLastPathComponent().appending(path: "share/xinglin/models")
        return [
            deps, workingFolder.appending(path: ".deps/models"), checkout.appending(path: ".deps/models"),
            dataFolder?.appending(path: "models"), shared,
        ].compactMap(\.self)
    }

    /// The file for what the user named: a model's name, a path, a file's name in one of the folders, or a ``KnownModel``.
    /// The flag wins over `XINGLIN_MODEL`; with neither it's the default model.
    /// - Throws: ``InferenceError/modelNotFound(searched:)``, or
    ///   ``InferenceError/modelFile(path:why:remedy:)`` for a path where nothing is.
    public func resolve(
        explicit: String?, environment: [String: String] = [:]
    ) throws(InferenceError) -> URL {
        let named = [explicit, environment["XINGLIN_MODEL"]].compactMap(\.self).first { !$0.isEmpty }
        guard let named else { return try find(KnownModel.standard.fileName) }
        if let places = self.named[named] {
            guard let found = places.first(where: { exists($0.path) }) else {
                throw .modelNotFound(searched: places.map(\.path))
            }
            return found
        }
        if let known = KnownModel(rawValue: named) { return try find(known.fileName) }
        let path = expanded(named, home: environment["HOME"])
        if exists(path) { return URL(filePath: path) }
        guard !named.contains("/") else {
            throw .modelFile(
                path: path, why: "there is no such file",
                remedy: "Check the path, or run the set-up to fetch the model.")
        }
        return try find(named)
    }

    private func find(_ name: String) throws(InferenceError) -> URL {
        let names = name.hasSuffix(".gguf") ? [name] : [name, name + ".gguf"]
        let candidates = folders.flatMap { folder in names.map { folder.appending(path: $0) } }
        guard let found = candidates.first(where: { exists($0.path) }) else {
            throw .modelNotFound(searched: candidates.map(\.path))
        }
        return found
    }

    private func expanded(_ path: String, home: String?) -> String {
        guard path.hasPrefix("~/"), let home else { return path }
        return home + path.dropFirst()
    }
}
