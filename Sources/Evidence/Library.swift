import Database
public import Foundation

/// The guideline passages, searchable: one SQLite file.
///
/// What comes from the packs is a copy of their Markdown files and is made again where a file changed; what a user
/// added lives here only. Every change is one transaction: a reader, and a start after a crash, sees all of it or
/// nothing. Several processes may have the file open.
public actor Library {
    let connection: Connection
    let file: URL
    let lexicon: Lexicon
    let embedder: Embedder?
    /// Why meaning can't be searched; nil where it can.
    public nonisolated let lexicalOnly: String?
    var index = SearchIndex()
    var limits = SearchLimits()
    var indexVersion: Int?
    /// The patients that the lexicon has words for.
    let populations: [Population]
    /// How many passages of each pack name a concept, by its names: counted when it is first asked for.
    var namings: [[String]: [String: Int]] = [:]
    /// The rows in which words stand that were asked for lately; nil for a word that stands in very many.
    var wordRows: [String: [Int64]?] = [:]
    /// The words of passages that were ranked lately.
    var passageWords: [Int64: PassageWords] = [:]
    /// Passages that were lately compared with others.
    var nearCopies: [Int64: NearCopy] = [:]

    /// Opens the file, or makes it.
    /// - Parameters:
    ///   - embedder: the embedding model; without it (nil, missing, damaged) passages are found by their words only,
    ///     and every response says so.
    /// - Throws: `LibraryError.database` where the file can't be opened, or isn't a library.
    public init(file: URL, embedder: URL?, lexicon: Lexicon = Lexicon()) throws {
        self.file = file
        self.lexicon = lexicon
        populations = Population.Kind.allCases.compactMap { Population($0, lexicon: lexicon) }
        do {
            connection = try Connection(path: file.path, mode: .cache)
            try Self.prepare(connection)
        } catch let error as DatabaseError {
            throw LibraryError.database(error)
        }
        guard let embedder else {
            self.embedder = nil
            lexicalOnly = "no embedding model is set up"
            return
        }
        do {
            self.embedder = try Embedder(embedder)
            lexicalOnly = nil
        } catch {
            self.embedder = nil
            lexicalOnly = error.description
        }
    }

    /// What the file is read and written with.
    public static var storageVersion: String { "SQLite \(Connection.libraryVersion)" }

    // MARK: Reading

    /// All documents: those of the packs by specialty, then the added ones by collection.
    public func guidelines() throws -> [Guideline] {
        try connection.rows(
            "SELECT \(Self.guidelineColumns) FROM guideline g ORDER BY collection <> 'pack', collection, specialty, id"
        ) {
            Self.guideline($0)
        }
    }

    public func guideline(_ id: String) throws -> Guideline? {
        try connection.firstRow("SELECT \(Self.guidelineColumns) FROM guideline g WHERE id = ?", id) {
            Self.guideline($0)
        }
    }

    /// A document's passages, in their order there.
    public func passages(of guideline: String) throws -> [Passage] {
        try connection.rows(
            "SELECT \(Self.passageColumns) FROM passage p WHERE guideline = ? ORDER BY position", guideline
        ) {
            Self.passage($0)
        }
    }

    public func passage(_ id: String) throws -> (Passage, Guideline)? {
        try connection.firstRow(
            "SELECT \(Self.passageColumns), \(Self.guidelineColumns) FROM passage p JOIN guideline g ON g.id = p.guideline WHERE p.id = ?",
            id
        ) { (Self.passage($0), Self.guideline($0, from: Self.passageColumnCount)) }
    }

    public func passageCount() throws -> Int {
        try connection.firstRow("SELECT count(*) FROM passage") { $0.int(0) } ?? 0
    }
}
