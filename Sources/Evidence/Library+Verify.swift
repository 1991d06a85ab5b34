import Database
import Foundation

/// Whether the library still says what its sources say, and whether its own file is sound.
public struct LibraryVerification: Sendable, Equatable {
    public enum State: String, Sendable, Codable, CaseIterable {
        case unchanged, changed, missing
        /// Added before the files' hashes were kept.
        case unknown
    }

    public struct Source: Sendable, Equatable, Codable {
        public var key: String
        public var collection: String
        public var path: String?
        public var state: State
    }

    /// The packs' files first, then the added ones.
    public var sources: [Source]
    /// What SQLite, the word index and the table of directions complain of; empty where all is well.
    public var faults: [String]
    public var passages: Int

    public func count(_ state: State) -> Int { sources.count { $0.state == state } }

    /// Whether a source is no longer what was read, or the file is damaged. A source of which nothing is known hasn't
    /// drifted.
    public var hasDrifted: Bool { !faults.isEmpty || count(.changed) + count(.missing) > 0 }
}

extension Library {
    /// Reads every source file again and compares its hash, and looks through the library's own file.
    /// - Throws: `LibraryError.database` where the file can't be read at all.
    public func verify(progress: (Int, Int) -> Void = { _, _ in }) throws -> LibraryVerification {
        let rows = try connection.rows(
            "SELECT key, collection, path, sha256 FROM source ORDER BY collection <> 'pack', collection, key"
        ) { ($0.text(0), $0.text(1), $0.optionalText(2), $0.optionalText(3)) }
        var sources: [LibraryVerification.Source] = []
        for (number, (key, collection, path, sha256)) in rows.enumerated() {
            progress(number, rows.count)
            sources.append(
                .init(key: key, collection: collection, path: path, state: Self.state(path: path, sha256: sha256)))
        }
        return LibraryVerification(sources: sources, faults: try faults(), passages: try passageCount())
    }

    private static func state(path: String?, sha256: String?) -> LibraryVerification.State {
        guard let path, let sha256 else { return .unknown }
        guard let content = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else {
            return .missing
        }
        return SourceDigest.sha256(of: content) == sha256 ? .unchanged : .changed
    }

    private func faults() throws -> [String] {
        var faults: [String] = []
        do {
            faults = try connection.rows("PRAGMA integrity_check(20)") { $0.text(0) }.filter { $0 != "ok" }
        } catch {
            faults.append("The file is damaged: \(error.message)")
        }
        do {
            try connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        } catch {
            faults.append("The word index is damaged: \(error.message)")
        }
        let wordless = try count("SELECT count(*) FROM passage WHERE rowid NOT IN (SELECT rowid FROM words)")
        if wordless > 0 { faults.append("\(wordless) passages have no words in the index.") }
        guard embedder != nil else { return faults }
        let bare = try count(
            """
            SELECT count(*) FROM passage
            WHERE rowid NOT IN (SELECT v.passage FROM passage_embedding v JOIN embedding e ON e.id = v.embedding)
            """)
        if bare > 0 { faults.append("\(bare) passages can't be found by meaning.") }
        return faults
    }

    private func count(_ sql: String) throws(DatabaseError) -> Int { try connection.firstRow(sql) { $0.int(0) } ?? 0 }
}
