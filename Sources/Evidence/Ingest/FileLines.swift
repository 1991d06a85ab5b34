import Foundation

/// The lines of a file, read block by block: of a file of any size one block and one line are in memory.
struct FileLines {
    /// Bytes that are read at a time.
    private static let block = 1 << 20
    /// Bytes that a line may have.
    static let longest = 16 << 20

    let file: URL

    /// - Parameters:
    ///   - blocks: is given the file's bytes as they are read.
    ///   - body: is given each line without its end (`\n`), and its number from 1.
    /// - Throws: `LibraryError` where the file can't be read or a line is longer than `longest`; what `body` throws.
    func each(
        blocks: ([UInt8]) throws -> Void = { _ in }, _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void
    ) throws {
        let handle = try open()
        defer { try? handle.close() }
        var number = 1
        var rest: [UInt8] = []
        while let block = try next(of: handle) {
            try blocks(block)
            var start = block.startIndex
            while let end = block[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try body(rest.isEmpty ? block[start..<end] : (rest + block[start..<end])[...], number)
                rest = []
                number += 1
                start = end + 1
            }
            rest += block[start...]
            guard rest.count <= Self.longest else {
                throw LibraryError.malformedRecord(
                    file: file.path, line: number, why: "it is longer than \(Self.longest >> 20) MB")
            }
        }
        if !rest.isEmpty { try body(rest[...], number) }
    }

    private func open() throws(LibraryError) -> FileHandle {
        do {
            return try FileHandle(forReadingFrom: file)
        } catch {
            throw .unreadable(file: file.path, why: error.localizedDescription)
        }
    }

    private func next(of handle: FileHandle) throws(LibraryError) -> [UInt8]? {
        do {
            guard let data = try handle.read(upToCount: Self.block), !data.isEmpty else { return nil }
            return [UInt8](data)
        } catch {
            throw .unreadable(file: file.path, why: error.localizedDescription)
        }
    }
}
