public import Foundation

/// The models that can be named: those the project knows and a hospital's own, which win where a name is the same.
public struct ModelCatalogue: Sendable, Equatable {
    public private(set) var entries: [ModelEntry]
    /// The names that come from the hospital's own file.
    public private(set) var ownNames: Set<String>

    private struct File: Codable {
        var schema: String
        var models: [ModelEntry]
    }

    private static let schema = "xinglin.models/1"

    public init(_ entries: [ModelEntry] = [], own: [ModelEntry] = []) {
        ownNames = Set(own.map(\.name))
        let ownNames = ownNames
        self.entries = entries.filter { !ownNames.contains($0.name) } + own
    }

    /// - Parameters:
    ///   - file: the catalogue that ships with the program.
    ///   - own: a hospital's own; it may be missing.
    /// - Throws: ``ModelCatalogueError``.
    public static func load(_ file: URL, own: URL) throws(ModelCatalogueError) -> ModelCatalogue {
        let isThere = FileManager.default.fileExists(atPath: own.path)
        return ModelCatalogue(try read(file), own: isThere ? try read(own) : [])
    }

    /// The entry with this name.
    public subscript(name: String) -> ModelEntry? { entries.first { $0.name == name } }

    /// The entry whose first file has this digest: the same bytes under whatever name.
    public func entry(withDigest sha256: String) -> ModelEntry? { entries.first { $0.files.first?.sha256 == sha256 } }

    /// The entry that has a file of this name and length.
    public func entry(withFile name: String, bytes: Int) -> ModelEntry? {
        entries.first { $0.files.contains { $0.name == name && $0.bytes == bytes } }
    }

    private static func read(_ file: URL) throws(ModelCatalogueError) -> [ModelEntry] {
        let read: File
        do {
            read = try JSONDecoder().decode(File.self, from: Data(contentsOf: file))
        } catch let error as DecodingError {
            throw ModelCatalogueError(file: file.path, problem: .json("\(error)"))
        } catch {
            throw ModelCatalogueError(file: file.path, problem: .unreadable(error.localizedDescription))
        }
        guard read.schema == schema else { throw ModelCatalogueError(file: file.path, problem: .schema(read.schema)) }
        var seen: Set<String> = []
        for entry in read.models {
            let problem = entry.problem ?? (seen.insert(entry.name).inserted ? nil : .twice(entry.name))
            if let problem { throw ModelCatalogueError(file: file.path, problem: problem) }
        }
        return read.models
    }
}

/// A catalogue that can't be used: which file, and what is wrong in it.
public struct ModelCatalogueError: Error, Sendable, Equatable {
    public enum Problem: Sendable, Equatable {
        case unreadable(String)
        case json(String)
        case schema(String)
        case name(String)
        case twice(String)
        case noFile(String)
        case fileName(_ model: String, _ file: String)
        case size(_ model: String, _ file: String)
        case hash(_ model: String, _ file: String)
    }

    public var file: String
    public var problem: Problem
}
