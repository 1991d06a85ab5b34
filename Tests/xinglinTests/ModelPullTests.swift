import Digest
import Foundation
import TestSupport
import Testing

@testable import xinglin

@Suite("xinglin model pull", .serialized)
struct ModelPullTests {
    let program: Program
    static let body = TinyModel().data

    init() throws {
        program = try Program()
        var digest = SHA256()
        digest.update([UInt8](Self.body))
        let catalogue = """
            {"schema": "xinglin.models/1", "models": [{"name": "ward", "title": "Ward model", "licence": "MIT",
              "files": [{"name": "ward.gguf", "bytes": \(Self.body.count), "sha256": "\(digest.finish())"}]}]}
            """
        _ = try program.file("config/models.json", Data(catalogue.utf8))
    }

    private func mirrors(_ servers: LoopbackServer...) -> [String: String] {
        ["XINGLIN_MODEL_MIRRORS": servers.map { "http://127.0.0.1:\($0.port)/models" }.joined(separator: " ")]
    }

    private var target: URL { program.home.appending(path: "data/models/ward/ward.gguf") }

    @Test("A model of the hospital's own catalogue is fetched from the mirrors, and is there afterwards")
    func pulled() throws {
        let server = try LoopbackServer(Self.body, .cut(after: 30_000), .ranges)
        defer { server.stop() }
        let run = try program.run("model", "pull", "ward", variables: mirrors(server))
        #expect(run.status == 0 && run.output.contains("its SHA-256 is right"), "\(run.notes)")
        #expect(try Data(contentsOf: target) == Self.body)
        #expect(server.requests.map(\.path) == ["/models/ward.gguf", "/models/ward.gguf"])
        #expect(server.requests.map(\.range) == [nil, "bytes=30000-"])
        let again = try program.run("model", "pull", "ward", locale: "zh_CN.UTF-8", variables: mirrors(server))
        #expect(again.status == 0 && again.output.contains("ward 已存在") && server.requests.count == 2)
        let info = try program.run("model", "info", "ward")
        #expect(info.output.contains("Ward model") && info.output.contains("in the catalogue"))
        #expect(try program.run("model", "verify", "ward").status == 0)
    }

    @Test("The mirrors of config.json are used, the next one where the first has nothing")
    func configured() throws {
        let (empty, full) = (try LoopbackServer(Data(), .status(404)), try LoopbackServer(Self.body, .whole))
        defer {
            empty.stop()
            full.stop()
        }
        let places = [empty, full].map { "\"http://127.0.0.1:\($0.port)/x?name={file}\"" }.joined(separator: ", ")
        _ = try program.file("config/config.json", Data("{\"mirrors\": [\(places)]}".utf8))
        let run = try program.run("model", "pull", "ward", "--json")
        #expect(run.status == 0, "\(run.notes)")
        #expect(try run.json()["is_new"] as? Bool == true)
        #expect(full.requests.map(\.path) == ["/x?name=ward.gguf"])
    }

    @Test("Without a mirror it's said what to configure, in both languages")
    func noMirror() throws {
        let english = try program.run("model", "pull", "ward")
        #expect(english.status == 1 && english.notes.contains("XINGLIN_MODEL_MIRRORS"))
        #expect(english.notes.contains("config.json") && english.notes.contains("xinglin model add PATH"))
        let chinese = try program.run("model", "pull", "ward", locale: "zh_CN.UTF-8")
        #expect(chinese.status == 1 && chinese.notes.contains("没有配置下载地址"))
        let odd = try program.run(
            "model", "pull", "ward", variables: ["XINGLIN_MODEL_MIRRORS": "ftp://li:secret@host/x"])
        #expect(odd.status == 1 && odd.notes.contains("\"ftp\"") && !odd.notes.contains("secret"))
        #expect(try program.run("model", "pull", "nosuch").status == 3)
    }

    @Test("Another file under the right name is refused with its hash, and nothing is left")
    func wrongHash() throws {
        var body = Self.body
        body[50_000] ^= 1
        let server = try LoopbackServer(body, .ranges)
        defer { server.stop() }
        for locale in ["C.UTF-8", "zh_CN.UTF-8"] {
            let run = try program.run("model", "pull", "ward", locale: locale, variables: mirrors(server))
            #expect(run.status == 1 && run.notes.contains(locale.hasPrefix("zh") ? "不是所要的文件" : "another one (SHA-256"))
        }
        #expect(!FileManager.default.fileExists(atPath: target.path))
        let list = try program.run("model", "list").output
        #expect(list.contains(/ward  Ward model · \d+ kB · MIT · not here/))
    }

    @Test("Ctrl+C keeps what came, the list shows it, and the same command goes on from there")
    func interrupted() throws {
        let server = try LoopbackServer(Self.body, .stall(after: 8_000), .ranges)
        defer { server.stop() }
        let process = program.process(["model", "pull", "ward"], mirrors(server))
        process.standardError = FileHandle.nullDevice
        try process.run()
        let part = target.path + ".part"
        let size = { (try? FileManager.default.attributesOfItem(atPath: part)[.size] as? Int) ?? 0 }
        while size() < 8_000, process.isRunning { usleep(20_000) }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(size() >= 8_000 && !FileManager.default.fileExists(atPath: target.path))
        #expect(try program.run("model", "list").output.contains("kB fetched so far"))
        #expect(try program.run("model", "pull", "ward", variables: mirrors(server)).status == 0)
        #expect(server.requests.last?.range?.hasPrefix("bytes=") == true)
    }

    @Test("A catalogue with a mistake is refused with its file and the mistake")
    func brokenCatalogue() throws {
        _ = try program.file(
            "config/models.json", Data(#"{"schema": "xinglin.models/1", "models": [{"name": "W"}]}"#.utf8))
        for locale in ["C.UTF-8", "zh_CN.UTF-8"] {
            let run = try program.run("model", "list", locale: locale)
            #expect(run.status == 3 && run.notes.contains("config/models.json"))
        }
    }
}
