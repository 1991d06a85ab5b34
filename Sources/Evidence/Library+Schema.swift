import Database

extension Library {
    /// Changes with the way text is split into words, so that an older file is split again.
    static let wordsVersion = 2

    private static let migrations = [
        """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        -- A file that was read, with a fingerprint of its content.
        CREATE TABLE source (
            key TEXT PRIMARY KEY, collection TEXT NOT NULL, fingerprint TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE guideline (
            id TEXT PRIMARY KEY, source TEXT NOT NULL REFERENCES source ON DELETE CASCADE,
            title TEXT NOT NULL, organisation TEXT NOT NULL, year INTEGER, url TEXT, citation TEXT,
            language TEXT NOT NULL, status TEXT NOT NULL, supersedes TEXT, specialty TEXT NOT NULL,
            edition TEXT NOT NULL, collection TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX guideline_source ON guideline (source);

        CREATE TABLE passage (
            rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
            guideline TEXT NOT NULL REFERENCES guideline ON DELETE CASCADE, position INTEGER NOT NULL,
            section TEXT, grade TEXT, english TEXT, chinese TEXT, title TEXT, status TEXT NOT NULL,
            verified_at TEXT, conflicts_with TEXT NOT NULL, topic TEXT, supersedes TEXT, edition TEXT NOT NULL
        );
        CREATE INDEX passage_guideline ON passage (guideline);
        CREATE INDEX passage_supersedes ON passage (supersedes) WHERE supersedes IS NOT NULL;

        -- The words of each passage, split by this program and not by SQLite, which only folds endings.
        CREATE VIRTUAL TABLE words USING fts5 (
            body, detail = 'column', tokenize = "porter unicode61 remove_diacritics 0 tokenchars '.'"
        );

        -- Directions by the fingerprint of their text and model, so that a moved or restored text keeps its own.
        CREATE TABLE embedding (key TEXT PRIMARY KEY, scale REAL NOT NULL, vector BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE passage_embedding (
            passage INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE, key TEXT NOT NULL,
            PRIMARY KEY (passage, key)
        ) WITHOUT ROWID;
        CREATE TABLE backdrop (key TEXT PRIMARY KEY) WITHOUT ROWID;
        """,
        """
        -- What a passage is asked with, one question a line, and what it says of others and of its predecessor.
        ALTER TABLE passage ADD COLUMN questions TEXT NOT NULL DEFAULT '';
        ALTER TABLE passage ADD COLUMN conflict_note TEXT;
        ALTER TABLE passage ADD COLUMN supersedes_note TEXT;
        """,
        """
        -- The page of its document on which a passage starts; where the file lies and what it hashed to when it was read.
        ALTER TABLE passage ADD COLUMN page INTEGER;
        ALTER TABLE source ADD COLUMN path TEXT;
        ALTER TABLE source ADD COLUMN sha256 TEXT;
        """,
        """
        -- Directions get numbers, which take a quarter of the space of their fingerprints where passages name them.
        ALTER TABLE embedding RENAME TO embedding_by_key;
        ALTER TABLE passage_embedding RENAME TO passage_embedding_by_key;
        CREATE TABLE embedding (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, scale REAL NOT NULL, vector BLOB NOT NULL
        );
        INSERT INTO embedding (key, scale, vector) SELECT key, scale, vector FROM embedding_by_key;
        CREATE TABLE passage_embedding (
            passage INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE, embedding INTEGER NOT NULL,
            PRIMARY KEY (passage, embedding)
        ) WITHOUT ROWID;
        INSERT INTO passage_embedding
            SELECT v.passage, e.id FROM passage_embedding_by_key v JOIN embedding e USING (key) ORDER BY 1, 2;
        CREATE INDEX passage_embedding_embedding ON passage_embedding (embedding);
        DROP TABLE passage_embedding_by_key;
        DROP TABLE embedding_by_key;

        -- The model that all passages of a document have their directions from; '' before they have.
        ALTER TABLE guideline ADD COLUMN model TEXT NOT NULL DEFAULT '';
        -- What sketches are made with (one row), and a document's sketches, some thousands a row.
        CREATE TABLE centre (model TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE sketch (
            id INTEGER PRIMARY KEY AUTOINCREMENT, guideline TEXT NOT NULL REFERENCES guideline ON DELETE CASCADE,
            vectors INTEGER NOT NULL, passages BLOB NOT NULL, bits BLOB NOT NULL
        );
        CREATE INDEX sketch_guideline ON sketch (guideline);
        CREATE INDEX passage_superseded ON passage (guideline) WHERE edition = 'superseded';

        -- With the places of the words BM25 need not split each passage again: a microsecond instead of ten.
        DROP TABLE words;
        CREATE VIRTUAL TABLE words USING fts5 (
            body, tokenize = "porter unicode61 remove_diacritics 0 tokenchars '.'"
        );
        DELETE FROM setting WHERE name = 'words';
        """,
        """
        -- What a passage states figures of, to find those of others that state the same; '' for one that was looked at.
        CREATE TABLE stated (
            quantity TEXT NOT NULL, passage INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
            PRIMARY KEY (quantity, passage)
        ) WITHOUT ROWID;
        CREATE INDEX stated_passage ON stated (passage);

        -- Pairs of passages that differ, in both directions, each with how, as it is said from where the first stands.
        CREATE TABLE conflict (
            here INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
            there INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE,
            how TEXT NOT NULL, english TEXT, chinese TEXT, PRIMARY KEY (here, there)
        ) WITHOUT ROWID;
        CREATE INDEX conflict_there ON conflict (there);
        -- The documents that one amends and leaves in force; this and what it replaces are ids with a space between two.
        ALTER TABLE guideline ADD COLUMN updates TEXT NOT NULL DEFAULT '';
        CREATE INDEX passage_conflicts ON passage (id) WHERE conflicts_with <> '';
        """,
    ]

    static func prepare(_ connection: Connection) throws {
        try connection.migrate(migrations)
        let version = try connection.firstRow("SELECT value FROM setting WHERE name = 'words'") { $0.int(0) }
        guard version != wordsVersion else { return }
        try connection.transaction {
            try connection.execute("DELETE FROM words")
            // Row by row: a million passages' text would not fit into memory.
            var rows = try connection.prepare(
                "SELECT p.rowid, \(passageColumns), \(guidelineColumns) FROM passage p JOIN guideline g ON g.id = p.guideline"
            )
            while try rows.step() {
                let text = wordText(passage(rows, from: 1), guideline(rows, from: 1 + passageColumnCount))
                try insertWords(connection, row: rows.int64(0), text: text)
            }
            try connection.run("INSERT OR REPLACE INTO setting VALUES ('words', ?)", String(wordsVersion))
        }
    }

    static func insertWords(_ connection: Connection, row: Int64, text: String) throws(DatabaseError) {
        let words = Words.indexed(text).joined(separator: " ")
        try connection.run("INSERT INTO words (rowid, body) VALUES (?, ?)", row, words)
    }

    /// What a passage is found by: both texts, the questions that it answers, and what its document is called.
    static func wordText(_ passage: Passage, _ guideline: Guideline) -> String {
        let texts = [
            passage.title, passage.english, passage.chinese, passage.topic, guideline.organisation, guideline.title,
        ]
        return (texts.compactMap { $0 } + passage.questions).joined(separator: "\n")
    }

    // MARK: Rows

    static let passageColumns = """
        p.id, p.guideline, p.section, p.grade, p.english, p.chinese, p.title, p.status, p.verified_at, \
        p.conflicts_with, p.topic, p.supersedes, p.edition, p.questions, p.conflict_note, p.supersedes_note, p.page
        """
    static let passageColumnCount = 17

    static func passage(_ row: borrowing Statement, from start: Int = 0) -> Passage {
        Passage(
            id: row.text(start), guideline: row.text(start + 1), section: row.optionalText(start + 2),
            grade: row.optionalText(start + 3), english: row.optionalText(start + 4),
            chinese: row.optionalText(start + 5), title: row.optionalText(start + 6),
            status: EvidenceStatus(rawValue: row.text(start + 7)) ?? .unverified,
            verifiedAt: row.optionalText(start + 8),
            conflictsWith: ids(row.text(start + 9)),
            topic: row.optionalText(start + 10), supersedes: row.optionalText(start + 11),
            edition: Edition(rawValue: row.text(start + 12)) ?? .current,
            questions: row.text(start + 13).split(separator: "\n").map(String.init),
            conflictNote: row.optionalText(start + 14), supersedesNote: row.optionalText(start + 15),
            page: row.optionalInt(start + 16))
    }

    static let guidelineColumns = """
        g.id, g.title, g.organisation, g.year, g.url, g.citation, g.language, g.status, g.supersedes, \
        g.specialty, g.edition, g.collection, g.updates
        """
    static let guidelineColumnCount = 13

    private static func ids(_ text: String?) -> [String] { (text ?? "").split(separator: " ").map(String.init) }

    static func guideline(_ row: borrowing Statement, from start: Int = 0) -> Guideline {
        Guideline(
            id: row.text(start), title: row.text(start + 1), organisation: row.text(start + 2),
            year: row.optionalInt(start + 3), url: row.optionalText(start + 4), citation: row.optionalText(start + 5),
            language: row.text(start + 6), status: EvidenceStatus(rawValue: row.text(start + 7)) ?? .unverified,
            supersedes: ids(row.optionalText(start + 8)), updates: ids(row.text(start + 12)),
            specialty: row.text(start + 9),
            edition: Edition(rawValue: row.text(start + 10)) ?? .current, collection: row.text(start + 11))
    }
}
