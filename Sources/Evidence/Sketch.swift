/// Turns directions into sketches: of each number only whether it is above the centre of all, an eighth of a byte
/// instead of four.
///
/// The model's directions lie in a narrow cone, so without the centre most signs would be the same. Where exactly the
/// centre is matters little: with that of other texts, even of one, as many of the nearest are found.
struct Sketch: Sendable, Equatable {
    /// Of 64 bits each.
    static let words = Embedder.dimension / 64
    /// The bits in which a number of a query is counted.
    private static let planes = 4

    let centre: [Float]

    /// - Returns: nil unless the centre has as many numbers as a direction.
    init?(centre: [Float]) {
        guard centre.count == Embedder.dimension else { return nil }
        self.centre = centre
    }

    func bits(of vector: [Float]) -> [UInt64] {
        var bits = [UInt64](repeating: 0, count: Self.words)
        for (place, (number, middle)) in zip(vector, centre).enumerated() where number > middle {
            bits[place / 64] |= 1 << UInt64(place % 64)
        }
        return bits
    }

    /// A query's distances from the centre in sixteen steps, bit by bit: all lowest bits, then all second ones, …
    func planes(of query: [Float]) -> [UInt64] {
        let distances = zip(query, centre).map { $0 - $1 }
        let largest = distances.reduce(0) { max($0, abs($1)) }
        let step = largest > 0 ? largest / 7.5 : 1
        var planes = [UInt64](repeating: 0, count: Self.planes * Self.words)
        for (place, distance) in distances.enumerated() {
            let number = UInt64(min(15, max(0, (distance / step + 8).rounded(.down))))
            for plane in 0..<Self.planes where number & (1 << UInt64(plane)) != 0 {
                planes[plane * Self.words + place / 64] |= 1 << UInt64(place % 64)
            }
        }
        return planes
    }
}
