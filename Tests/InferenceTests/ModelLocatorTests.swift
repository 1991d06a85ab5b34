import Foundation
import Testing

@testable import Inference

@Suite struct ModelLocatorTests {
    private let standard = KnownModel.standard.fileName
    private let small = KnownModel.small.fileName

    private func locator(_ existing: String...) -> ModelLocator {
        let files = Set(existing)
        return ModelLocator(folders: [URL(filePath: "/a"), URL(filePath: "/b")]) { files.contains($0) }
    }

    @Test("without a name it's the default model, never the small one")
    func standardModel() throws {
        #expect(try locator("/b/" + standard, "/a/" + small).resolve(explicit: nil).path == "/b/" + standard)
        #expect(throws: InferenceError.modelNotFound(searched: ["/a/" + standard, "/b/" + standard])) {
            try locator("/a/" + small).resolve(explicit: nil)
        }
    }

    @Test("a flag wins over XINGLIN_MODEL, and both take a path, a file's name or a known name")
    func named() throws {
        let locator = locator("/a/" + small, "/x/own.gguf", "/b/other.gguf", "/home/li/m.gguf")
        #expect(try locator.resolve(explicit: "small").path == "/a/" + small)
        #expect(try locator.resolve(explicit: nil, environment: ["XINGLIN_MODEL": "/x/own.gguf"]).path == "/x/own.gguf")
        let environment = ["XINGLIN_MODEL": "/x/own.gguf", "HOME": "/home/li"]
        #expect(try locator.resolve(explicit: "other", environment: environment).path == "/b/other.gguf")
        #expect(try locator.resolve(explicit: "~/m.gguf", environment: environment).path == "/home/li/m.gguf")
        #expect(try locator.resolve(explicit: "", environment: ["XINGLIN_MODEL": "small"]).path == "/a/" + small)
    }

    @Test("a path where nothing is gives an error with the path")
    func missing() {
        #expect(throws: InferenceError.self) { try locator().resolve(explicit: "/no/such.gguf") }
        #expect(throws: InferenceError.modelNotFound(searched: ["/a/odd.gguf", "/b/odd.gguf"])) {
            try locator().resolve(explicit: "odd.gguf")
        }
    }

    @Test("the folders are those of a checkout and of an installation")
    func folders() {
        let folders = ModelLocator.standardFolders(
            environment: ["XINGLIN_DEPS": "/deps"], workingFolder: URL(filePath: "/checkout"),
            executable: URL(filePath: "/src/.build/linux/debug/xinglin"), dataFolder: URL(filePath: "/data"))
        let paths = folders.map(\.path)
        #expect(paths.prefix(3) == ["/deps/models", "/checkout/.deps/models", "/src/.deps/models"])
        #expect(paths.contains("/data/models"))
    }
}
