import Database
import Foundation
import Testing

@Suite("A statement")
struct StatementTests {
    @Test(
        "Every kind of value comes back as it was given",
        arguments: [
            Value.null, .integer(.min), .integer(.max), .real(7.05), .text(""), .text("HbA1c ≥6.5%（糖化血红蛋白）"),
            .text("a\0b"), .blob([]), .blob([0, 255, 7]),
        ])
    func roundTrip(_ value: Value) throws {
        let connection = try Connection(path: ":memory:")
        #expect(try connection.firstRow("SELECT ?", value) { $0.value(0) } == value)
    }

    @Test("Swift's own types can be bound, and nil is NULL")
    func bindable() throws {
        let connection = try Connection(path: ":memory:")
        let missing: String? = nil
        var statement = try connection.prepare("SELECT ?, ?, ?, ?, ?, ?")
        try statement.bind("甲", 42, 6.5, true, Data([1, 2]), missing)
        #expect(try statement.step())
        #expect(statement.text(0) == "甲")
        #expect(statement.int(1) == 42)
        #expect(statement.double(2) == 6.5)
        #expect(statement.bool(3) == true)
        #expect(statement.data(4) == Data([1, 2]))
        #expect(statement.isNull(5) && statement.optionalText(5) == nil)
        #expect(try !statement.step())
    }

    @Test("Text that looks like SQL stays text")
    func noInjection() throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE note (body TEXT)")
        let hostile = "'); DROP TABLE note; --"
        try connection.run("INSERT INTO note VALUES (?)", hostile)
        #expect(try connection.rows("SELECT body FROM note WHERE body = ?", hostile) { $0.text(0) } == [hostile])
    }

    @Test("A wrong number of values is an error, not a NULL")
    func parameterCount() throws {
        let connection = try Connection(path: ":memory:")
        #expect(throws: DatabaseError.parameterCount(file: ":memory:", expected: 2, given: 1, sql: "SELECT ?, ?")) {
            try connection.run("SELECT ?, ?", 1)
        }
    }

    @Test("A statement can be run again with other values, also after an error")
    func reuse() throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE note (body TEXT UNIQUE)")
        var insert = try connection.prepare("INSERT INTO note VALUES (?)")
        try insert.run("a")
        #expect(throws: DatabaseError.self) { try insert.run("a") }
        try insert.run("b")
        #expect(connection.lastInsertedRowID == 2)
        #expect(try connection.firstRow("SELECT count(*) FROM note") { $0.int(0) } == 2)
    }

    @Test("Two statements of the same text don't share a cursor, and a cached one starts afresh")
    func cache() throws {
        let connection = try Connection(path: ":memory:")
        let sql = "SELECT value FROM (SELECT 1 AS value UNION SELECT 2) WHERE value >= ?"
        for _ in 0..<3 {
            var first = try connection.prepare(sql)
            var second = try connection.prepare(sql)
            try first.bind(1)
            try second.bind(2)
            #expect(try first.step() && second.step())
            #expect(first.int(0) == 1 && second.int(0) == 2)
            #expect(try first.step())
        }
        // Values bound earlier are gone from the cached statement.
        var fresh = try connection.prepare(sql)
        #expect(try !fresh.step())
    }

    @Test("A statement keeps its connection open")
    func lifetime() throws {
        var statement = try Connection(path: ":memory:").prepare("SELECT 7 AS answer")
        #expect(try statement.step())
        #expect(statement.int(0) == 7 && statement.columnName(0) == "answer")
        #expect(statement.text(9).isEmpty)
    }
}
