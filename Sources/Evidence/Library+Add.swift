import Database
public import Foundation

extension Library {
    /// Adds a file, or every readable file of a folder, to a collection. What was added from a file of the same name
    /// to the same collection before is replaced.
    ///
    /// Embedding takes a quarter of a second a page; what is embedded is kept, so a cancelled addition goes on where
    /// it stopped.
    /// - Returns: how many passages were added.
    /// - Throws: `LibraryError`; `GuidelineFileError` for a file in the guideline form; `CancellationError`. Then the
    ///   library is as it was.
    @discardableResult
    public func add(
        _ file: URL, collection: String, progress: @Sendable (LibraryProgress) -> Void = { _ in }
    ) async throws -> Int {
        guard Self.isCollectionName(collection) else { throw LibraryError.collectionName(OutsideText.line(collection)) }
        let files = try Self.files(at: file)
        var sources: [SourceFile] = []
        for (number, file) in files.enumerated() {
            progress(LibraryProgress(stage: .reading, done: number, total: files.count))
            sources.append(try Ingest(file: file, collection: collection).read())
        }
        // Before the long part, so that nobody waits for minutes to hear of a mistake.
        try refuseDuplicates(sources)
        let passages = sources.flatMap(\.documents).flatMap(\.passages)
        _ = try await embed(passages.flatMap(EmbeddedText.all) + lexicon.backdrop, progress: progress)
        progress(LibraryProgress(stage: .writing, done: 0, total: passages.count))
        try replace(sources)
        progress(LibraryProgress(stage: .writing, done: passages.count, total: passages.count))
        return passages.count
    }

    /// Removes an added document, or a whole collection.
    /// - Returns: how many passages were removed.
    @discardableResult
    public func remove(_ name: String) throws -> Int {
        let guidelines = try guidelines().filter { $0.id == name || $0.collection == name }
        guard !guidelines.isEmpty else { throw LibraryError.unknown(OutsideText.line(name)) }
        guard guidelines.allSatisfy({ $0.collection != Guideline.packCollection }) else {
            throw LibraryError.belongsToPack(name)
        }
        let before = try passageCount()
        var sources: Set<String> = []
        for guideline in guidelines {
            if let key = try connection.firstRow(
                "SELECT source FROM guideline WHERE id = ?", guideline.id, read: { $0.text(0) })
            {
                sources.insert(key)
            }
        }
        try replace([], removing: sources.sorted())
        return before - (try passageCount())
    }

    private static func isCollectionName(_ name: String) -> Bool {
        !name.isEmpty && name.count <= 60 && name != Guideline.packCollection
            && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    }

    private static func files(at place: URL) throws(LibraryError) -> [URL] {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
            throw .unreadable(file: place.path, why: "it is not there")
        }
        guard isFolder.boolValue else { return [place] }
        let found: [URL]
        do {
            found = try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
        } catch {
            throw .unreadable(file: place.path, why: error.localizedDescription)
        }
        let readable = found.filter { Ingest.Format($0) != nil }.sorted { $0.path < $1.path }
        guard !readable.isEmpty else { throw .empty(file: place.path) }
        return readable
    }
}
