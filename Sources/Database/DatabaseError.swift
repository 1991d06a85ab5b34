internal import CSQLite

/// What SQLite refused, with its extended result code, its own words, the SQL and the file.
public enum DatabaseError: Error, Equatable, Sendable {
    /// The file can't be opened, or isn't a database.
    case cannotOpen(file: String, code: Int32, message: String)
    /// A statement can't be compiled, bound or run.
    case failed(file: String, code: Int32, message: String, sql: String)
    /// A statement was given another number of values than it has parameters.
    case parameterCount(file: String, expected: Int, given: Int, sql: String)
    /// The file was written by a newer program.
    case newerSchema(file: String, found: Int, supported: Int)

    /// SQLite's extended result code; `nil` where SQLite was not asked.
    public var code: Int32? {
        switch self {
        case .cannotOpen(_, let code, _), .failed(_, let code, _, _): code
        case .parameterCount, .newerSchema: nil
        }
    }

    public var file: String {
        switch self {
        case .cannotOpen(let file, _, _), .failed(let file, _, _, _): file
        case .parameterCount(let file, _, _, _), .newerSchema(let file, _, _): file
        }
    }

    public var message: String {
        switch self {
        case .cannotOpen(_, _, let message), .failed(_, _, let message, _): message
        case .parameterCount(_, let expected, let given, _):
            "the statement takes \(expected) values and was given \(given)"
        case .newerSchema(_, let found, let supported):
            "the file has version \(found) and this program reads up to \(supported)"
        }
    }

    public var sql: String? {
        switch self {
        case .failed(_, _, _, let sql), .parameterCount(_, _, _, let sql): sql
        case .cannotOpen, .newerSchema: nil
        }
    }

    private var primaryCode: Int32? { code.map { $0 & 0xff } }

    /// Another program holds the file and did not let go within the waiting time.
    public var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    /// The file's content is damaged, or was never a database.
    public var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

    public var isDiskFull: Bool { primaryCode == SQLITE_FULL }

    public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        let statement = sql.map { " (in: \($0))" } ?? ""
        let number = code.map { ", code \($0)" } ?? ""
        return "The database \(file) can't be used: \(message)\(number)\(statement). \(cure)"
    }

    private var cure: String {
        switch primaryCode {
        case SQLITE_BUSY, SQLITE_LOCKED: return "Close the other program that uses it and try again."
        case SQLITE_CORRUPT, SQLITE_NOTADB: return "Move the file away and start again; a copy may still be good."
        case SQLITE_FULL: return "Free some disk space and try again."
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN:
            return "Check that the folder exists and that you may write there."
        case SQLITE_IOERR: return "Check the disk, then try again."
        default: break
        }
        if case .newerSchema = self { return "Use a newer Xinglin, or another file." }
        return "This is a fault in Xinglin; please report it with this message."
    }
}
