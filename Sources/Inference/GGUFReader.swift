import CLlama
import Foundation

/// Reads a GGUF header from the front to the end of its tensor table, in large pieces.
struct GGUFReader {
    /// Why the file isn't a usable model.
    enum Problem: Error, Equatable {
        case empty
        case notGGUF
        case version(UInt32)
        case bigEndian
        case cut(bytes: Int, expected: Int?)
        case damaged(String)

        var why: String {
            switch self {
            case .empty: "it is empty"
            case .notGGUF: "it isn't a GGUF model file"
            case .version(let version): "its GGUF version \(version) isn't supported (2 and 3 are)"
            case .bigEndian: "it was made for big-endian computers"
            case .cut(let bytes, let expected?): "it is cut short: \(bytes) of \(expected) bytes are there"
            case .cut(let bytes, nil): "it is cut short: it ends inside its header, after \(bytes) bytes"
            case .damaged(let what): "it is damaged (\(what))"
            }
        }

        var remedy: String {
            switch self {
            case .empty, .cut, .damaged: "Download it again and compare its SHA-256."
            case .notGGUF: "Choose a model in GGUF format (its name usually ends in .gguf)."
            case .version, .bigEndian: "Choose a current GGUF file of the same model."
            }
        }
    }

    // Far above any real model; a damaged count mustn't allocate the machine's memory.
    private static let mostKeys = 100_000
    private static let mostTensors = 100_000
    private static let longestText = 16 << 20
    private static let mostItems = 64 << 20
    private static let keptItems = 64

    private let handle: FileHandle
    private let fileBytes: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var offset = 0
    private var isVocabulary = false

    init(path: String, fileBytes: Int) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileReadNoPermission) }
        self.handle = handle
        self.fileBytes = fileBytes
    }

    mutating func header() throws -> GGUFHeader {
        guard fileBytes > 0 else { throw Problem.empty }
        guard fileBytes >= 4, try bytes(4).elementsEqual("GGUF".utf8) else { throw Problem.notGGUF }
        let version = try number(UInt32.self)
        guard version & 0xFFFF != 0 else { throw Problem.bigEndian }
        guard version == 2 || version == 3 else { throw Problem.version(version) }
        let tensorCount = try count(atMost: GGUFReader.mostTensors, "tensors")
        let keyCount = try count(atMost: GGUFReader.mostKeys, "keys")
        guard tensorCount > 0 else { throw Problem.damaged("it has no tensors") }
        var values: [String: GGUFHeader.Value] = [:]
        for _ in 0..<keyCount {
            let key = try text()
            guard !key.isEmpty, values[key] == nil else { throw Problem.damaged("a key is empty or repeated") }
            isVocabulary = key == "tokenizer.ggml.tokens"
            values[key] = try value(type: number(UInt32.self), depth: 0)
        }
        let header = GGUFHeader(fileBytes: fileBytes, tensorCount: tensorCount, values: values)
        guard !header.architecture.isEmpty else { throw Problem.damaged("it names no architecture") }
        try checkTensors(header)
        return header
    }

    // MARK: Tensors

    private mutating func checkTensors(_ header: GGUFHeader) throws {
        let alignment = header.integer("general.alignment") ?? 32
        guard alignment > 0, alignment <= 1 << 16, alignment & (alignment - 1) == 0 else {
            throw Problem.damaged("alignment \(alignment)")
        }
        var end = 0
        for _ in 0..<header.tensorCount { end = max(end, try tensorEnd()) }
        let data = (start + offset + alignment - 1) / alignment * alignment
        let (expected, isTooLarge) = data.addingReportingOverflow(end)
        guard !isTooLarge else { throw Problem.damaged("a tensor lies beyond any file") }
        guard expected <= fileBytes else { throw Problem.cut(bytes: fileBytes, expected: expected) }
    }

    /// Where a tensor's data ends, counted from the start of the data.
    private mutating func tensorEnd() throws -> Int {
        let name = try text()
        let dimensions = try number(UInt32.self)
        guard (1...4).contains(dimensions) else { throw Problem.damaged("tensor \(name.prefix(40).debugDescription)") }
        let shape = try (0..<dimensions).map { _ in try number(UInt64.self) }
        let type = try number(UInt32.self)
        let position = try number(UInt64.self)
        let bytes = unsafe cllama_tensor_bytes(type, shape, dimensions)
        let (end, isTooLarge) = position.addingReportingOverflow(UInt64(clamping: bytes))
        guard bytes > 0, !isTooLarge, end < UInt64(Int.max / 2) else {
            throw Problem.damaged("tensor \(name.prefix(40).debugDescription)")
        }
        return Int(end)
    }

    // MARK: Values

    private mutating func value(type: UInt32, depth: Int) throws -> GGUFHeader.Value {
        switch type {
        case 0: .integer(Int(try number(UInt8.self)))
        case 1: .integer(Int(try number(Int8.self)))
        case 2: .integer(Int(try number(UInt16.self)))
        case 3: .integer(Int(try number(Int16.self)))
        case 4: .integer(Int(try number(UInt32.self)))
        case 5: .integer(Int(try number(Int32.self)))
        case 6: .real(Double(Float(bitPattern: try number(UInt32.self))))
        case 7: .flag(try number(UInt8.self) != 0)
        case 8: .text(try text())
        case 9 where depth == 0: try list()
        case 10: .integer(Int(clamping: try number(UInt64.self)))
        case 11: .integer(Int(try number(Int64.self)))
        case 12: .real(Double(bitPattern: try number(UInt64.self)))
        default: throw Problem.damaged("a value of unknown type \(type)")
        }
    }

    private mutating func list() throws -> GGUFHeader.Value {
        let type = try number(UInt32.self)
        let count = try count(atMost: GGUFReader.mostItems, "items")
        if let width = GGUFReader.width(of: type) {
            try skip(count * width)
            return .list(count: count)
        }
        guard type == 8 else { throw Problem.damaged("a list of unknown type \(type)") }
        if isVocabulary { return try vocabulary(count) }
        guard count > GGUFReader.keptItems else { return .texts(try (0..<count).map { _ in try text() }) }
        for _ in 0..<count { try skip(self.count(atMost: GGUFReader.longestText, "characters")) }
        return .list(count: count)
    }

    /// The engine ends the process when two tokens are the same.
    private mutating func vocabulary(_ count: Int) throws -> GGUFHeader.Value {
        var seen: Set<[UInt8]> = []
        for _ in 0..<count {
            let token = Array(try bytes(self.count(atMost: GGUFReader.longestText, "characters")))
            guard token.isEmpty || seen.insert(token).inserted else { throw Problem.damaged("a token is repeated") }
        }
        return .list(count: count)
    }

    private static func width(of type: UInt32) -> Int? {
        switch type {
        case 0, 1, 7: 1
        case 2, 3: 2
        case 4, 5, 6: 4
        case 10, 11, 12: 8
        default: nil
        }
    }

    // MARK: Bytes

    private mutating func count(atMost most: Int, _ what: String) throws -> Int {
        let count = try number(UInt64.self)
        guard count <= UInt64(most) else { throw Problem.damaged("\(count) \(what)") }
        return Int(count)
    }

    private mutating func text() throws -> String {
        let count = try count(atMost: GGUFReader.longestText, "characters")
        return String(decoding: try bytes(count), as: UTF8.self)
    }

    private mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws -> Number {
        let size = Number.bitWidth / 8
        try require(size)
        let value = unsafe buffer.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: Number.self) }
        offset += size
        return Number(littleEndian: value)
    }

    private mutating func bytes(_ count: Int) throws -> ArraySlice<UInt8> {
        try require(count)
        defer { offset += count }
        return buffer[offset..<(offset + count)]
    }

    private mutating func skip(_ count: Int) throws {
        guard start + offset + count <= fileBytes else { throw Problem.cut(bytes: fileBytes, expected: nil) }
        guard offset + count > buffer.count else {
            offset += count
            return
        }
        start += offset + count
        (buffer, offset) = ([], 0)
        try handle.seek(toOffset: UInt64(start))
    }

    /// Makes sure that `count` bytes from `offset` on are in the buffer.
    private mutating func require(_ count: Int) throws {
        guard offset + count > buffer.count else { return }
        guard start + offset + count <= fileBytes else { throw Problem.cut(bytes: fileBytes, expected: nil) }
        buffer.removeFirst(offset)
        start += offset
        offset = 0
        while buffer.count < count {
            guard let more = try handle.read(upToCount: max(1 << 20, count)), !more.isEmpty else {
                throw Problem.cut(bytes: start + buffer.count, expected: nil)
            }
            buffer.append(contentsOf: more)
        }
    }
}
