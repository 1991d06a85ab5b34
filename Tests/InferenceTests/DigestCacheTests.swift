import Foundation
import Testing

@testable import Inference

@Suite struct DigestCacheTests {
    @Test("a file's digest is remembered until the file changes")
    func remembered() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "xinglin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, store) = (folder.appending(path: "model.gguf"), folder.appending(path: "cache/digests.json"))
        try Data("abc".utf8).write(to: file)
        let digests = DigestCache(file: store)
        #expect(digests.known(file) == nil)
        #expect(
            try await digests.sha256(of: file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            DigestCache(file: store).known(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        try Data("abcd".utf8).write(to: file)
        #expect(digests.known(file) == nil)
        #expect(
            try await digests.sha256(of: file) == "88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589")
        await #expect(throws: InferenceError.self) { _ = try await digests.sha256(of: folder.appending(path: "none")) }
    }
}
