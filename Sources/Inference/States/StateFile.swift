import Foundation
import Sealing

/// One saved state on disk: its label, its tokens and the engine's bytes, sealed. Its name tells nothing, and a file that was
/// given another's name doesn't open.
struct StateFile {
    static let ending = ".state"
    static let partEnding = ".part"

    let folder: URL
    let name: String
    let key: SealingKey

    var path: String { folder.appending(path: name + Self.ending).path }
    private var part: String { folder.appending(path: name + Self.partEnding).path }
    private var context: String { "xinglin state \(name)" }

    /// Writes it aside; ``place()`` gives it its name.
    /// - Returns: its size in bytes; nil where `keepsGoing` ended it.
    func write(
        _ label: StateLabel, _ tokens: [Int32], _ bytes: [UInt8], keepsGoing: () -> Bool
    ) throws(SealingError) -> Int? {
        let head: [UInt8]
        do {
            head = Array(try JSONEncoder().encode(label))
        } catch {
            throw .damaged
        }
        let writer = try SealedWriter(making: part, key: key, context: context)
        try writer.write(Self.bytes(of: [Int32(head.count)]))
        try writer.write(head)
        try writer.write(Self.bytes(of: tokens))
        guard try writer.write(bytes, keepsGoing: keepsGoing) else { return nil }
        try writer.finish()
        return try size(part)
    }

    func place() throws(SealingError) {
        guard unsafe rename(part, path) == 0 else { throw .system(code: errno) }
    }

    func removePart() { unsafe _ = unlink(part) }

    func remove() { unsafe _ = unlink(path) }

    /// What it holds, without the engine's bytes. Nil: written by another version of the program.
    func readLabel() throws(SealingError) -> (label: StateLabel, tokens: [Int32])? {
        try readLabel(SealedReader(path, key: key, context: context))
    }

    /// The engine's bytes, once every one of the file is known to be what was written; nil where `keepsGoing` ended it.
    func readBytes(keepsGoing: () -> Bool) throws(SealingError) -> [UInt8]? {
        let reader = try SealedReader(path, key: key, context: context)
        guard let label = try readLabel(reader)?.label else { throw .damaged }
        guard let bytes = try reader.read(label.bytes, keepsGoing: keepsGoing) else { return nil }
        try reader.finish()
        return bytes
    }

    private func readLabel(_ reader: SealedReader) throws(SealingError) -> (label: StateLabel, tokens: [Int32])? {
        guard let length = try reader.read(4).map(Self.numbers)?.first,
            let head = try reader.read(Int(length)),
            let label = try? JSONDecoder().decode(StateLabel.self, from: Data(head)),
            label.format == StateLabel.format
        else { return nil }
        guard let tokens = try reader.read(label.tokens * 4) else { return nil }
        return (label, Self.numbers(in: tokens))
    }

    func size(_ path: String) throws(SealingError) -> Int {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { throw .system(code: errno) }
        return Int(facts.st_size)
    }

    /// Four bytes each, the lowest first.
    private static func bytes(of numbers: [Int32]) -> [UInt8] {
        numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    }

    private static func numbers(in bytes: [UInt8]) -> [Int32] {
        stride(from: 0, to: bytes.count / 4 * 4, by: 4).map { start in
            (0..<4).reduce(0) { $0 | Int32(bytes[start + $1]) << ($1 * 8) }
        }
    }
}
