import Consultation
import Foundation

/// What ships with the program: packs, themes and, where the bootstrap put them, models.
struct Resources: Sendable {
    var prompts: URL
    var themes: URL
    /// Folders that are searched for model files, in order.
    var models: [URL]

    /// Looks beside the program (installed: ../share/xinglin; built: the package's folder above .build).
    static func locate(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Failure) -> Resources
    {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var folders = [program.deletingLastPathComponent().appendingPathComponent("../share/xinglin").standardized]
        var above = program.deletingLastPathComponent()
        while above.path != "/" {
            folders.append(above)
            above.deleteLastPathComponent()
        }
        if let named = environment["XINGLIN_RESOURCES"], !named.isEmpty {
            folders = [URL(fileURLWithPath: named, isDirectory: true)]
        }
        let isResources = { (folder: URL) in
            FileManager.default.fileExists(atPath: folder.appendingPathComponent("Prompts/common").path)
        }
        guard let root = folders.first(where: isResources) else {
            throw Failure(
                what: "The specialty packs weren't found.",
                why: "No folder Prompts stands in \(folders.map(\.path).joined(separator: ", ")).",
                whatToDo: "Set XINGLIN_RESOURCES to the folder that holds Prompts and Themes, or install again.")
        }
        let dependencies =
            environment["XINGLIN_DEPS"].map { URL(fileURLWithPath: $0, isDirectory: true) }
            ?? root.appendingPathComponent(".deps", isDirectory: true)
        return Resources(
            prompts: root.appendingPathComponent("Prompts", isDirectory: true),
            themes: root.appendingPathComponent("Themes", isDirectory: true),
            models: [
                root.appendingPathComponent("models", isDirectory: true),
                dependencies.appendingPathComponent("models", isDirectory: true),
            ])
    }

    /// The embedding model, nil where it isn't there: search is lexical only then, and says so.
    var embedder: URL? {
        models.map { $0.appendingPathComponent("e5-small-q4.bin") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }
}
