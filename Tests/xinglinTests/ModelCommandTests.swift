import Digest
import Foundation
import TestSupport
import Testing

@testable import xinglin

@Suite("xinglin model", .serialized)
struct ModelCommandTests {
    let program: Program

    init() throws { program = try Program() }

    private func models(_ run: Program.Run) throws -> [[String: Any]] {
        try #require(run.json()["models"] as? [[String: Any]])
    }

    private func row(_ name: String) throws -> [String: Any] {
        try #require(models(try program.run("model", "list", "--json")).first { $0["name"] as? String == name })
    }

    @Test("The list names what can be fetched, with size and licence, in both languages")
    func list() throws {
        let english = try program.run("model", "list")
        #expect(english.status == 0 && english.output.split(separator: "\n").count == 2)
        #expect(english.output.contains("* default  Qwen2.5-Coder-1.5B-Instruct, Q4_K_M · 1.1 GB · Apache-2.0"))
        #expect(english.output.contains("32768 tokens · en, zh · not here"))
        let chinese = try program.run("model", "list", locale: "zh_CN.UTF-8")
        #expect(chinese.output.contains("32768 词元 · en, zh · 未安装"))
        #expect(try row("small")["state"] as? String == "absent")
    }

    @Test("A file is added, found by its name, described, checked, used and removed")
    func life() throws {
        let file = try program.file("Ward Model.gguf", TinyModel().data)
        let added = try program.run("model", "add", file.path, "--json")
        #expect(added.status == 0 && added.notes.contains("in a process of its own"))
        let model = try #require(try added.json()["model"] as? [String: Any])
        #expect(model["name"] as? String == "ward-model" && model["title"] as? String == "Tiny test model")
        #expect(model["licence"] as? String == "mit" && model["state"] as? String == "installed")
        let path = try #require(model["path"] as? String)
        #expect(path.hasPrefix(program.home.path + "/data/models/ward-model/"))
        #expect(try Data(contentsOf: URL(filePath: path)) == TinyModel().data)

        let again = try program.run("model", "add", file.path, locale: "zh_CN.UTF-8")
        #expect(again.status == 0 && again.output.contains("ward-model 已存在"))
        let info = try program.run("model", "info", "ward-model")
        #expect(info.output.contains("chatml") && info.output.contains("tried and found sound"))
        #expect(try program.run("model", "verify").output.contains("right: ward-model"))
        let bench = try program.run("bench", "--engine-only", "--json", "--model", "ward-model", "--threads", "1")
        #expect(bench.status == 0 && bench.output.contains("Tiny test model"), "\(bench.notes)")

        let unsure = try program.run("model", "remove", "ward-model")
        #expect(unsure.status == 2 && unsure.notes.contains("--yes"))
        #expect(FileManager.default.fileExists(atPath: path))
        let removed = try program.run("model", "remove", "ward-model", "--yes")
        #expect(removed.status == 0 && !FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.fileExists(atPath: file.path))
        #expect(try models(try program.run("model", "list", "--json")).count == 2)
    }

    @Test("A link leaves the file where it is, and removing the model leaves it too")
    func link() throws {
        let file = try program.file("keep/tiny.gguf", TinyModel().data)
        let added = try program.run("model", "add", file.path, "--link", "--name", "linked")
        #expect(added.status == 0, "\(added.notes)")
        let link = program.home.appending(path: "data/models/linked/tiny.gguf").path
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file.path)
        #expect(try row("linked")["state"] as? String == "installed")
        #expect(try program.run("model", "verify", "linked").status == 0)
        #expect(try program.run("model", "remove", "linked", "--yes").status == 0)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test("A byte that changed on the disk is found though the file's date and length are as they were")
    func verify() throws {
        let file = try program.file("tiny.gguf", TinyModel().data)
        _ = try program.run("model", "add", file.path)
        let copy = program.home.appending(path: "data/models/tiny/tiny.gguf")
        let date = try #require(
            try FileManager.default.attributesOfItem(atPath: copy.path)[.modificationDate] as? Date)
        let handle = try FileHandle(forWritingTo: copy)
        try handle.seek(toOffset: 70_000)
        try handle.write(contentsOf: Data([0xAA]))
        try handle.close()
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: copy.path)
        let changed = try program.run("model", "verify", "tiny", "--json")
        #expect(changed.status == 1 && changed.output.contains(#""state":"changed""#))
        try FileManager.default.removeItem(at: copy)
        let missing = try program.run("model", "verify", locale: "zh_CN.UTF-8")
        #expect(missing.status == 1 && missing.output.contains("丢失：tiny"))
        #expect(try row("tiny")["state"] as? String == "broken")
    }

    @Test("A file is described by its path without being added, and a name that isn't known is told")
    func info() throws {
        let file = try program.file("tiny.gguf", TinyModel().data)
        let run = try program.run("model", "info", file.path, "--json")
        let facts = try #require(try run.json()["file"] as? [String: Any])
        #expect(facts["trained_context"] as? Int == 2048 && facts["standing"] as? String == "unknown")
        let unknown = try program.run("model", "info", "nosuch", locale: "zh_CN.UTF-8")
        #expect(unknown.status == 3 && unknown.notes.contains("没有名为“nosuch”的模型"))
        #expect(try program.run("model", "info", "/no/such.gguf").status == 3)
        #expect(try program.run("model", "info", "default").output.contains("cc324af070c2ec"))
    }

    @Test("Names can't lead out of the folder, take the catalogue's or another model's place")
    func names() throws {
        let file = try program.file("tiny.gguf", TinyModel().data)
        for name in ["../up", "Ward", ""] {
            #expect(try program.run("model", "add", file.path, "--name", name).status == 2, "\(name)")
        }
        let taken = try program.run("model", "add", file.path, "--name", "default")
        #expect(taken.status == 3 && taken.notes.contains("belongs to another model"))
        _ = try program.run("model", "add", file.path, "--name", "mine")
        var other = TinyModel()
        other.name = "Other"
        let second = try program.file("other.gguf", other.data)
        #expect(try program.run("model", "add", second.path, "--name", "mine").status == 3)
        for name in ["..", "../models", "/etc"] {
            #expect(try program.run("model", "remove", name, "--yes").status == 3)
        }
        #expect(try row("mine")["title"] as? String == "Tiny test model")
    }

    @Test("What a file says of itself can't steer the terminal")
    func escapes() throws {
        var model = TinyModel()
        model.name = "Bad \u{1B}]0;owned\u{07}\u{1B}[2J\u{202E}name"
        let file = try program.file("bad.gguf", model.data)
        _ = try program.run("model", "add", file.path)
        for words in [["list"], ["info", "bad"], ["info", file.path]] {
            let run = try program.run("model", words[0], words.count > 1 ? words[1] : "--lang=en")
            #expect(!run.output.isEmpty && !run.output.contains("\u{1B}") && !run.output.contains("\u{202E}"))
        }
    }

    @Test("A model that is loaded by its path is tried once, and then remembered by its digest")
    func byPath() throws {
        let file = try program.file("tiny.gguf", TinyModel().data)
        let bench = try program.run("bench", "--engine-only", "--json", "--model", file.path, "--threads", "1")
        #expect(bench.status == 0, "\(bench.notes)")
        #expect(try program.run("model", "info", file.path).output.contains("tried and found sound"))
        var nan = TinyModel()
        nan.weight = .nan
        let bad = try program.file("nan.gguf", nan.data)
        let refused = try program.run("bench", "--engine-only", "--model", bad.path, "--threads", "1")
        #expect(refused.status == 1 && refused.notes.contains("nan.gguf can't be used"), "\(refused.notes)")
    }
}
