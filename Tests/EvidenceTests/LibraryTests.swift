import Foundation
import Testing

@testable import Evidence

@Suite("The library")
struct LibraryTests {
    /// A pack of two documents in a folder of its own, and a library without the embedding model.
    struct Shelf {
        var folder: URL
        var library: Library
        var packs: [GuidelineSource]

        init(_ root: URL) async throws {
            folder = root.appending(path: "bp")
            packs = [GuidelineSource(specialty: "bp", folder: folder)]
            library = try Library(file: root.appending(path: "library.sqlite"), embedder: nil)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try write(
                "old",
                Self.front("old", 2017, nil) + "## old-threshold\nen: Start drugs at 140/90 mmHg.\n\nzh: 140/90起用药。\n")
            try write(
                "new",
                Self.front("new", 2025, "old") + """
                    ## new-threshold
                    - supersedes: old-threshold
                    - conflicts_with: elsewhere

                    en: Start drugs at 130/80 mmHg in diabetes.

                    zh: 糖尿病患者130/80起用药。

                    ## home-reading

                    en: Measure blood pressure at home twice a day.

                    zh: 在家每天量两次血压。

                    """)
        }

        func write(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: folder.appending(path: name + ".md"))
        }

        static func front(_ id: String, _ year: Int, _ supersedes: String?) -> String {
            """
            ---
            id: \(id)
            title: Blood pressure \(year)
            organisation: Society
            year: \(year)
            language: en
            status: verified\(supersedes.map { "\nsupersedes: \($0)" } ?? "")
            ---


            """
        }

        func ids(_ query: String) async throws -> [String] {
            try await library.search(query).results.map(\.passage.id)
        }
    }

    private func withShelf(_ body: (Shelf) async throws -> Void) async throws {
        try await Resources.withFolder { root in
            let shelf = try await Shelf(root)
            try await body(shelf)
        }
    }

    @Test("A first synchronisation reads every file, a second one none")
    func incremental() async throws {
        try await withShelf { shelf in
            let first = try await shelf.library.synchronise(shelf.packs)
            #expect(first.changedFiles == ["bp/new.md", "bp/old.md"] && first.passages == 3)
            let second = try await shelf.library.synchronise(shelf.packs)
            #expect(second.changedFiles.isEmpty && second.removedFiles.isEmpty && second.passages == 3)
        }
    }

    @Test("An edited file is read again alone, and a removed one is forgotten")
    func changes() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            try shelf.write("new", Shelf.front("new", 2025, "old") + "## salt\n\nzh: 少吃盐。\n")
            let edited = try await shelf.library.synchronise(shelf.packs)
            #expect(edited.changedFiles == ["bp/new.md"] && edited.passages == 2)
            #expect(try await shelf.ids("吃盐") == ["salt"])
            #expect(try await shelf.ids("in diabetes").isEmpty)
            try FileManager.default.removeItem(at: shelf.folder.appending(path: "new.md"))
            let removed = try await shelf.library.synchronise(shelf.packs)
            #expect(removed.removedFiles == ["bp/new.md"] && removed.passages == 1)
            #expect(try await shelf.library.passage("old-threshold")?.0.edition == .current)
        }
    }

    @Test("A mistake in one file leaves the library as it was")
    func mistake() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            try shelf.write("old", Shelf.front("old", 2017, nil) + "## a\nen: fine\n")
            try shelf.write("new", "no front matter")
            await #expect(throws: GuidelineFileError(file: "bp/new.md", line: 1, mistake: .noFrontMatter)) {
                try await shelf.library.synchronise(shelf.packs)
            }
            #expect(try await shelf.library.passageCount() == 3)
            #expect(try await shelf.ids("blood pressure at home").first == "home-reading")
        }
    }

    @Test("Two passages or documents of one id are refused with both places")
    func duplicates() async throws {
        try await withShelf { shelf in
            try shelf.write("third", Shelf.front("third", 2020, nil) + "## home-reading\nen: x\n")
            await #expect(
                throws: LibraryError.duplicatePassage(id: "home-reading", first: "bp/new.md", second: "bp/third.md")
            ) { try await shelf.library.synchronise(shelf.packs) }
            try shelf.write("third", Shelf.front("new", 2020, nil) + "## z\nen: x\n")
            await #expect(
                throws: LibraryError.duplicateGuideline(id: "new", first: "bp/new.md", second: "bp/third.md")
            ) { try await shelf.library.synchronise(shelf.packs) }
            #expect(try await shelf.library.passageCount() == 0)
        }
    }

    @Test("A passage can move from one file to another")
    func moves() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            try shelf.write("new", Shelf.front("new", 2025, "old") + "## salt\n\nen: Less salt.\n")
            try shelf.write("third", Shelf.front("third", 2020, nil) + "## home-reading\nen: Measure at home.\n")
            try await shelf.library.synchronise(shelf.packs)
            #expect(try await shelf.library.passage("home-reading")?.1.id == "third")
        }
    }

    @Test("A superseded edition is left out, and comes on request, or first where its year is named")
    func editions() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            let (old, document) = try #require(try await shelf.library.passage("old-threshold"))
            #expect(old.edition == .superseded && document.edition == .superseded)
            let question = "start drugs at 140/90 mmHg"
            #expect(try await shelf.ids(question) == ["new-threshold"])
            let asked = SearchContext(includesSuperseded: true)
            let all = try await shelf.library.search(question, context: asked).results
            #expect(all.map(\.passage.id) == ["new-threshold", "old-threshold"])
            #expect(all.last?.reasons.contains(.superseded) == true)
            #expect(try await shelf.ids("start drugs at 140/90 mmHg by the previous edition").count == 2)
            #expect(try await shelf.ids("2017: start drugs at 140/90 mmHg").first == "old-threshold")
        }
    }

    @Test("A reference to a passage that no file has is a warning")
    func dangling() async throws {
        try await withShelf { shelf in
            let report = try await shelf.library.synchronise(shelf.packs)
            #expect(
                report.warnings == ["new-threshold: conflicts_with names \"elsewhere\", which isn't in the library"])
        }
    }

    @Test(
        "A Chinese word of two characters, a figure and an English word find their passage",
        arguments: [
            ("血压怎么量", "home-reading"), ("130/80", "new-threshold"), ("measuring at home", "home-reading"),
            ("在家測血壓", "home-reading"),
        ])
    func lexical(_ query: String, _ id: String) async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            #expect(try await shelf.ids(query).first == id)
        }
    }

    @Test("Without the embedding model a response says that only words were searched")
    func lexicalOnly() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            let response = try await shelf.library.search("blood pressure")
            #expect(response.lexicalOnly == "no embedding model is set up")
            #expect(response.results.first?.semanticRank == nil && response.results.first?.lexicalRank == 1)
        }
        try await Resources.withFolder { folder in
            let model = folder.appending(path: "model.bin")
            let file = folder.appending(path: "library.sqlite")
            #expect(try Library(file: file, embedder: model).lexicalOnly?.contains("is not there") == true)
            try Data("E5S1 and then nothing".utf8).write(to: model)
            #expect(try Library(file: file, embedder: model).lexicalOnly?.contains("damaged") == true)
        }
    }

    @Test("Nothing is found for nothing", arguments: ["", "   ", "？！", "the of and"])
    func emptyQuery(_ query: String) async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            let response = try await shelf.library.search(query)
            #expect(response.results.isEmpty && !response.isOnSubject)
        }
    }

    @Test("A search in other specialties finds nothing of this one")
    func specialties() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            #expect(try await shelf.library.search("blood pressure", specialties: ["lipids"]).results.isEmpty)
            #expect(try await !shelf.library.search("blood pressure", specialties: ["lipids", "bp"]).results.isEmpty)
        }
    }

    @Test("The library is there again when it is opened again, and another process's change is seen")
    func reopen() async throws {
        try await withShelf { shelf in
            try await shelf.library.synchronise(shelf.packs)
            let other = try Library(file: await shelf.library.file, embedder: nil)
            #expect(try await other.search("blood pressure").results.first?.passage.id == "home-reading")
            try shelf.write(
                "new", Shelf.front("new", 2025, "old") + "## cuff\nen: Blood pressure needs a fitting cuff.\n")
            try await shelf.library.synchronise(shelf.packs)
            #expect(try await other.search("blood pressure").results.first?.passage.id == "cuff")
            #expect(try await other.guidelines().map(\.id) == ["new", "old"])
            #expect(try await other.passages(of: "new").map(\.id) == ["cuff"])
        }
    }

    @Test("A file that is no library is refused and left as it was")
    func notALibrary() async throws {
        try await Resources.withFolder { folder in
            let file = folder.appending(path: "notes.txt")
            let content = Data(String(repeating: "只是文字 only text. ", count: 400).utf8)
            try content.write(to: file)
            #expect(throws: LibraryError.self) { try Library(file: file, embedder: nil) }
            #expect(try Data(contentsOf: file) == content)
        }
    }

    @Test("A missing pack folder is refused by name")
    func missingFolder() async throws {
        try await withShelf { shelf in
            let error = await #expect(throws: LibraryError.self) {
                try await shelf.library.synchronise([GuidelineSource(specialty: "x", folder: URL(filePath: "/nowhere"))]
                )
            }
            #expect(error?.description.contains("/nowhere") == true)
        }
    }
}
