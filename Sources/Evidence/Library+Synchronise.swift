import Database
public import Foundation

/// A pack's folder of guideline files.
public struct GuidelineSource: Sendable, Equatable {
    public var specialty: String
    /// Holds one Markdown file a document.
    public var folder: URL

    public init(specialty: String, folder: URL) {
        self.specialty = specialty
        self.folder = folder
    }
}

/// What a synchronisation did.
public struct SynchroniseReport: Sendable, Equatable {
    /// Files that are new or whose content changed.
    public var changedFiles: [String] = []
    /// Files that were there before and aren't any more.
    public var removedFiles: [String] = []
    /// Passages in the library now.
    public var passages = 0
    /// Texts that had to be embedded.
    public var embeddedTexts = 0
    /// References to passages or documents that no file has.
    public var warnings: [String] = []
    public var seconds = 0.0
}

extension Library {
    /// Brings the packs' part of the library up to date. Only files whose content changed are read, and only texts
    /// that changed are embedded. A mistake in any file leaves the library as it was.
    /// - Throws: `GuidelineFileError` with file, line and cure; `LibraryError`; `CancellationError`.
    @discardableResult
    public func synchronise(
        _ packs: [GuidelineSource], progress: @Sendable (LibraryProgress) -> Void = { _ in }
    ) async throws -> SynchroniseReport {
        let start = ContinuousClock.now
        var report = SynchroniseReport()
        let known = try packFingerprints()
        var present: Set<String> = []
        var changed: [SourceFile] = []
        let files = try packs.flatMap { pack in try Self.guidelineFiles(in: pack.folder).map { (pack, $0) } }
        for (number, (pack, file)) in files.enumerated() {
            progress(LibraryProgress(stage: .reading, done: number, total: files.count))
            let key = pack.specialty + "/" + file.lastPathComponent
            present.insert(key)
            let content = try Self.content(of: file)
            let fingerprint = Fingerprint(content).hex
            if known[key] == fingerprint {
                try settlePlace(key, file, content)
                continue
            }
            let document = try Self.readGuideline(content, name: key, specialty: pack.specialty)
            changed.append(
                SourceFile(
                    key: key, collection: Guideline.packCollection, fingerprint: fingerprint, path: file.absolutePath,
                    sha256: SourceDigest.sha256(of: content), documents: [document]))
            report.warnings += document.notices.map(\.description)
        }
        report.changedFiles = changed.map(\.key)
        report.removedFiles = known.keys.filter { !present.contains($0) }.sorted()
        let texts = changed.flatMap(\.documents).flatMap(\.passages).flatMap(EmbeddedText.all)
        let bare = try textsWithoutEmbedding()
        if !changed.isEmpty || !report.removedFiles.isEmpty || !bare.isEmpty {
            report.embeddedTexts = try await embed(texts + bare, progress: progress)
            progress(LibraryProgress(stage: .writing, done: 0, total: 1))
            try replace(changed, removing: report.removedFiles)
        }
        try refreshConflicts()
        report.passages = try passageCount()
        report.warnings += try danglingReferences()
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        return report
    }

    /// A pack that was moved, or read before places were kept, is known from now on.
    private func settlePlace(_ key: String, _ file: URL, _ content: Data) throws {
        let isKnown = try connection.firstRow(
            "SELECT 1 FROM source WHERE key = ? AND path = ? AND sha256 IS NOT NULL", key, file.path
        ) { _ in true }
        guard isKnown == nil else { return }
        try connection.run(
            "UPDATE source SET path = ?, sha256 = ? WHERE key = ?", file.path, SourceDigest.sha256(of: content), key)
    }

    private func packFingerprints() throws -> [String: String] {
        let rows = try connection.rows(
            "SELECT key, fingerprint FROM source WHERE collection = ?", Guideline.packCollection
        ) { ($0.text(0), $0.text(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private func danglingReferences() throws -> [String] {
        let rows = try connection.rows(
            """
            SELECT p.id, 'conflicts_with', c.value FROM passage p,
                json_each('["' || replace(p.conflicts_with, ' ', '","') || '"]') c
            WHERE p.conflicts_with <> '' AND c.value NOT IN (SELECT id FROM passage)
            UNION ALL SELECT id, 'supersedes', supersedes FROM passage
            WHERE supersedes IS NOT NULL AND supersedes NOT IN (SELECT id FROM passage)
            UNION ALL SELECT n.id, 'supersedes', c.value FROM guideline n, \(Self.eachReplaced) c
            WHERE c.value NOT IN (SELECT id FROM guideline)
            """
        ) { ($0.text(0), $0.text(1), $0.text(2)) }
        return rows.map { "\($0.0): \($0.1) names \"\($0.2)\", which isn't in the library" }
    }

    // MARK: Files

    private static func guidelineFiles(in folder: URL) throws(LibraryError) -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "md" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        } catch {
            throw .unreadable(file: folder.path, why: error.localizedDescription)
        }
    }

    /// - Parameter limit: bytes that are read at most; a larger file is refused before it is opened.
    static func content(of file: URL, limit: Int = 64 << 20) throws(LibraryError) -> Data {
        _ = try size(of: file, limit: limit)
        do {
            let content = try Data(contentsOf: file)
            guard content.count <= limit else {
                throw LibraryError.tooLarge(file: file.path, bytes: content.count, limit: limit)
            }
            return content
        } catch let error as LibraryError {
            throw error
        } catch {
            throw .unreadable(file: file.path, why: error.localizedDescription)
        }
    }

    /// The bytes that a file has, where it is one and has no more than the limit.
    static func size(of file: URL, limit: Int) throws(LibraryError) -> Int {
        let values: URLResourceValues
        do {
            values = try file.resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
        } catch {
            throw .unreadable(file: file.path, why: error.localizedDescription)
        }
        guard values.isRegularFile == true else { throw .unreadable(file: file.path, why: "it is no file") }
        let size = values.fileSize ?? 0
        guard size <= limit else { throw .tooLarge(file: file.path, bytes: size, limit: limit) }
        return size
    }

    private static func readGuideline(
        _ content: Data, name: String, specialty: String
    ) throws(GuidelineFileError) -> Document {
        guard let text = String(data: content, encoding: .utf8) else {
            throw GuidelineFileError(file: name, line: 1, mistake: .notUTF8)
        }
        return try GuidelineFile.read(text, name: name, specialty: specialty)
    }
}

extension URL {
    /// From the root, without `..`; what a source is found by again, wherever the program is started.
    var absolutePath: String { absoluteURL.standardizedFileURL.path }
}
