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

    @Test(
        "JSON lines are read whatever their encoding and line ends, across the blocks in which the file is read",
        arguments: ["utf-8", "utf-8 with a mark", "windows line ends", "utf-16", "gb18030"])
    func jsonLineForms(_ form: String) async throws {
        try await withLibrary { library, write in
            let text = String(repeating: "高血压患者应当每天在家测量血压。", count: 200)
            let records = (1...400).map { "{\"id\":\"r\($0)\",\"title\":\"第\($0)条\",\"text\":\"\(text)\($0)\"}" }
            let joined = records.joined(separator: form == "windows line ends" ? "\r\n" : "\n")
            let file = try write("forms.jsonl", "")
            let encoding: String.Encoding =
                form == "utf-16" ? .utf16 : form == "gb18030" ? String.Encoding(rawValue: 0x8000_0632) : .utf8
            let mark = form == "utf-8 with a mark" ? Data([0xEF, 0xBB, 0xBF]) : Data()
            let content = mark + (try #require(joined.data(using: encoding)))
            #expect(content.count > 2 << 20)
            try content.write(to: file)
            let report = try await library.add(file, collection: "forms")
            #expect(report.passages == 400)
            #expect(report.notices.map(\.kind) == (encoding == .utf8 ? [] : [.encoding]))
            for number in [1, 2, 174, 175, 400] {
                let passage = try #require(try await library.passage("r\(number)")).0
                #expect(passage.chinese == text + "\(number)" && passage.title == "第\(number)条")
            }
            let source = try await library.source(of: "forms-forms")
            #expect(source.sha256 == SourceDigest.sha256(of: content))
            #expect(try await library.verify().count(.unchanged) == 1)
            #expect(try await library.guideline("forms-forms")?.language == "zh-Hans")
        }
    }

    @Test("A JSON-lines file that is garbled, no text, endless in a line or of an unknown large kind is refused")
    func jsonLineRefusals() async throws {
        try await withLibrary { library, write in
            let record = { (text: String) in "{\"id\":\"a\",\"text\":\"\(text)\"}\n" }
            let garbled = try write("g.jsonl", record("é«˜è¡€åŽ‹æ‚£è€…åº”å½“é™ç›") + record("x"))
            let error = await #expect(throws: LibraryError.self) { try await library.add(garbled, collection: "x") }
            #expect(error?.description.contains("garbled") == true)
            let binary = try write("b.jsonl", record("a\u{0}b"))
            let second = await #expect(throws: LibraryError.self) { try await library.add(binary, collection: "x") }
            #expect(second?.description.contains("bytes that no text has") == true)
            let picture = try write("p.jsonl", "GIF89a")
            await #expect(throws: LibraryError.unsupportedFormat(file: picture.path)) {
                try await library.add(picture, collection: "x")
            }
            let endless = try write("e.jsonl", record("x") + String(repeating: "a", count: FileLines.longest + 1))
            let third = await #expect(throws: LibraryError.self) { try await library.add(endless, collection: "x") }
            #expect(third?.description.contains("e.jsonl, line 2: it is longer than 16 MB") == true)
            let large = try write("l.jsonl", record("x"))
            try FileHandle(forWritingTo: large).truncate(atOffset: 80 << 20)
            let fourth = await #expect(throws: LibraryError.self) { try await library.add(large, collection: "x") }
            #expect(fourth?.description.contains("longer than") == true)
            #expect(try await library.passageCount() == 0)
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
