import Database
import Foundation
import Testing

@testable import Evidence

@Suite(
    "Search by meaning", .enabled(if: Resources.hasModel, "needs the embedding model that the bootstrap fetches"))
struct EmbeddingTests {
    private func withLibrary(_ body: (Library, (String) throws -> URL) async throws -> Void) async throws {
        try await Resources.withFolder { folder in
            let library = try Library(file: folder.appending(path: "library.sqlite"), embedder: Resources.model)
            try await body(library) { text in
                let file = folder.appending(path: "notes.md")
                try Data(text.utf8).write(to: file)
                return file
            }
        }
    }

    private static let notes =
        "## Feet\n\nInspect the feet of everyone with diabetes each year.\n\n## 眼底\n\n每年检查一次眼底。\n"

    @Test("A question finds a passage with which it shares no word, in its own and in the other language")
    func meaning() async throws {
        try await withLibrary { library, write in
            try await library.add(write(Self.notes), collection: "x")
            for (question, id) in [("视网膜筛查", "x-notes-2"), ("retinal screening", "x-notes-2"), ("糖尿病足筛查", "x-notes-1")]
            {
                let best = try #require(try await library.search(question).results.first)
                #expect(best.passage.id == id && best.semanticRank == 1, "\(question)")
            }
        }
    }

    @Test("Changing one passage embeds one passage, and nothing is left of the old one")
    func edit() async throws {
        try await withLibrary { library, write in
            try await library.add(write(Self.notes), collection: "x")
            let counts = Counts()
            try await library.add(write(Self.notes.replacing("each year", with: "at each visit")), collection: "x") {
                if $0.stage == .embedding { counts.note($0.total) }
            }
            #expect(counts.largest == 1)
            #expect(try await library.embeddingCount() == 2)
        }
    }

    @Test("A library made without the model gets its directions when the model is there")
    func later() async throws {
        try await Resources.withFolder { folder in
            let file = folder.appending(path: "library.sqlite")
            let notes = folder.appending(path: "notes.md")
            try Data(Self.notes.utf8).write(to: notes)
            try await Library(file: file, embedder: nil).add(notes, collection: "x")
            let library = try Library(file: file, embedder: Resources.model)
            #expect(try await library.synchronise([]).embeddedTexts == 2)
            #expect(try await library.search("retinal screening").results.first?.passage.id == "x-notes-2")
        }
    }

    @Test("Directions that another model gave are replaced, once")
    func otherModel() async throws {
        try await withLibrary { library, write in
            try await library.add(write(Self.notes), collection: "x")
            try await library.synchronise([])
            try await library.pretendOtherModel()
            #expect(try await library.synchronise([]).embeddedTexts == 2)
            #expect(try await library.synchronise([]).embeddedTexts == 0)
            #expect(try await library.embeddingCount() == 2)
            #expect(try await library.verify().faults.isEmpty)
            try await library.forgetDirections()
            #expect(try await library.verify().faults.count == 1, "passages without directions are a fault")
            try await library.synchronise([])
            #expect(try await library.search("retinal screening").results.first?.passage.id == "x-notes-2")
        }
    }

    @Test("A model that was cut short is refused, and the library works with words")
    func truncatedModel() async throws {
        try await Resources.withFolder { folder in
            let model = folder.appending(path: "model.bin")
            try Data(contentsOf: Resources.model, options: .alwaysMapped).prefix(60_000_000).write(to: model)
            let library = try Library(file: folder.appending(path: "library.sqlite"), embedder: model)
            #expect(library.lexicalOnly?.contains("cut short") == true)
            let file = folder.appending(path: "a.txt")
            try Data("apricot".utf8).write(to: file)
            try await library.add(file, collection: "x")
            #expect(try await library.search("apricot").results.count == 1)
        }
    }

    @Test("A cancelled addition changes nothing and keeps what was computed")
    func cancel() async throws {
        try await withLibrary { library, write in
            let file = try write((1...40).map { "## Section \($0)\n\nText number \($0).\n" }.joined())
            let counts = Counts()
            let task = Task {
                try await library.add(file, collection: "x") { progress in
                    guard progress.stage == .embedding, progress.done > 0 else { return }
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await library.passageCount() == 0)
            try await library.add(file, collection: "x") { if $0.stage == .embedding { counts.note($0.total) } }
            #expect((1..<40).contains(counts.largest))
        }
    }

    @Test(
        "A hint to an organisation or a year brings its passages forward",
        arguments: [
            ("ADA HbA1c target for adults", "American Diabetes Association"), ("中国指南 HbA1c 目标", "Chinese"),
            ("KDIGO metformin eGFR", "KDIGO"), ("欧洲 高血压诊断标准", "European"),
        ])
    func organisations(_ question: String, _ organisation: String) async throws {
        let best = try #require(try await PackLibrary.shared.opened().library.search(question).results.first)
        #expect(best.guideline.organisation.contains(organisation), "\(best.passage.id)")
    }

    /// Counts from a progress closure.
    final class Counts: @unchecked Sendable {
        private let lock = NSLock()
        private var value = 0

        func note(_ count: Int) { lock.withLock { value = max(value, count) } }
        var largest: Int { lock.withLock { value } }
    }
}

extension Library {
    /// Leaves the file as another model's would be: other keys, the same passages.
    func pretendOtherModel() throws {
        try connection.execute(
            """
            UPDATE guideline SET model = 'another';
            UPDATE embedding SET key = 'x' || key;
            """)
    }

    func forgetDirections() throws {
        try connection.execute("DELETE FROM passage_embedding; UPDATE guideline SET model = 'another'")
    }

    func embeddingCount() throws -> Int {
        try connection.firstRow("SELECT count(*) FROM embedding") { $0.int(0) } ?? 0
    }
}
