/// A direction as it is stored: one byte a number and one common scale, a quarter of the space of floats, which
/// moves a cosine by less than 0.002.
struct PackedVector: Equatable, Sendable {
    var scale: Double
    var bytes: [UInt8]

    init(scale: Double, bytes: [UInt8]) {
        self.scale = scale
        self.bytes = bytes
    }

    init(_ vector: [Float]) {
        let largest = vector.reduce(0) { max($0, abs($1)) }
        let scale = largest > 0 ? largest / 127 : 1
        self.scale = Double(scale)
        bytes = vector.map { UInt8(bitPattern: Int8(($0 / scale).rounded())) }
    }

    var floats: [Float] { bytes.map { Float(Int8(bitPattern: $0)) * Float(scale) } }
}
