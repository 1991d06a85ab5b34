import Foundation
import Testing

@testable import Inference

@Suite("The catalogue of models")
struct ModelCatalogueTests {
    static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Prompts/models.json")

    private let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID().uuidString)")
    private var own: URL { folder.appending(path: "models.json") }

    private func write(_ models: String, schema: String = "xinglin.models/1") throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(#"{"schema": "\#(schema)", "models": [\#(models)]}"#.utf8).write(to: own)
    }

    private static func entry(
        name: String = "ward-7b", file: String = "ward.gguf", bytes: Int = 5,
        hash: String = String(repeating: "a", count: 64)
    ) -> String {
        #"{"name": "\#(name)", "title": "T", "files": [{"name": "\#(file)", "bytes": \#(bytes), "sha256": "\#(hash)"}]}"#
    }

    private func problem() -> ModelCatalogueError.Problem? {
        do throws(ModelCatalogueError) {
            _ = try ModelCatalogue.load(Self.shipped, own: own)
            return nil
        } catch {
            return error.file == own.path ? error.problem : nil
        }
    }

    @Test("What ships names the models that the program knows, with the same files and hashes")
    func known() throws {
        let catalogue = try ModelCatalogue.load(Self.shipped, own: own)
        #expect(catalogue.ownNames.isEmpty && catalogue.entries.map(\.name) == KnownModel.allCases.map(\.rawValue))
        for model in KnownModel.allCases {
            let entry = try #require(catalogue[model.rawValue])
            #expect(entry.files.map(\.name) == [model.fileName] && entry.files.map(\.sha256) == [model.sha256])
            #expect(entry.licence == model.licence && entry.urls == nil)
            #expect(catalogue.entry(withDigest: model.sha256) == entry)
            for language in ["en", "zh-Hans"] { #expect(entry.notes?[language]?.isEmpty == false) }
        }
    }

    @Test("What it says of context, template and languages is what the files say of themselves")
    func facts() throws {
        for entry in try ModelCatalogue.load(Self.shipped, own: own).entries {
            let file = TestModel.file.deletingLastPathComponent().appending(path: entry.files[0].name)
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            let facts = try ModelFacts.read(file)
            #expect(facts.trainedContext == entry.context && facts.template == entry.template)
            #expect(facts.bytes == entry.bytes)
            #expect(facts.languages.isEmpty || facts.languages == entry.languages)
        }
    }

    @Test("A hospital's own entries come beside it, and win where a name is the same")
    func ownEntries() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(Self.entry() + "," + Self.entry(name: "default", file: "ours.gguf"))
        let catalogue = try ModelCatalogue.load(Self.shipped, own: own)
        #expect(catalogue.entries.map(\.name) == ["small", "ward-7b", "default"])
        #expect(catalogue["default"]?.files.first?.name == "ours.gguf")
        #expect(catalogue.ownNames == ["ward-7b", "default"])
        #expect(catalogue.entry(withFile: "ward.gguf", bytes: 5)?.name == "ward-7b")
        #expect(catalogue.entry(withFile: "ward.gguf", bytes: 6) == nil)
    }

    @Test("A mistake is refused by its kind, with the file")
    func mistakes() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let cases: [(String, ModelCatalogueError.Problem)] = [
            (Self.entry(name: "../up"), .name("../up")), (Self.entry(name: "Ward"), .name("Ward")),
            (Self.entry(file: "../../x.gguf"), .fileName("ward-7b", "../../x.gguf")),
            (Self.entry(file: ".hidden.gguf"), .fileName("ward-7b", ".hidden.gguf")),
            (Self.entry(file: "x.bin"), .fileName("ward-7b", "x.bin")),
            (Self.entry(bytes: 0), .size("ward-7b", "ward.gguf")),
            (Self.entry(hash: "ABC"), .hash("ward-7b", "ward.gguf")),
            (Self.entry() + "," + Self.entry(), .twice("ward-7b")),
            (#"{"name": "x", "title": "T", "files": []}"#, .noFile("x")),
        ]
        for (models, expected) in cases {
            try write(models)
            #expect(problem() == expected)
        }
        try write("", schema: "other/1")
        #expect(problem() == .schema("other/1"))
        try write("{")
        guard case .json? = problem() else {
            Issue.record("half a file should have been refused")
            return
        }
    }

    @Test(
        "A file's name becomes a model's name that can be typed",
        arguments: [
            ("Qwen3-4B.Q4_K_M.gguf", "qwen3-4b.q4_k_m"), ("模型.gguf", "model"), (".x y.gguf", "x-y"), ("a", "a"),
        ])
    func names(_ file: String, _ name: String) {
        #expect(ModelEntry.name(of: file) == name && ModelEntry.isName(name))
    }
}
