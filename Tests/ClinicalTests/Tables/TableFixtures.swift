import Foundation

@testable import Clinical

/// The shipped tables, and small ones written in the tests.
enum Tables {
    static let folder = TestFiles.root.appending(path: "Prompts/tables")
    static let facts = TestFiles.shared.appending(path: "facts")

    /// File names of the shipped tables; empty would fail the test that counts them.
    static let files: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".json") && $0 != DecisionTables.topicsFile }.sorted()
    }()

    private static let loaded = Result { try DecisionTables.load(from: folder) }

    /// Read once for all tests.
    static func shipped() throws -> DecisionTables { try loaded.get() }

    static func table(_ file: String) throws -> DecisionTable {
        try DecisionTable.read(Data(contentsOf: folder.appending(path: file)), file: file)
    }

    /// A table over `x` (0 to 10 mm) and `side` (left, right).
    static func json(rows: String, x: String = #""from": 0, "to": 10"#, extra: String = "") -> String {
        """
        {
        "schema": "xinglin.decision-table/1", "id": "t", "topic": "t", "title": { "en": "T", "zh": "表" },
        "organisation": { "en": "O", "zh": "组织" }, "document": "D", "year": 2024, "edition": "current",
        "scope": { "en": "all", "zh": "全部" }, \(extra)
        "inputs": [
        { "id": "x", "name": { "en": "size", "zh": "大小" }, "unit": "mm", \(x) },
        { "id": "side", "name": { "en": "side", "zh": "侧别" }, "values": [
          { "id": "left", "en": "left side", "zh": "左侧" }, { "id": "right", "en": "right side", "zh": "右侧" } ] }
        ],
        "rows": [
        \(rows)
        ]
        }
        """
    }

    static func row(_ id: String, _ when: String) -> String {
        """
        { "id": "\(id)", "when": { \(when) }, "text": { "en": "\(id)", "zh": "行" }, "facts": ["f"], "status": "verified" }
        """
    }

    static func read(_ json: String) throws(TableFileError) -> DecisionTable {
        try DecisionTable.read(Data(json.utf8), file: "t.json")
    }

    static func read(rows: String...) throws(TableFileError) -> DecisionTable {
        try read(json(rows: rows.joined(separator: ",\n")))
    }
}
