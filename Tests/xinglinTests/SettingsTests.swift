import Consultation
import Foundation
import Inference
import Testing

@testable import xinglin

@Suite("Settings come from the flag, the environment, the file, the default, in this order")
struct SettingsTests {
    private let home = FileManager.default.temporaryDirectory.appendingPathComponent("settings-\(UUID().uuidString)")

    private func settings(_ flags: [String] = [], _ environment: [String: String] = [:], file: String? = nil) throws
        -> Settings
    {
        let paths = Paths(environment: ["XINGLIN_HOME": home.path])
        if let file {
            try Paths.makeFolder(for: paths.settings)
            try Data(file.utf8).write(to: paths.settings)
        }
        return try Settings(
            Arguments(flags, options: Subcommand.ask.options), paths: paths, environment: environment)
    }

    @Test("Each place overrides the next")
    func order() throws {
        #expect(try settings().audience == .clinician)
        let file = "// who asks\n{\"audience\": \"patient\", \"model\": \"small\", \"seed\": 7}"
        #expect(try settings(file: file).audience == .patient)
        #expect(try settings(file: file).generation.seed == 7)
        #expect(try settings([], ["XINGLIN_MODEL": "/m.gguf"], file: file).model == "/m.gguf")
        #expect(try settings().phrasing == .phrased)
        #expect(try settings(["--phrasing", "free"], ["XINGLIN_PHRASING": "none"]).phrasing == .free)
        #expect(try settings([], ["XINGLIN_PHRASING": "none"]).phrasing == Phrasing.none)
        #expect(throws: UsageError.self) { _ = try settings(["--phrasing", "loudly"]) }
        #expect(try settings(["--model", "x"], ["XINGLIN_MODEL": "/m.gguf"], file: file).model == "x")
    }

    @Test(
        "What the model may take of the memory is written as people write sizes; anything else is refused with its place"
    )
    func memory() throws {
        #expect(try settings().load.memoryBytes == nil)
        let file = #"{"memory": "1500 MB"}"#
        #expect(try settings(file: file).load.memoryBytes == 1_500_000_000)
        #expect(try settings([], ["XINGLIN_MEMORY": "3GiB"], file: file).load.memoryBytes == 3 << 30)
        #expect(try settings(["--memory", "0.5gib"], ["XINGLIN_MEMORY": "3GiB"]).load.memoryBytes == 1 << 29)
        for wrong in ["3", "GiB", "-1GB", "0GB", "3 bytes", "1e30GB", "nan GB"] {
            #expect(throws: UsageError.self) { try settings(["--memory", wrong]) }
            #expect { try settings([], ["XINGLIN_MEMORY": wrong]) } throws: {
                "\($0)".contains("XINGLIN_MEMORY takes a size")
            }
        }
        #expect { try settings(file: #"{"memory": "much"}"#) } throws: {
            "\($0)".contains("memory in config.json takes a size")
        }
    }

    @Test("A file that can't be read is named")
    func broken() {
        #expect { _ = try settings(file: "{") } throws: { "\($0)".contains("config.json") }
    }

    @Test("XINGLIN_HOME moves all four folders, XDG moves its own, and relative paths are ignored")
    func paths() {
        let moved = Paths(environment: ["XINGLIN_HOME": "/x", "XDG_DATA_HOME": "/y"])
        #expect(moved.data.path == "/x/data" && moved.state.path == "/x/state")
        let xdg = Paths(environment: ["HOME": "/h", "XDG_DATA_HOME": "/y", "XDG_CACHE_HOME": "relative"])
        #expect(xdg.data.path == "/y/xinglin" && xdg.cache.path == "/h/.cache/xinglin")
    }

    @Test(
        "The interface speaks the locale's language",
        arguments: [
            ("zh_CN.UTF-8", Language.simplifiedChinese), ("zh_TW.UTF-8", .traditionalChinese), ("C.UTF-8", .english),
            ("de_DE.UTF-8", .english),
        ])
    func locale(locale: String, language: Language) throws {
        #expect(Language.interface(try settings(), ["LC_ALL": locale]) == language)
    }
}
