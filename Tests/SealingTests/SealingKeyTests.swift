import Foundation
import Testing

@testable import Sealing

@Suite("The key's file")
final class SealingKeyTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)")
    private var file: URL { folder.appending(path: "state/sealing.key") }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func attribute(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("is made on first use for this user alone, and is the same key from then on")
    func made() throws {
        let key = try SealingKey(file: file)
        #expect(try attribute(file.path) == 0o600 && attribute(file.deletingLastPathComponent().path) == 0o700)
        #expect(try Data(contentsOf: file).count == 32)
        #expect(try SealingKey(file: file).fingerprint == key.fingerprint)
        #expect(try SealingKey().fingerprint != key.fingerprint)
        let left = try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)
        #expect(left == ["sealing.key"])
    }

    @Test("many that make it at once get one and the same key")
    func madeOnce() async throws {
        let file = file
        let prints = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<16 { group.addTask { try SealingKey(file: file).fingerprint } }
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(prints.count == 1)
    }

    @Test("is refused where others may read it, with the reason and what to do, and stays as it is")
    func open() throws {
        _ = try SealingKey(file: file)
        let bytes = try Data(contentsOf: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        let error = #expect(throws: SealingError.key(path: file.path, .open(mode: "0640"))) {
            _ = try SealingKey(file: self.file)
        }
        let text = try #require(error?.description)
        #expect(text.contains(file.path) && text.contains("0640") && text.contains("chmod 600"))
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test("is refused where it isn't 32 bytes, or is no plain file", arguments: [0, 31, 33])
    func length(_ count: Int) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(count: count).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        #expect(throws: SealingError.key(path: file.path, .notAKey)) { _ = try SealingKey(file: self.file) }
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: URL(filePath: "/dev/urandom"))
        #expect(throws: SealingError.key(path: file.path, .notAKey)) { _ = try SealingKey(file: self.file) }
    }

    @Test("can't be made where the folder can't")
    func noFolder() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data().write(to: folder.appending(path: "state"))
        #expect(throws: SealingError.key(path: file.path, .system(code: ENOTDIR))) {
            _ = try SealingKey(file: self.file)
        }
    }
}
