public import Foundation

/// A model in the program's own folder: one folder a model, with its files and a note, `model.json`.
public struct InstalledModel: Codable, Sendable, Equatable {
    public enum Origin: String, Codable, Sendable { case added, pulled }

    public var entry: ModelEntry
    public var origin: Origin
    /// Where it came from: a path, or an address without secrets.
    public var source: String
    public var date: Date
    /// Whether the file is a link to where the user keeps it.
    public var isLink: Bool

    public init(entry: ModelEntry, origin: Origin, source: String, date: Date, isLink: Bool = false) {
        self.entry = entry
        self.origin = origin
        self.source = source
        self.date = date
        self.isLink = isLink
    }
}

/// The models in the program's own folder. Nothing outside it is ever changed.
public struct InstalledModels: Sendable {
    public let folder: URL

    public init(folder: URL) { self.folder = folder }

    /// By name. A folder whose note can't be read isn't a model: it's what an interrupted command left.
    public var all: [InstalledModel] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { self[$0] }
    }

    public subscript(name: String) -> InstalledModel? {
        guard ModelEntry.isName(name), isOwnFolder(place(of: name)),
            let data = try? Data(contentsOf: note(of: name)),
            let model = try? InstalledModels.decoder.decode(InstalledModel.self, from: data),
            model.entry.name == name, model.entry.problem == nil
        else { return nil }
        return model
    }

    public func place(of name: String) -> URL { folder.appending(path: name, directoryHint: .isDirectory) }

    public func path(of file: ModelEntry.File, in name: String) -> URL { place(of: name).appending(path: file.name) }

    /// The file that the engine opens.
    public func file(of model: InstalledModel) -> URL? {
        model.entry.files.first.map { path(of: $0, in: model.entry.name) }
    }

    /// Makes the folder that a model's files go to.
    public func prepare(_ name: String) throws {
        try FileManager.default.createDirectory(
            at: place(of: name), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Writes the note, which makes a model of what lies in the folder.
    public func note(_ model: InstalledModel) throws {
        try InstalledModels.encoder.encode(model).write(to: note(of: model.entry.name), options: .atomic)
    }

    /// Copies a file piece by piece; ends at the next piece once the task is cancelled.
    public static func copy(_ source: URL, to target: URL) throws {
        guard FileManager.default.createFile(atPath: target.path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: target.path])
        }
        let (input, output) = (try FileHandle(forReadingFrom: source), try FileHandle(forWritingTo: target))
        while let piece = try input.read(upToCount: 4 << 20), !piece.isEmpty {
            guard !Task.isCancelled else { throw InferenceError.cancelled }
            try output.write(contentsOf: piece)
        }
        try output.synchronize()
        try output.close()
    }

    /// Removes a model's folder with all that is in it, and nothing that a link in it points to.
    /// - Returns: whether there was one.
    public func remove(_ name: String) throws -> Bool {
        guard ModelEntry.isName(name), isOwnFolder(place(of: name)) else { return false }
        // The note goes first: what an interruption leaves isn't taken for a model.
        try? FileManager.default.removeItem(at: note(of: name))
        try FileManager.default.removeItem(at: place(of: name))
        return true
    }

    /// Bytes that have come so far of a model that is still to be pulled; nil: nothing.
    public func partialBytes(of entry: ModelEntry) -> Int? {
        guard self[entry.name] == nil else { return nil }
        let sizes = entry.files.compactMap { file -> Int? in
            let path = path(of: file, in: entry.name).path
            return InstalledModels.size(path) ?? InstalledModels.size(path + ".part")
        }
        return sizes.isEmpty ? nil : sizes.reduce(0, +)
    }

    private func note(of name: String) -> URL { place(of: name).appending(path: "model.json") }

    /// A real folder, not a link to one elsewhere.
    private func isOwnFolder(_ place: URL) -> Bool {
        let type = (try? FileManager.default.attributesOfItem(atPath: place.path))?[.type] as? FileAttributeType
        return type == .typeDirectory
    }

    private static func size(_ path: String) -> Int? {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.intValue
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}
