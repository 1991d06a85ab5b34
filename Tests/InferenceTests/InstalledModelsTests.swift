import Foundation
import Testing

@testable import Inference

@Suite("Models in the program's own folder")
struct InstalledModelsTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "installed-\(UUID().uuidString)")
    private var installed: InstalledModels { InstalledModels(folder: root.appending(path: "models")) }

    private func place(_ name: String, _ content: String = "GGUF") throws -> InstalledModel {
        let file = ModelEntry.File(
            name: "\(name).gguf", bytes: content.utf8.count, sha256: String(repeating: "0", count: 64))
        let model = InstalledModel(
            entry: ModelEntry(name: name, title: name, files: [file]), origin: .added, source: "/x.gguf",
            date: Date(timeIntervalSince1970: 1_790_000_000))
        try installed.prepare(name)
        try Data(content.utf8).write(to: installed.path(of: file, in: name))
        try installed.note(model)
        return model
    }

    @Test("What was noted is found again; a folder without a sound note is no model")
    func noted() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        #expect(installed.all.isEmpty)
        let model = try place("ward")
        try installed.prepare("half")
        try installed.prepare("liar")
        try FileManager.default.copyItem(
            at: installed.place(of: "ward").appending(path: "model.json"),
            to: installed.place(of: "liar").appending(path: "model.json"))
        #expect(installed.all == [model] && installed["ward"] == model && installed["half"] == nil)
        #expect(installed.file(of: model)?.lastPathComponent == "ward.gguf")
    }

    @Test("Removing takes one model's folder and nothing that a link points to")
    func removed() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        _ = try place("ward")
        let precious = root.appending(path: "precious")
        try FileManager.default.createDirectory(at: precious, withIntermediateDirectories: true)
        try Data("keep".utf8).write(to: precious.appending(path: "model.gguf"))
        try FileManager.default.createSymbolicLink(
            at: installed.place(of: "ward").appending(path: "link.gguf"),
            withDestinationURL: precious.appending(path: "model.gguf"))
        try FileManager.default.createSymbolicLink(
            at: installed.folder.appending(path: "elsewhere"), withDestinationURL: precious)
        for name in ["elsewhere", "..", "../precious", ".", "", "no-such"] {
            #expect(try !installed.remove(name), "\(name)")
        }
        #expect(try installed.remove("ward") && installed.all.isEmpty)
        #expect(try String(contentsOf: precious.appending(path: "model.gguf"), encoding: .utf8) == "keep")
    }

    @Test("What has come of an interrupted pull is counted")
    func partial() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let files = ["a.gguf", "b.gguf"].map { ModelEntry.File(name: $0, bytes: 10, sha256: "") }
        let entry = ModelEntry(name: "split", title: "", files: files)
        #expect(installed.partialBytes(of: entry) == nil)
        try installed.prepare("split")
        try Data(count: 10).write(to: installed.path(of: files[0], in: "split"))
        try Data(count: 4).write(to: installed.place(of: "split").appending(path: "b.gguf.part"))
        #expect(installed.partialBytes(of: entry) == 14)
    }

    @Test("A model's name finds its file, and the first place that has it wins")
    func located() throws {
        let places = ["ward": [URL(filePath: "/own/ward.gguf"), URL(filePath: "/a/ward.gguf")]]
        let locator = ModelLocator(folders: [URL(filePath: "/a")], named: places) { $0 == "/a/ward.gguf" }
        #expect(try locator.resolve(explicit: "ward").path == "/a/ward.gguf")
        #expect(throws: InferenceError.modelNotFound(searched: ["/own/ward.gguf", "/a/ward.gguf"])) {
            try ModelLocator(folders: [], named: places) { _ in false }.resolve(explicit: "ward")
        }
    }
}
