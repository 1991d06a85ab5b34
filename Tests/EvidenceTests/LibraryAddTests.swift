import Foundation
import Testing

@testable import Evidence

@Suite("Adding to the library")
struct LibraryAddTests {
    private func withLibrary(_ body: (Library, (String, String) throws -> URL) async throws -> Void) async throws {
        try await Resources.withFolder { folder in
            let library = try Library(file: folder.appending(path: "library.sqlite"), embedder: nil)
            try await body(library) { name, text in
                let file = folder.appending(path: name)
                try Data(text.utf8).write(to: file)
                return file
            }
        }
    }

    @Test("Markdown is split at its headings, and each section knows where it stood")
    func markdown() async throws {
        try await withLibrary { library, write in
            let file = try write(
                "Ward notes.md",
                "# Ward\n\nIntro line.\n\n## Insulin\n\n### Night\n\nGive half.\n\n```\n# no heading\n```\n\n## 饮食\n\n少吃盐，多吃菜。\n"
            )
            #expect(try await library.add(file, collection: "ward").passages == 3)
            let guideline = try #require(try await library.guidelines().first)
            #expect(guideline.id == "ward-ward-notes" && guideline.title == "Ward" && guideline.collection == "ward")
            let passages = try await library.passages(of: guideline.id)
            #expect(passages.map(\.id) == ["ward-ward-notes-1", "ward-ward-notes-2", "ward-ward-notes-3"])
            #expect(passages.map(\.title) == ["Ward", "Insulin › Night", "饮食"])
            #expect(passages[1].english == "Give half.\n# no heading")
            #expect(passages[2].chinese == "少吃盐，多吃菜。" && passages[2].english == nil)
            #expect(passages.allSatisfy { $0.status == .unverified })
            #expect(try await library.search("吃盐").results.first?.passage.id == "ward-ward-notes-3")
        }
    }

    @Test("Plain text is joined into passages of bearable length, and none is lost")
    func plainText() async throws {
        try await withLibrary { library, write in
            let paragraphs = (1...60).map { "Paragraph \($0) speaks of subject\($0) at some length and in words." }
            let file = try write("long.txt", paragraphs.joined(separator: "\n\n"))
            let count = try await library.add(file, collection: "texts").passages
            let passages = try await library.passages(of: "texts-long")
            #expect(passages.count == count && count > 2)
            #expect(passages.allSatisfy { $0.text(in: "en").count <= Passages.longest })
            let all = passages.map { $0.text(in: "en") }.joined(separator: "\n")
            #expect(paragraphs.allSatisfy(all.contains))
            let endless = String(repeating: "高血压患者应当限盐。", count: 500)
            let drafts = Passages(of: PlainTextReader.blocks(endless)).drafts
            #expect(drafts.map(\.text).joined() == endless)
            #expect(drafts.allSatisfy { Passages.size($0.text) <= Passages.longest && $0.text.hasSuffix("。") })
        }
    }

    @Test("JSON lines keep their ids")
    func jsonLines() async throws {
        try await withLibrary { library, write in
            let file = try write(
                "corpus.jsonl",
                "{\"id\":\"NIH-1/a\",\"title\":\"Gout\",\"text\":\"Uric acid crystals.\"}\n\n{\"id\":7,\"text\":\"痛风饮食\"}\n"
            )
            #expect(try await library.add(file, collection: "nih").passages == 2)
            #expect(try await library.passage("NIH-1/a")?.0.title == "Gout")
            #expect(try await library.search("痛风").results.first?.passage.id == "7")
        }
    }

    @Test("A file in the guideline form keeps its fields, and its mistakes are refused")
    func guidelineForm() async throws {
        try await withLibrary { library, write in
            let text = GuidelineFileTests.front + "## local-goal\n- grade: C\n\nen: Our ward aims at 7.5%.\n"
            try await library.add(write("local.md", text), collection: "ward")
            let (passage, guideline) = try #require(try await library.passage("local-goal"))
            #expect(passage.grade == "C" && guideline.organisation.contains("ADA") && guideline.specialty.isEmpty)
            await #expect(throws: GuidelineFileError.self) {
                try await library.add(write("local.md", text + "stray\n\nmore stray\n"), collection: "ward")
            }
            #expect(try await library.passageCount() == 1)
        }
    }

    @Test("The same file again takes the place of the first; in two collections it is twice")
    func again() async throws {
        try await withLibrary { library, write in
            try await library.add(write("a.txt", "one"), collection: "x")
            try await library.add(write("a.txt", "two"), collection: "x")
            #expect(try await library.passages(of: "x-a").map(\.english) == ["two"])
            try await library.add(write("a.txt", "two"), collection: "y")
            #expect(try await library.passageCount() == 2)
        }
    }

    @Test("A document and a collection can be removed; words of removed passages find nothing")
    func remove() async throws {
        try await withLibrary { library, write in
            try await library.add(write("a.txt", "apricot"), collection: "x")
            try await library.add(write("b.txt", "banana"), collection: "x")
            #expect(try await library.remove("x-a") == 1)
            #expect(try await library.search("apricot").results.isEmpty)
            #expect(try await library.remove("x") == 1)
            #expect(try await library.guidelines().isEmpty)
            await #expect(throws: LibraryError.unknown("x")) { try await library.remove("x") }
        }
    }

    @Test("What comes with a pack can be neither removed, nor superseded by an added file")
    func packsAreSafe() async throws {
        try await withLibrary { library, write in
            try await library.synchronise(Resources.packs)
            await #expect(throws: LibraryError.belongsToPack("ada-standards-2026")) {
                try await library.remove("ada-standards-2026")
            }
            let text = GuidelineFileTests.front.replacing(
                "status: verified", with: "status: verified\nsupersedes: ada-standards-2026")
            try await library.add(
                write("x.md", text + "## x-goal\n- supersedes: ada-hba1c-goal\n\nen: Eat more sugar.\n"),
                collection: "x")
            #expect(try await library.passage("ada-hba1c-goal")?.0.edition == .current)
            #expect(try await library.guideline("ada-standards-2026")?.edition == .current)
        }
    }

    @Test(
        "Other formats are refused, whatever they are called, with what can be read",
        arguments: [
            ("a.docx", "PK"), ("a", "text"), ("a.txt", "%PDF-1.7 hidden"), ("a.html", "PK\u{3}\u{4}"),
            ("a.txt", "{\\rtf1 x}"),
        ])
    func formats(_ name: String, _ text: String) async throws {
        try await withLibrary { library, write in
            let file = try write(name, text)
            let error = await #expect(throws: LibraryError.self) { try await library.add(file, collection: "x") }
            #expect(error == .unsupportedFormat(file: file.path))
            #expect(error?.description.contains("Markdown (.md") == true)
        }
    }

    @Test(
        "A broken record names its line and adds nothing",
        arguments: [
            ("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\"}\n", 2), ("not json\n", 1),
            ("{\"id\":\"\",\"text\":\"x\"}", 1),
            ("{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"a\",\"text\":\"y\"}", 3),
            ("{\"id\":\"a\",\"text\":\"  \"}", 1),
        ])
    func records(_ text: String, _ line: Int) async throws {
        try await withLibrary { library, write in
            let file = try write("a.jsonl", text)
            let error = await #expect(throws: LibraryError.self) { try await library.add(file, collection: "x") }
            #expect(error?.description.contains("a.jsonl, line \(line): ") == true)
            #expect(try await library.passageCount() == 0)
        }
    }

    @Test("An empty file, a missing one and a bad collection name are refused")
    func refusals() async throws {
        try await withLibrary { library, write in
            await #expect(throws: LibraryError.self) { try await library.add(write("a.txt", " \n\n"), collection: "x") }
            await #expect(throws: LibraryError.self) {
                try await library.add(URL(filePath: "/nowhere/a.txt"), collection: "x")
            }
            for name in ["", "pack", "a b", "../x", "a/b"] {
                await #expect(throws: LibraryError.collectionName(name)) {
                    try await library.add(write("a.txt", "x"), collection: name)
                }
            }
        }
    }
}
