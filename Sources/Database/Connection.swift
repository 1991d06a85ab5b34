internal import CSQLite

/// One open SQLite file.
///
/// A connection is not `Sendable`: it belongs to one actor, or lies in a `Mutex`, and is only touched
/// there. Two connections to one file (also from two processes) are fine: the file is in WAL mode, so
/// readers and a writer don't wait for each other, and a second writer waits up to `busyMilliseconds`.
@safe public final class Connection {
    public enum Mode: Sendable, Equatable {
        /// What was committed survives a power cut (WAL, synchronous=FULL): for what a user wrote.
        case readWrite
        /// A commit may be lost in a power cut, never half of one (WAL, synchronous=NORMAL): for what
        /// can be made again.
        case cache
        /// Nothing can be changed, and the file must exist.
        case readOnly
    }

    /// SQLite's own, such as `3.40.1`.
    public static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }

    public let path: String
    public let mode: Mode
    private let handle: OpaquePointer
    private var cached: [String: [OpaquePointer]] = unsafe [:]
    private var cachedCount = 0
    private static let cacheLimit = 64

    /// Opens the file, making it where it doesn't exist. `:memory:` is a database that lives as long as
    /// the connection.
    public init(path: String, mode: Mode = .readWrite, busyMilliseconds: Int32 = 5_000) throws(DatabaseError) {
        var opened: OpaquePointer?
        let access = mode == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = unsafe sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let handle = unsafe opened, code == SQLITE_OK else {
            let message = unsafe opened.map { unsafe String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            _ = unsafe sqlite3_close_v2(opened)
            throw .cannotOpen(file: path, code: code, message: message)
        }
        self.path = path
        self.mode = mode
        unsafe self.handle = handle
        try configure(busyMilliseconds)
    }

    deinit {
        var idle = unsafe cached.values.flatMap(\.self)
        while let statement = unsafe idle.popLast() { _ = unsafe sqlite3_finalize(statement) }
        _ = unsafe sqlite3_close_v2(handle)
    }

    private func configure(_ busyMilliseconds: Int32) throws(DatabaseError) {
        _ = unsafe sqlite3_busy_timeout(handle, busyMilliseconds)
        // A library file may come from somebody else: its schema must not run functions or damage itself.
        _ = unsafe csqlite_set_option(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        _ = unsafe csqlite_set_option(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        do {
            try execute("PRAGMA foreign_keys = ON")
            // 16 MB of pages: a search in a large library comes back to the same ones.
            try execute("PRAGMA cache_size = -16000")
            // The first statement that reads the file: here a file that is no database shows itself.
            try execute("PRAGMA user_version")
            guard mode != .readOnly else { return }
            try execute("PRAGMA journal_mode = WAL")
            try execute("PRAGMA synchronous = \(mode == .readWrite ? "FULL" : "NORMAL")")
        } catch {
            throw .cannotOpen(file: path, code: error.code ?? SQLITE_ERROR, message: error.message)
        }
    }

    // MARK: Running SQL

    /// Runs one or more statements that take no values; rows are thrown away.
    public func execute(_ sql: String) throws(DatabaseError) {
        try check(unsafe sqlite3_exec(handle, sql, nil, nil, nil), sql: sql)
    }

    /// Compiles a statement, or takes it from the cache of compiled ones.
    public func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        if let idle = unsafe cached[sql]?.popLast() {
            cachedCount -= 1
            return unsafe Statement(connection: self, handle: idle, sql: sql)
        }
        var compiled: OpaquePointer?
        try check(
            unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil), sql: sql)
        guard let statement = unsafe compiled else {
            throw .failed(file: path, code: SQLITE_MISUSE, message: "there is no statement in it", sql: sql)
        }
        return unsafe Statement(connection: self, handle: statement, sql: sql)
    }

    /// Runs one statement with its values; rows are thrown away.
    public func run(_ sql: String, _ values: any Bindable...) throws(DatabaseError) {
        var statement = try prepare(sql)
        try statement.run(all: values)
    }

    /// Reads every row.
    public func rows<Row>(
        _ sql: String, _ values: any Bindable..., read: (borrowing Statement) -> Row
    ) throws(DatabaseError) -> [Row] {
        var statement = try prepare(sql)
        try statement.bind(all: values)
        var found: [Row] = []
        while try statement.step() { found.append(read(statement)) }
        return found
    }

    /// Reads the first row; `nil` where there is none.
    public func firstRow<Row>(
        _ sql: String, _ values: any Bindable..., read: (borrowing Statement) -> Row
    ) throws(DatabaseError) -> Row? {
        var statement = try prepare(sql)
        try statement.bind(all: values)
        return try statement.step() ? read(statement) : nil
    }

    public var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// How many rows the latest insert, update or deletion changed.
    public var changedRowCount: Int { unsafe Int(sqlite3_changes(handle)) }

    // MARK: Transactions

    public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// Everything in `body` is kept, or, when it throws, nothing. Inside another transaction it is a
    /// savepoint of that one. A writing transaction takes the write lock at once, so it never fails
    /// half-way because somebody else wrote.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        let isNested = isInTransaction
        try execute(isNested ? "SAVEPOINT nested" : mode == .readOnly ? "BEGIN" : "BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute(isNested ? "RELEASE nested" : "COMMIT")
            return result
        } catch {
            // Some failures (a full disk) have already rolled everything back.
            if isInTransaction { try? execute(isNested ? "ROLLBACK TO nested; RELEASE nested" : "ROLLBACK") }
            throw error
        }
    }

    /// Brings the schema up to date: `steps[n]` leads from version n to n+1. All of it happens, or none.
    /// A file that is up to date is only read, so that it opens while somebody else writes.
    public func migrate(_ steps: [String]) throws {
        guard try version(upTo: steps.count) < steps.count else { return }
        try transaction {
            // Somebody else may have done it in between.
            let version = try version(upTo: steps.count)
            guard version < steps.count else { return }
            for step in steps[version...] { try execute(step) }
            try execute("PRAGMA user_version = \(steps.count)")
        }
    }

    private func version(upTo supported: Int) throws(DatabaseError) -> Int {
        let version = try firstRow("PRAGMA user_version") { $0.int(0) } ?? 0
        guard version <= supported else { throw .newerSchema(file: path, found: version, supported: supported) }
        return version
    }

    /// Moves what the write-ahead log holds into the file itself, so that the file alone is whole.
    public func checkpoint() throws(DatabaseError) {
        try execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    // MARK: For statements

    func check(_ code: Int32, sql: String) throws(DatabaseError) {
        if code != SQLITE_OK { throw error(code, sql: sql) }
    }

    func error(_ code: Int32, sql: String) -> DatabaseError {
        .failed(file: path, code: code, message: unsafe String(cString: sqlite3_errmsg(handle)), sql: sql)
    }

    func takeBack(_ statement: OpaquePointer, sql: String) {
        guard cachedCount < Self.cacheLimit else {
            _ = unsafe sqlite3_finalize(statement)
            return
        }
        _ = unsafe sqlite3_reset(statement)
        // Bound patient text must not linger in memory longer than the statement's use.
        _ = unsafe sqlite3_clear_bindings(statement)
        unsafe cached[sql, default: []].append(statement)
        cachedCount += 1
    }
}
