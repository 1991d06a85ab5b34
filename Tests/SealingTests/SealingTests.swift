import Foundation
import Testing

@testable import Sealing

@Suite("What is sealed opens only as it was written")
final class SealingTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "sealing-\(UUID().uuidString)")
    private var file: String { folder.appending(path: "file").path }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static let head = Array("who and what".utf8)
    /// Longer than a piece, and no multiple of one.
    private static let body = (0..<(2 * Sealed.longestPiece + 77)).map {
        UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9)
    }

    private func write(_ key: SealingKey, to path: String? = nil, context: String = "test 1") throws {
        let writer = try SealedWriter(making: path ?? file, key: key, context: context)
        try writer.write(Self.head)
        try writer.write(Self.body)
        try writer.finish()
    }

    private func read(_ key: SealingKey, context: String = "test 1") throws -> (head: [UInt8]?, body: [UInt8]?) {
        let reader = try SealedReader(file, key: key, context: context)
        let found = (try reader.read(Self.head.count), try reader.read(Self.body.count))
        try reader.finish()
        return found
    }

    @Test("the same key and context give back what was written, and nothing of it stands in the file")
    func roundTrip() throws {
        let key = try SealingKey()
        try write(key)
        let found = try read(key)
        #expect(found.head == Self.head && found.body == Self.body)
        let bytes = try Data(contentsOf: URL(filePath: file))
        #expect(bytes.range(of: Data(Self.head)) == nil && bytes.range(of: Data(Self.body.prefix(64))) == nil)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }

    @Test("another key is told from damage, and another context is damage")
    func otherKey() throws {
        let key = try SealingKey()
        try write(key)
        #expect(throws: SealingError.otherKey) { try self.read(SealingKey()) }
        #expect(throws: SealingError.damaged) { try self.read(key, context: "test 2") }
        #expect(throws: SealingError.system(code: ENOENT)) {
            _ = try SealedReader(self.file + "-none", key: key, context: "test 1")
        }
    }

    @Test("a flipped bit anywhere is found", arguments: [0, 8, 24, 47, 48, 51, 52, 60, 100, 1 << 20, 2_097_000])
    func flipped(at offset: Int) throws {
        let key = try SealingKey()
        try write(key)
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        for place in [offset, bytes.count - 1 - offset] {
            bytes[place] ^= 4
            try Data(bytes).write(to: URL(filePath: file))
            #expect(throws: SealingError.self, "at \(place)") { try self.read(key) }
            bytes[place] ^= 4
        }
        try Data(bytes).write(to: URL(filePath: file))
        #expect(try read(key).body == Self.body)
    }

    @Test("a file cut off anywhere, at the end of a piece too, and one with something behind its end are found")
    func cut() throws {
        let key = try SealingKey()
        try write(key)
        let whole = try Data(contentsOf: URL(filePath: file))
        let last = 4 + Sealed.added
        for count in [0, 7, 30, 48, 50, 60, 1_000_000, whole.count - last, whole.count - 1] {
            try whole.prefix(count).write(to: URL(filePath: file))
            #expect(throws: SealingError.damaged, "\(count)") { try self.read(key) }
        }
        try (whole + Data([0])).write(to: URL(filePath: file))
        #expect(throws: SealingError.damaged) { try self.read(key) }
    }

    @Test("pieces that change places, or come from another file of the same key, are found")
    func mixed() throws {
        let key = try SealingKey()
        try write(key)
        let other = folder.appending(path: "other").path
        try write(key, to: other)
        let (one, two) = (
            try Data(contentsOf: URL(filePath: file)), try Data(contentsOf: URL(filePath: other))
        )
        let start = 48 + 4 + Self.head.count + Sealed.added
        let piece = 4 + Sealed.longestPiece + Sealed.added
        var swapped = one
        swapped.replaceSubrange(start..<start + piece, with: one[start + piece..<start + 2 * piece])
        swapped.replaceSubrange(start + piece..<start + 2 * piece, with: one[start..<start + piece])
        var grafted = one
        grafted.replaceSubrange(start..<start + piece, with: two[start..<start + piece])
        for bytes in [swapped, grafted, one.prefix(start) + two.dropFirst(start)] {
            #expect(bytes.count == one.count && bytes != one)
            try bytes.write(to: URL(filePath: file))
            #expect(throws: SealingError.damaged) { try self.read(key) }
        }
    }

    @Test("a writing that is broken off leaves nothing that opens, and a file that is there isn't touched")
    func brokenOff() throws {
        let key = try SealingKey()
        var pieces = 0
        do {
            let writer = try SealedWriter(making: file, key: key, context: "test 1")
            try writer.write(Self.head)
            let isWhole = try writer.write(Self.body) {
                pieces += 1
                return pieces < 2
            }
            #expect(!isWhole)
        }
        #expect(throws: SealingError.damaged) { try self.read(key) }
        #expect(throws: SealingError.system(code: EEXIST)) { try self.write(key) }
    }
}
