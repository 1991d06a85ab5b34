import Database
public import Foundation

/// The conversations of this user in one SQLite file that only the user can read.
///
/// A turn is stored when its question is sent and committed when its answer ends, each in a transaction of its own that
/// has reached the disk before the call returns. So whatever kills the program loses nothing that was committed, and
/// the next start finds what was under way.
public actor ConversationStore {
    private let connection: Connection
    private let owner: ProcessIdentity
    public nonisolated let file: URL

    /// Opens or makes the store, its folder too.
    /// - Throws: `RecordsError`.
    public init(file: URL) throws(RecordsError) {
        try self.init(file: file, owner: .current)
    }

    init(file: URL, owner: ProcessIdentity) throws(RecordsError) {
        self.file = file
        self.owner = owner
        do {
            try Self.prepare(file)
            let connection = try Connection(path: file.path)
            // A deleted conversation's text must not stay in the file's free pages.
            try connection.execute("PRAGMA secure_delete = ON")
            try connection.migrate(Schema.steps)
            self.connection = connection
        } catch {
            throw RecordsError(error, file: file.path)
        }
    }

    /// The folder for this user alone, and the file too before SQLite writes into it (its journal takes over the mode).
    private static func prepare(_ file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        if !FileManager.default.fileExists(atPath: file.path) {
            _ = FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        // A file that was restored from a backup may have come back readable by all.
        for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: file.path + suffix) {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path + suffix)
        }
    }

    /// Keeps a damaged store under another name, so that a new one can be begun. Never called by the store itself.
    /// - Returns: where the old file is now.
    public static func setAside(_ file: URL) throws -> URL {
        let free = (1...).lazy.map { file.appendingPathExtension("corrupt-\($0)") }
            .first { !FileManager.default.fileExists(atPath: $0.path) }
        guard let free else { throw RecordsError.failed(why: "no free name beside \(file.path).") }
        for suffix in ["", "-wal", "-shm"] {
            let part = URL(fileURLWithPath: file.path + suffix)
            guard FileManager.default.fileExists(atPath: part.path) else { continue }
            try FileManager.default.moveItem(at: part, to: URL(fileURLWithPath: free.path + suffix))
        }
        return free
    }

    // MARK: Writing

    public func begin(patient: String?, at date: Date) throws(RecordsError) -> ConversationID {
        try storing {
            try connection.run(
                "INSERT INTO conversation (started_at, patient, owner, owner_start) VALUES (?, ?, ?, ?)",
                date.timeIntervalSince1970, patient, owner.id, owner.start)
            return ConversationID(connection.lastInsertedRowID)
        }
    }

    public func startTurn(_ conversation: ConversationID, question: String, at date: Date) throws(RecordsError)
        -> TurnID
    {
        try storing {
            try connection.run(
                "INSERT INTO turn (conversation, question, started_at) VALUES (?, ?, ?)", conversation.number, question,
                date.timeIntervalSince1970)
            return TurnID(connection.lastInsertedRowID)
        }
    }

    /// Adds to a running turn's text, so that a killed program leaves what was there. Call it about twice a second.
    public func append(_ text: String, to turn: TurnID) throws(RecordsError) {
        try storing {
            try connection.run(
                "UPDATE turn SET text = text || ? WHERE id = ? AND ended_at IS NULL", text, turn.number)
            try requireOpen(turn)
        }
    }

    /// Ends a turn. What was appended is replaced by the answer as it was checked. A turn that has ended stays as it is.
    /// - Throws: `RecordsError.turnNotOpen` when it has ended, or was deleted from another window.
    public func commit(
        _ turn: TurnID, answer: String, status: String, payload: Data, at date: Date
    ) throws(RecordsError) {
        try storing {
            try connection.run(
                "UPDATE turn SET text = ?, status = ?, payload = ?, ended_at = ? WHERE id = ? AND ended_at IS NULL",
                answer, status, payload, date.timeIntervalSince1970, turn.number)
            try requireOpen(turn)
        }
    }

    /// The statement before found the turn, and found it open.
    private func requireOpen(_ turn: TurnID) throws(RecordsError) {
        if connection.changedRowCount == 0 { throw .turnNotOpen(turn) }
    }

    /// The user has left the conversation on purpose: it isn't offered again.
    public func close(_ conversation: ConversationID, at date: Date) throws(RecordsError) {
        try storing {
            try connection.run(
                "UPDATE conversation SET closed_at = ? WHERE id = ?", date.timeIntervalSince1970, conversation.number)
        }
    }

    /// The program ends with the conversation open. For a week it can be gone on with.
    public func leave(_ conversation: ConversationID, at date: Date) throws(RecordsError) {
        try storing {
            try connection.run(
                "UPDATE conversation SET left_at = ? WHERE id = ?", date.timeIntervalSince1970, conversation.number)
        }
    }

    /// Takes over a conversation that another, ended process had open. What that process left unanswered ends here, as
    /// interrupted with its partial text.
    /// - Throws: `RecordsError.inUse` when a living process has it, for example another window that was quicker.
    public func resume(_ conversation: ConversationID, at date: Date = Date()) throws(RecordsError) {
        try storing {
            try connection.transaction {
                let holder = try holder(of: conversation)
                if let holder, holder != owner, holder.isAlive { throw RecordsError.inUse(conversation) }
                try connection.run(
                    "UPDATE turn SET status = ?, ended_at = ? WHERE conversation = ? AND ended_at IS NULL",
                    TurnState.interrupted.rawValue, date.timeIntervalSince1970, conversation.number)
                try connection.run(
                    "UPDATE conversation SET owner = ?, owner_start = ?, closed_at = NULL, left_at = NULL WHERE id = ?",
                    owner.id,
                    owner.start, conversation.number)
            }
        }
    }

    /// Removes a conversation and overwrites its text in the file and its log.
    /// - Throws: `RecordsError.notWiped` when another window reads the file: the conversation is gone from every list,
    ///   but its text may stay in the log until that window is closed.
    public func delete(_ conversation: ConversationID) throws(RecordsError) {
        try storing {
            try connection.run("DELETE FROM conversation WHERE id = ?", conversation.number)
            // The log still holds the text until it has been taken into the file.
            let isBusy = try connection.firstRow("PRAGMA wal_checkpoint(TRUNCATE)") { $0.int(0) != 0 }
            if isBusy ?? true { throw RecordsError.notWiped(file: file.path) }
        }
    }

    private func holder(of conversation: ConversationID) throws(DatabaseError) -> ProcessIdentity? {
        try connection.firstRow("SELECT owner, owner_start FROM conversation WHERE id = ?", conversation.number) {
            ProcessIdentity(id: $0.int(0), start: $0.text(1))
        }
    }

    // MARK: Reading

    private static let leftStays: TimeInterval = 7 * 24 * 3600

    /// Conversations that nobody closed and whose process is gone, newest first.
    public func unfinished(at date: Date = Date()) throws(RecordsError) -> [ConversationSummary] {
        let oldest = date.timeIntervalSince1970 - Self.leftStays
        return try storing {
            try summaries(where: "closed_at IS NULL AND (left_at IS NULL OR left_at > \(oldest))")
                .filter { !$0.owner.isAlive && $0.summary.turns > 0 }.map(\.summary)
        }
    }

    /// All conversations, newest first.
    public func list() throws(RecordsError) -> [ConversationSummary] {
        try storing { try summaries(where: "TRUE").map(\.summary) }
    }

    /// A conversation's turns, oldest first.
    public func turns(of conversation: ConversationID) throws(RecordsError) -> [StoredTurn] {
        try storing {
            let isAlive = try holder(of: conversation)?.isAlive ?? false
            return try connection.rows(
                "SELECT id, question, text, status, payload, started_at, ended_at FROM turn WHERE conversation = ? ORDER BY id",
                conversation.number
            ) { row in
                let end = row.optionalDouble(6).map(Date.init(timeIntervalSince1970:))
                let wasCutOff = end != nil && row.isNull(4) && row.text(3) == TurnState.interrupted.rawValue
                return StoredTurn(
                    id: TurnID(row.int64(0)), question: row.text(1), text: row.text(2), status: row.optionalText(3),
                    payload: row.isNull(4) ? nil : row.data(4),
                    state: wasCutOff ? .interrupted : end != nil ? .committed : isAlive ? .running : .interrupted,
                    startedAt: Date(timeIntervalSince1970: row.double(5)), endedAt: end)
            }
        }
    }

    private func summaries(where condition: String) throws -> [(summary: ConversationSummary, owner: ProcessIdentity)] {
        try connection.rows(
            """
            SELECT id, started_at, patient, owner, owner_start, left_at IS NULL,
                (SELECT count(*) FROM turn WHERE conversation = conversation.id),
                (SELECT question FROM turn WHERE conversation = conversation.id ORDER BY id DESC LIMIT 1)
            FROM conversation WHERE \(condition) ORDER BY id DESC
            """
        ) { row in
            let summary = ConversationSummary(
                id: ConversationID(row.int64(0)), startedAt: Date(timeIntervalSince1970: row.double(1)),
                patient: row.optionalText(2), wasCutOff: row.int(5) != 0, turns: row.int(6), lastQuestion: row.text(7))
            return (summary, ProcessIdentity(id: row.int(3), start: row.text(4)))
        }
    }

    private func storing<Result>(_ body: () throws -> Result) throws(RecordsError) -> Result {
        do {
            return try body()
        } catch {
            if let known = error as? RecordsError { throw known }
            if let known = error as? DatabaseError, known.isCorrupt { throw .damaged(file: file.path) }
            throw .failed(why: "\(error)")
        }
    }
}

private enum Schema {
    static let steps = [
        """
        CREATE TABLE conversation (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            started_at REAL NOT NULL,
            closed_at REAL,
            patient TEXT,
            owner INTEGER NOT NULL,
            owner_start TEXT NOT NULL
        );
        CREATE TABLE turn (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation INTEGER NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
            question TEXT NOT NULL,
            text TEXT NOT NULL DEFAULT '',
            status TEXT,
            payload BLOB,
            started_at REAL NOT NULL,
            ended_at REAL
        );
        CREATE INDEX turn_by_conversation ON turn(conversation, id);
        """,
        "ALTER TABLE conversation ADD COLUMN left_at REAL",
    ]
}
