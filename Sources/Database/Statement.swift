internal import CSQLite
public import Foundation

/// A compiled statement, standing before its first row or on a row.
///
/// It can't be copied, so two readers never advance the same cursor. When it goes out of scope it is
/// reset and handed back to the connection's cache. Columns are counted from 0; reading a column while
/// not on a row, or one that does not exist, gives NULL's value (`nil`, 0, an empty text).
@safe public struct Statement: ~Copyable {
    private let connection: Connection
    private let handle: OpaquePointer
    public let sql: String

    init(connection: Connection, handle: OpaquePointer, sql: String) {
        self.connection = connection
        unsafe self.handle = handle
        self.sql = sql
    }

    deinit { unsafe connection.takeBack(handle, sql: sql) }

    // MARK: Parameters

    /// Binds all parameters, in order, and starts over.
    public mutating func bind(_ values: any Bindable...) throws(DatabaseError) {
        try bind(all: values)
    }

    public mutating func bind(all values: [any Bindable]) throws(DatabaseError) {
        reset()
        let expected = unsafe Int(sqlite3_bind_parameter_count(handle))
        guard values.count == expected else {
            throw .parameterCount(file: connection.path, expected: expected, given: values.count, sql: sql)
        }
        for (index, value) in values.enumerated() {
            try connection.check(bind(value.databaseValue, at: Int32(index + 1)), sql: sql)
        }
    }

    private func bind(_ value: Value, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(handle, index)
        case .integer(let integer):
            return unsafe sqlite3_bind_int64(handle, index, integer)
        case .real(let real):
            return unsafe sqlite3_bind_double(handle, index, real)
        case .text(var text):
            return text.withUTF8 { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self) { unsafe bindText($0, at: index) }
            }
        case .blob(let blob):
            return unsafe blob.withUnsafeBytes { bytes in
                unsafe csqlite_bind_blob(handle, index, bytes.baseAddress, Int32(clamping: bytes.count))
            }
        }
    }

    private func bindText(_ bytes: UnsafeBufferPointer<CChar>, at index: Int32) -> Int32 {
        // An empty buffer may have no address, which SQLite would take for NULL.
        guard let start = bytes.baseAddress else { return unsafe csqlite_bind_text(handle, index, "", 0) }
        return unsafe csqlite_bind_text(handle, index, start, Int32(clamping: bytes.count))
    }

    // MARK: Rows

    /// Goes to the next row; false when there is none (or the statement gives none).
    @discardableResult
    public mutating func step() throws(DatabaseError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw connection.error(code, sql: sql)
        }
    }

    /// Goes back before the first row; the bound values stay.
    public mutating func reset() {
        _ = unsafe sqlite3_reset(handle)
    }

    /// Binds, runs to the end and starts over: an insert, an update or a deletion.
    public mutating func run(_ values: any Bindable...) throws(DatabaseError) {
        try run(all: values)
    }

    public mutating func run(all values: [any Bindable]) throws(DatabaseError) {
        try bind(all: values)
        while try step() {}
        reset()
    }

    // MARK: Columns

    public var columnCount: Int { unsafe Int(sqlite3_column_count(handle)) }

    public func columnName(_ column: Int) -> String {
        guard let name = unsafe sqlite3_column_name(handle, Int32(column)) else { return "" }
        return unsafe String(cString: name)
    }

    public func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    public func int(_ column: Int) -> Int { Int(int64(column)) }

    public func int64(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(column)) }

    public func double(_ column: Int) -> Double { unsafe sqlite3_column_double(handle, Int32(column)) }

    public func bool(_ column: Int) -> Bool { int64(column) != 0 }

    public func text(_ column: Int) -> String { optionalText(column) ?? "" }

    public func blob(_ column: Int) -> [UInt8] {
        // SQLite asks for the pointer before the count.
        guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    public func data(_ column: Int) -> Data { Data(blob(column)) }

    public func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }

    public func optionalDouble(_ column: Int) -> Double? { isNull(column) ? nil : double(column) }

    public func optionalText(_ column: Int) -> String? {
        guard let start = unsafe sqlite3_column_text(handle, Int32(column)) else { return nil }
        let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    public func value(_ column: Int) -> Value {
        switch unsafe sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: .integer(int64(column))
        case SQLITE_FLOAT: .real(double(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(blob(column))
        default: .null
        }
    }
}
