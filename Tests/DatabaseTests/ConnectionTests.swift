import Database
import Foundation
import Testing

@Suite("A connection")
struct ConnectionTests {
    struct Refusal: Error {}

    private func memory() throws -> Connection {
        let connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE)")
        return connection
    }

    private func count(_ connection: Connection) throws -> Int? {
        try connection.firstRow("SELECT count(*) FROM note") { $0.int(0) }
    }

    private func withFile(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "database-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appending(path: "file.sqlite").path)
    }

    @Test("A transaction that throws leaves nothing behind, and the connection can be used again")
    func rollsBack() throws {
        let connection = try memory()
        #expect(throws: Refusal.self) {
            try connection.transaction {
                try connection.run("INSERT INTO note (body) VALUES (?)", "高血压")
                throw Refusal()
            }
        }
        #expect(try count(connection) == 0)
        #expect(!connection.isInTransaction)
        try connection.transaction { try connection.run("INSERT INTO note (body) VALUES (?)", "kept") }
        #expect(try count(connection) == 1)
    }

    @Test("A transaction inside a transaction can fail alone")
    func nestedTransaction() throws {
        let connection = try memory()
        try connection.transaction {
            try connection.run("INSERT INTO note (body) VALUES (?)", "outer")
            try? connection.transaction {
                try connection.run("INSERT INTO note (body) VALUES (?)", "inner")
                throw Refusal()
            }
        }
        #expect(try connection.rows("SELECT body FROM note") { $0.text(0) } == ["outer"])
    }

    @Test("A broken rule of the schema is an error with its code, its words and its SQL")
    func constraintError() throws {
        let connection = try memory()
        let sql = "INSERT INTO note (body) VALUES (?)"
        try connection.run(sql, "once")
        let error = try #require(throws: DatabaseError.self) { try connection.run(sql, "once") }
        #expect(error.isConstraint)
        #expect(error.sql == sql)
        #expect(error.message.contains("UNIQUE"))
    }

    @Test("SQL with a mistake names itself in the error")
    func syntaxError() throws {
        let connection = try memory()
        let error = try #require(throws: DatabaseError.self) { _ = try connection.prepare("SELEC 1").sql }
        #expect(error.description.contains("SELEC 1"))
        #expect(throws: DatabaseError.self) { _ = try connection.prepare("  -- nothing").sql }
    }

    @Test("A file that is no database is refused as corrupt, and left as it was")
    func notADatabase() throws {
        try withFile { path in
            let content = Data("这不是数据库。This is no database at all, only text. ".utf8) + Data(count: 4_096)
            try content.write(to: URL(filePath: path))
            let error = try #require(throws: DatabaseError.self) { _ = try Connection(path: path) }
            #expect(error.isCorrupt)
            #expect(error.file == path)
            #expect(try Data(contentsOf: URL(filePath: path)) == content)
        }
    }

    @Test("A missing folder, and a missing file to be read only, are refused with what to do")
    func missing() throws {
        let error = try #require(throws: DatabaseError.self) { _ = try Connection(path: "/nowhere/at/all.sqlite") }
        #expect(error.description.contains("Check that the folder exists"))
        try withFile { path in
            #expect(throws: DatabaseError.self) { _ = try Connection(path: path, mode: .readOnly) }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test("Nothing can be changed through a connection that only reads")
    func readOnly() throws {
        try withFile { path in
            try Connection(path: path).execute("CREATE TABLE note (id INTEGER)")
            let reader = try Connection(path: path, mode: .readOnly)
            #expect(throws: DatabaseError.self) { try reader.run("INSERT INTO note VALUES (1)") }
            #expect(try reader.transaction { try reader.firstRow("SELECT count(*) FROM note") { $0.int(0) } } == 0)
        }
    }

    @Test("A second connection to the same file reads what the first has committed, not what it is writing")
    func twoConnections() throws {
        try withFile { path in
            let writer = try Connection(path: path)
            try writer.execute("CREATE TABLE note (body TEXT)")
            let reader = try Connection(path: path, mode: .readOnly)
            try writer.transaction {
                try writer.run("INSERT INTO note VALUES (?)", "血糖")
                #expect(try reader.rows("SELECT body FROM note") { $0.text(0) }.isEmpty)
            }
            #expect(try reader.rows("SELECT body FROM note") { $0.text(0) } == ["血糖"])
        }
    }

    @Test("A second writer is told that the file is busy")
    func busy() throws {
        try withFile { path in
            let first = try Connection(path: path)
            try first.execute("CREATE TABLE note (body TEXT)")
            let second = try Connection(path: path, busyMilliseconds: 10)
            try first.transaction {
                let error = try #require(throws: DatabaseError.self) { try second.transaction {} }
                #expect(error.isBusy)
            }
        }
    }

    @Test("What the user wrote is synced at each commit; what can be made again less often")
    func durability() throws {
        try withFile { path in
            for (mode, level) in [(Connection.Mode.readWrite, 2), (.cache, 1)] {
                let connection = try Connection(path: path, mode: mode)
                #expect(try connection.firstRow("PRAGMA synchronous") { $0.int(0) } == level)
                #expect(try connection.firstRow("PRAGMA journal_mode") { $0.text(0) } == "wal")
                #expect(try connection.firstRow("PRAGMA foreign_keys") { $0.bool(0) } == true)
            }
        }
    }

    @Test("Migrations run once, in order, and a newer file is refused")
    func migrations() throws {
        let connection = try Connection(path: ":memory:")
        let first = "CREATE TABLE visit (id INTEGER)"
        try connection.migrate([first])
        try connection.migrate([first, "ALTER TABLE visit ADD COLUMN day TEXT; CREATE INDEX day ON visit (day)"])
        #expect(try connection.prepare("SELECT * FROM visit").columnCount == 2)
        #expect(throws: DatabaseError.newerSchema(file: ":memory:", found: 2, supported: 1)) {
            try connection.migrate([first])
        }
    }

    @Test("A migration with a mistake changes nothing")
    func failedMigration() throws {
        let connection = try Connection(path: ":memory:")
        #expect(throws: DatabaseError.self) { try connection.migrate(["CREATE TABLE a (x)", "CREATE TABLE a (x)"]) }
        #expect(try connection.firstRow("PRAGMA user_version") { $0.int(0) } == 0)
        #expect(try connection.firstRow("SELECT count(*) FROM sqlite_schema") { $0.int(0) } == 0)
    }
}
