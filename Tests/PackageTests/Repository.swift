import Foundation

/// The checkout that these tests were built from, read as text.
struct Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What the bootstrap, the build and the tests make; git ignores it, and so do these tests.
    static let ignored: Set<String> = [
        ".git", ".build", ".deps", ".swiftpm", "bench-results", "termshots", "__pycache__", ".DS_Store",
    ]

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func names(in path: String) throws -> [String] {
        let folder = path.isEmpty ? root : root.appending(path: path)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !ignored.contains($0) }.sorted()
    }

    /// Paths relative to the root of all files below `path`.
    static func files(below path: String) throws -> [String] {
        try names(in: path).flatMap { name in
            let child = path.isEmpty ? name : "\(path)/\(name)"
            let isFolder = try root.appending(path: child).resourceValues(forKeys: [.isDirectoryKey]).isDirectory
            return isFolder == true ? try files(below: child) : [child]
        }
    }

    static func swiftFiles(below path: String) throws -> [String] {
        try files(below: path).filter { $0.hasSuffix(".swift") }
    }
}
