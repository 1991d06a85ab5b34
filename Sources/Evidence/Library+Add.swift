import Database
public import Foundation

extension Library {
    /// Adds files, and every readable file of folders, to a collection: all of them or, where one has a mistake, none.
    /// What was added from a file of the same name to the same collection before is replaced.
    ///
    /// Embedding takes a quarter of a second a page; what is embedded is kept, so a cancelled addition goes on where
    /// it stopped.
    /// - Parameter details: what is to be known of the documents, over what they say themselves.
    /// - Throws: `LibraryError`; `GuidelineFileError` for a file in the guideline form; `CancellationError`. Then the
    ///   library is as it was.
    @discardableResult
    public func add(
        _ places: [URL], collection: String, details: DocumentDetails = DocumentDetails(),
        progress: @Sendable (LibraryProgress) -> Void = { _ in }
    ) async throws -> AddReport {
        guard Self.isCollectionName(collection) else { throw LibraryError.collectionName(OutsideText.line(collection)) }
        var report = AddReport()
        let files = try places.flatMap { try Self.files(at: $0, noting: &report.notices) }
        let details = try checked(details, for: files, in: collection)
        var sources: [SourceFile] = []
        for (number, file) in files.enumerated() {
            try Task.checkCancellation()
            progress(LibraryProgress(stage: .reading, done: number, total: files.count))
            let source = try Ingest(file: file, collection: collection, details: details).read { page, pages in
                progress(LibraryProgress(stage: .reading, done: page, total: pages))
            }
            report.add(source, file: file.path)
            sources.append(source)
        }
        // Before the long part, so that nobody waits for minutes to hear of a mistake.
        try refuseDuplicates(sources)
        let passages = sources.flatMap(\.documents).flatMap(\.passages)
        _ = try await embed(passages.flatMap(EmbeddedText.all) + lexicon.backdrop, progress: progress)
        try Task.checkCancellation()
        progress(LibraryProgress(stage: .writing, done: 0, total: passages.count))
        try replace(sources)
        progress(LibraryProgress(stage: .writing, done: passages.count, total: passages.count))
        return report
    }

    /// Adds a file or a folder.
    @discardableResult
    public func add(
        _ place: URL, collection: String, details: DocumentDetails = DocumentDetails(),
        progress: @Sendable (LibraryProgress) -> Void = { _ in }
    ) async throws -> AddReport {
        try await add([place], collection: collection, details: details, progress: progress)
    }

    private func checked(
        _ details: DocumentDetails, for files: [URL], in collection: String
    ) throws -> DocumentDetails {
        guard files.count == 1 || !details.isOfOneDocument else {
            throw LibraryError.details(
                "A title, an address and what it supersedes fit one document, not \(files.count).")
        }
        if let year = details.year, !DocumentDetails.years.contains(year) {
            throw LibraryError.details("The year \(year) is not from 1900 to 2100.")
        }
        if let language = details.language, !DocumentDetails.languages.contains(language) {
            throw LibraryError.details("The language is one of \(DocumentDetails.languages.joined(separator: ", ")).")
        }
        if let url = details.url, !DocumentDetails.isAddress(url) {
            throw LibraryError.details("The address has to begin with https:// or http://, without spaces.")
        }
        if let id = details.supersedes, try guideline(id)?.collection != collection {
            throw LibraryError.nothingToSupersede(id: OutsideText.line(id), collection: collection)
        }
        var findings = OutsideFindings()
        return details.cleaned(noting: &findings)
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

    private static func files(at place: URL, noting notices: inout [IngestNotice]) throws(LibraryError) -> [URL] {
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
        let skipped = found.filter { Ingest.Format($0) == nil && !$0.hasDirectoryPath }.map(\.lastPathComponent)
            .sorted()
        if !skipped.isEmpty {
            notices.append(
                IngestNotice(
                    kind: .skippedFile, count: skipped.count, place: place.path,
                    quote: OutsideText.line(skipped.prefix(5).joined(separator: ", "))))
        }
        guard !readable.isEmpty else { throw .empty(file: place.path) }
        return readable
    }
}

extension AddReport {
    mutating func add(_ source: SourceFile, file: String) {
        for document in source.documents {
            documents.append(
                Added(
                    file: file, guideline: document.guideline.id, title: document.guideline.title,
                    passages: document.passages.count))
            notices += document.notices
        }
    }
}
