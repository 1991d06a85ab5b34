import Database
import Foundation
import Testing

@testable import Evidence

@Suite("Large libraries")
struct ScaleTests {
    private static let guideline = Guideline(id: "long", title: "Long", organisation: "Ward", collection: "x")

    private static func passages(_ numbers: Range<Int>) -> [Passage] {
        numbers.map {
            Passage(id: "long-\($0)", guideline: "long", english: "Passage \($0) is about apricot\($0 % 7) and common.")
        }
    }

    @Test("A document comes batch by batch, a reader sees whole batches, and an addition goes on where it stopped")
    func append() async throws {
        try await Resources.withFolder { folder in
            let file = folder.appending(path: "library.sqlite")
            let writer = try Library(file: file, embedder: nil)
            let reader = try Library(file: file, embedder: nil)
            for start in stride(from: 0, to: 300, by: 100) {
                let done = try await writer.append(
                    Self.passages(start..<start + 100), to: Self.guideline, key: "x/long")
                #expect(done == start + 100)
                #expect(try await reader.passageCount() == done)
                #expect(try await reader.search("apricot3").results.count == 8)
            }
            await #expect(throws: (any Error).self) {
                try await writer.append(Self.passages(299..<301), to: Self.guideline, key: "x/long")
            }
            #expect(try await reader.passageCount() == 300)
            try await writer.finishAppending(key: "x/long", fingerprint: "f")
            #expect(try await writer.faults().isEmpty)
            #expect(try await writer.remove("long") == 300)
            #expect(try await writer.faults().isEmpty)
        }
    }

    @Test("While somebody writes, a library opens and answers; what a crash leaves behind is as before the writing")
    func crash() async throws {
        try await Resources.withFolder { folder in
            let file = folder.appending(path: "library.sqlite")
            let library = try Library(file: file, embedder: nil)
            try await library.append(Self.passages(0..<50), to: Self.guideline, key: "x/long")
            try await library.duringUnfinishedAppend(Self.passages(50..<2_000), of: Self.guideline) {
                let reader = try Library(file: file, embedder: nil)
                #expect(try await reader.passageCount() == 50)
                #expect(try await reader.search("apricot3").results.count == 7)
                // The files as a process leaves them that is killed now.
                for ending in ["", "-wal"] {
                    try FileManager.default.copyItem(
                        atPath: file.path + ending, toPath: folder.path + "/crashed.sqlite" + ending)
                }
            }
            let crashed = try Library(file: folder.appending(path: "crashed.sqlite"), embedder: nil)
            #expect(try await crashed.passageCount() == 50)
            #expect(try await crashed.faults().isEmpty)
            #expect(try await crashed.append(Self.passages(50..<60), to: Self.guideline, key: "x/long") == 60)
        }
    }

    @Test("Beyond the limit rare words are ranked, and where none is rare, passages with the two rarest")
    func budget() async throws {
        try await Resources.withFolder { folder in
            let library = try Library(file: folder.appending(path: "library.sqlite"), embedder: nil)
            try await library.append(Self.passages(0..<200), to: Self.guideline, key: "x/long")
            await library.limit(SearchLimits(wordsWhole: 0, ranked: 60))
            let rare = try await library.found("\"common\" OR \"apricot3\"")
            #expect(rare.count == 29 && rare.allSatisfy { $0 % 7 == 3 })
            await library.limit(SearchLimits(wordsWhole: 0, ranked: 20))
            #expect(try await library.found("\"common\" OR \"apricot3\"").allSatisfy { $0 % 7 == 3 })
            #expect(try await library.found("\"common\"").count == 20)
        }
    }

    @Test(
        "In a small library the words find what they always found, in the same order",
        .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
    func sameWords() async throws {
        let library = try await PackLibrary.shared.opened().library
        for question in ["HbA1c target for older adults", "高血压的诊断标准是什么？", "metformin eGFR 30 contraindicated"] {
            let (now, before) = try await library.compareWords(question)
            #expect(!now.isEmpty && now == before, "\(question)")
        }
    }

    @Test(
        "Sketches find what a comparison with all finds, in all packs and in one",
        .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
    func sketches() async throws {
        let shared = try await PackLibrary.shared.opened().library
        try await Resources.withFolder { folder in
            let copy = folder.appending(path: "library.sqlite")
            try await shared.checkpoint()
            try FileManager.default.copyItem(at: await shared.file, to: copy)
            let library = try Library(file: copy, embedder: Resources.model, lexicon: try Resources.lexicon())
            await library.limit(SearchLimits(vectorsWhole: 100, candidatesEach: 20))
            let questions = try Resources.specialties.flatMap { try Resources.checkQuestions($0) }.map(\.question)
            let some = Array(questions.prefix(30))
            #expect(try await library.recallAtTen(some) >= 0.95)
            #expect(try await library.isExact() == false)
            #expect(
                try await library.search(some[0], specialties: ["lipids"]).results.allSatisfy {
                    $0.guideline.specialty == "lipids"
                })
        }
    }
}

extension Library {
    fileprivate func limit(_ limits: SearchLimits) {
        self.limits = limits
        indexVersion = nil
    }

    fileprivate func isExact() throws -> Bool { index.vectors.isExact }
    fileprivate func checkpoint() throws { try connection.checkpoint() }

    /// The numbers of the passages that a match finds.
    fileprivate func found(_ match: String) throws -> [Int] {
        try refreshIndex()
        return try lexicalRows(match, specialties: nil, limit: 100).map { Int($0.row - Self.firstAddedRow) }
    }

    /// What SQLite finds wrong with the file.
    fileprivate func faults() throws -> [String] {
        try connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        let found = try connection.rows("PRAGMA integrity_check") { $0.text(0) }
        let stray = try connection.rows("SELECT rowid FROM words EXCEPT SELECT rowid FROM passage") { $0.text(0) }
        return found.filter { $0 != "ok" } + stray
    }

    fileprivate func duringUnfinishedAppend(
        _ passages: [Passage], of guideline: Guideline, _ body: () async throws -> Void
    ) async throws {
        try connection.execute("BEGIN IMMEDIATE; PRAGMA cache_spill = 1; PRAGMA cache_size = 5")
        try insert(passages, of: guideline, from: 50)
        try await body()
        try connection.execute("ROLLBACK")
    }

    /// The first hundred rows by the words, and those of a table that is made as it was in earlier versions.
    fileprivate func compareWords(_ question: String) throws -> (now: [Int64], before: [Int64]) {
        try refreshIndex()
        try connection.execute(
            """
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.before USING fts5 (
                body, detail = 'column', tokenize = "porter unicode61 remove_diacritics 0 tokenchars '.'");
            DELETE FROM temp.before;
            INSERT INTO temp.before (rowid, body) SELECT rowid, body FROM words;
            """)
        let match = Question(question, lexicon: lexicon).match ?? ""
        let before = try connection.rows(
            "SELECT rowid FROM temp.before WHERE before MATCH ? ORDER BY rank, rowid LIMIT 100", match
        ) { $0.int64(0) }
        return (try lexicalRows(match, specialties: nil, limit: 100).map(\.row), before)
    }
}
