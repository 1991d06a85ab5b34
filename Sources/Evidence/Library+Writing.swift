import Database

/// A file's documents, ready to be written.
struct SourceFile: Sendable {
    /// Unique in the library: the specialty or collection, a slash, and the file's name.
    var key: String
    var collection: String
    var fingerprint: String
    /// Where the file lies and what it hashed to, for `verify`; nil where that isn't kept.
    var path: String?
    var sha256: String?
    var documents: [Document]
}

/// How far a change of the library has come.
public struct LibraryProgress: Sendable, Equatable {
    public enum Stage: String, Sendable {
        case reading, embedding, writing
    }

    public var stage: Stage
    /// Files while reading, texts while embedding, passages while writing.
    public var done: Int
    public var total: Int
}

extension Library {
    func embeddingKey(_ text: String, _ embedder: Embedder) -> String {
        Fingerprint(embedder.signature + "\n" + text).hex
    }

    /// Embeds what isn't embedded yet and keeps it at once: what is computed survives a cancel or a crash, and a
    /// direction without a passage does no harm.
    /// - Returns: how many texts were embedded.
    func embed(_ texts: [String], progress: @Sendable (LibraryProgress) -> Void) async throws -> Int {
        guard let embedder else { return 0 }
        var missing: [(key: String, text: String)] = []
        var seen: Set<String> = []
        for text in texts {
            let key = embeddingKey(text, embedder)
            guard seen.insert(key).inserted else { continue }
            let isThere = try connection.firstRow("SELECT 1 FROM embedding WHERE key = ?", key) { _ in true }
            if isThere == nil { missing.append((key, text)) }
        }
        for (number, part) in EmbeddedText.batches(missing, by: \.text).enumerated() {
            try Task.checkCancellation()
            progress(LibraryProgress(stage: .embedding, done: number * EmbeddedText.batch, total: missing.count))
            guard let vectors = await EmbeddedText.directions(of: part.map(\.text), by: embedder) else { continue }
            try connection.transaction {
                for (item, vector) in zip(part, vectors) {
                    let packed = PackedVector(vector)
                    try connection.run(
                        "INSERT OR IGNORE INTO embedding (key, scale, vector) VALUES (?, ?, ?)", item.key, packed.scale,
                        packed.bytes)
                }
            }
        }
        progress(LibraryProgress(stage: .embedding, done: missing.count, total: missing.count))
        return missing.count
    }

    /// Puts files in the place of what was read from them before, removes others, and settles the editions.
    func replace(_ files: [SourceFile], removing gone: [String] = []) throws {
        try connection.transaction {
            for key in gone + files.map(\.key) { try delete(source: key) }
            try refuseDuplicates(files)
            for file in files {
                try connection.run(
                    "INSERT INTO source (key, collection, fingerprint, path, sha256) VALUES (?, ?, ?, ?, ?)", file.key,
                    file.collection, file.fingerprint, file.path, file.sha256)
                for document in file.documents { try insert(document, source: file.key) }
            }
            try settleEditions()
            try settleConflicts(of: files.map(\.key))
            try linkEmbeddings()
        }
        try connection.checkpoint()
        indexVersion = nil
    }

    /// Deletes what was read from a file. (A trigger could not delete the words: a schema is not trusted with that.)
    private func delete(source key: String) throws(DatabaseError) {
        try connection.run(
            """
            DELETE FROM words WHERE rowid IN (
                SELECT p.rowid FROM passage p JOIN guideline g ON g.id = p.guideline WHERE g.source = ?)
            """, key)
        try connection.run("DELETE FROM source WHERE key = ?", key)
    }

    /// - Throws: `LibraryError` where an id is used twice in the files, or once there and once in the library (apart
    ///   from what these files replace).
    func refuseDuplicates(_ files: [SourceFile]) throws {
        var guidelines: [String: String] = [:]
        var passages: [String: String] = [:]
        let replaced = Set(files.map(\.key))
        for file in files {
            for document in file.documents {
                let id = document.guideline.id
                let sql = "SELECT source FROM guideline WHERE id = ?"
                if let first = try guidelines[id] ?? place(sql, id, outside: replaced) {
                    throw LibraryError.duplicateGuideline(id: id, first: first, second: file.key)
                }
                guidelines[id] = file.key
                for passage in document.passages {
                    let sql = "SELECT source FROM passage p JOIN guideline g ON g.id = p.guideline WHERE p.id = ?"
                    if let first = try passages[passage.id] ?? place(sql, passage.id, outside: replaced) {
                        throw LibraryError.duplicatePassage(id: passage.id, first: first, second: file.key)
                    }
                    passages[passage.id] = file.key
                }
            }
        }
    }

    /// The file that a row came from, unless it is one of those that are being replaced.
    private func place(_ sql: String, _ id: String, outside replaced: Set<String>) throws(DatabaseError) -> String? {
        let found = try connection.firstRow(sql, id) { $0.text(0) }
        return found.flatMap { replaced.contains($0) ? nil : $0 }
    }

    private func insert(_ document: Document, source: String) throws(DatabaseError) {
        try insert(document.guideline, source: source)
        try insert(document.passages, of: document.guideline, from: 0)
    }

    func insert(_ guideline: Guideline, source: String) throws(DatabaseError) {
        try connection.run(
            """
            INSERT INTO guideline (id, source, title, organisation, year, url, citation, language, status, supersedes,
                specialty, edition, collection, updates)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', ?, ?)
            """, guideline.id, source, guideline.title, guideline.organisation, guideline.year, guideline.url,
            guideline.citation, guideline.language, guideline.status.rawValue,
            guideline.supersedes.isEmpty ? nil : guideline.supersedes.joined(separator: " "), guideline.specialty,
            guideline.collection, guideline.updates.joined(separator: " "))
    }

    /// Passages of packs have rows below this one, so that they can be looked at by themselves.
    static let firstAddedRow: Int64 = 1 << 32

    /// - Parameter position: the first passage's in its document.
    /// - Returns: the rows that the passages got.
    @discardableResult
    func insert(
        _ passages: [Passage], of guideline: Guideline, from position: Int
    ) throws(DatabaseError) -> Range<Int64> {
        let isPack = guideline.collection == Guideline.packCollection
        let last = try connection.firstRow(
            isPack
                ? "SELECT max(rowid) FROM passage WHERE rowid < ?" : "SELECT max(rowid) FROM passage WHERE rowid >= ?",
            Self.firstAddedRow
        ) { $0.isNull(0) ? nil : $0.int64(0) }
        let first = (last ?? nil).map { $0 + 1 } ?? (isPack ? 1 : Self.firstAddedRow)
        for (number, passage) in passages.enumerated() {
            let row = first + Int64(number)
            try connection.run(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', ?, ?, ?, ?)",
                row, passage.id, guideline.id, position + number, passage.section, passage.grade, passage.english,
                passage.chinese, passage.title, passage.status.rawValue, passage.verifiedAt,
                passage.conflictsWith.joined(separator: " "), passage.topic, passage.supersedes,
                passage.questions.joined(separator: "\n"), passage.conflictNote, passage.supersedesNote,
                passage.page)
            try Self.insertWords(connection, row: row, text: Self.wordText(passage, guideline))
        }
        return first..<first + Int64(passages.count)
    }

    /// A document that another one replaces is superseded with all its passages; a passage, also by another passage.
    /// Only within a collection: a file that somebody adds can't take the place of a pack's guideline. Only rows that
    /// change are written.
    func settleEditions() throws(DatabaseError) {
        let replaced = """
            SELECT p.rowid FROM passage n JOIN passage p ON p.id = n.supersedes
                JOIN guideline ng ON ng.id = n.guideline JOIN guideline pg ON pg.id = p.guideline
            WHERE n.supersedes IS NOT NULL AND ng.collection = pg.collection
            UNION SELECT p.rowid FROM guideline g JOIN passage p ON p.guideline = g.id WHERE g.edition = 'superseded'
            """
        try connection.execute(
            """
            UPDATE guideline AS g SET edition = CASE
                WHEN (g.id, g.collection) IN (SELECT c.value, n.collection FROM guideline n, \(Self.eachReplaced) c)
                THEN 'superseded' ELSE 'current' END;
            UPDATE passage SET edition = 'current' WHERE edition = 'superseded' AND rowid NOT IN (\(replaced));
            UPDATE passage SET edition = 'superseded' WHERE rowid IN (\(replaced)) AND edition <> 'superseded';
            """)
    }

    /// The ids in a document's list of those that it replaces, as a table.
    static let eachReplaced = "json_each('[\"' || replace(n.supersedes, ' ', '\",\"') || '\"]')"
}
