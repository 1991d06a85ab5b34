import Foundation

/// Where the program keeps things: XDG's folders, or all under XINGLIN_HOME.
struct Paths: Sendable {
    var config: URL
    var data: URL
    var cache: URL
    var state: URL

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        func folder(_ variable: String, _ standard: String, _ kind: String) -> URL {
            if let home = environment["XINGLIN_HOME"], !home.isEmpty {
                return URL(fileURLWithPath: home, isDirectory: true).appendingPathComponent(kind, isDirectory: true)
            }
            // XDG says that a relative path is to be ignored.
            if let base = environment[variable], base.hasPrefix("/") {
                return URL(fileURLWithPath: base, isDirectory: true).appendingPathComponent(
                    "xinglin", isDirectory: true)
            }
            let home = environment["HOME"] ?? NSHomeDirectory()
            return URL(fileURLWithPath: home + standard + "/xinglin", isDirectory: true)
        }
        config = folder("XDG_CONFIG_HOME", "/.config", "config")
        data = folder("XDG_DATA_HOME", "/.local/share", "data")
        cache = folder("XDG_CACHE_HOME", "/.cache", "cache")
        state = folder("XDG_STATE_HOME", "/.local/state", "state")
    }

    /// The guideline library built from the packs; it can be rebuilt at any time.
    var library: URL { data.appendingPathComponent("library.sqlite") }
    var conversations: URL { state.appendingPathComponent("conversations.sqlite") }
    /// What the model had read of consultations, sealed with the key beside it.
    var savedStates: URL { state.appendingPathComponent("saved-states", isDirectory: true) }
    var sealingKey: URL { state.appendingPathComponent("sealing.key") }
    /// A hospital's or a user's own packs, one folder each; read beside those that ship with the program.
    var specialties: URL { config.appendingPathComponent("specialties", isDirectory: true) }
    /// Models that were added or pulled, one folder each.
    var models: URL { data.appendingPathComponent("models", isDirectory: true) }
    /// A hospital's own catalogue of models, beside the one that ships with the program.
    var modelCatalogue: URL { config.appendingPathComponent("models.json") }
    var settings: URL { config.appendingPathComponent("config.json") }

    /// Makes a file's folder, for this user alone.
    static func makeFolder(for file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }
}
