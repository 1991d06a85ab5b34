/// SHA-256 (FIPS 180-4), fed in pieces: what tells whether a file is still the one that was read.
public struct SHA256 {
    private static let constants: [UInt32] = fractions(of: firstPrimes(64), root: 3)
    private var state: [UInt32] = fractions(of: firstPrimes(8), root: 2)
    private var schedule = [UInt32](repeating: 0, count: 64)
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    public init() {}

    public mutating func update(_ bytes: [UInt8]) {
        byteCount += UInt64(bytes.count)
        if pending.isEmpty {
            let whole = bytes.count / 64 * 64
            process(bytes[..<whole])
            pending = Array(bytes[whole...])
        } else {
            pending += bytes
            let whole = pending.count / 64 * 64
            process(pending[..<whole])
            pending.removeFirst(whole)
        }
    }

    /// The digest as 64 lower-case hexadecimal digits.
    public mutating func finish() -> String {
        let bits = byteCount &* 8
        var padding: [UInt8] = [0x80]
        padding += [UInt8](repeating: 0, count: (119 - pending.count % 64) % 64)
        padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        update(padding)
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private mutating func process(_ blocks: ArraySlice<UInt8>) {
        guard !blocks.isEmpty else { return }
        unsafe blocks.withUnsafeBytes { bytes in
            unsafe SHA256.constants.withUnsafeBufferPointer { constants in
                unsafe schedule.withUnsafeMutableBufferPointer { schedule in
                    for start in stride(from: 0, to: bytes.count, by: 64) {
                        unsafe SHA256.compress(&state, bytes, start, schedule, constants)
                    }
                }
            }
        }
    }

    private static func compress(
        _ state: inout [UInt32], _ bytes: UnsafeRawBufferPointer, _ start: Int,
        _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>
    ) {
        for i in 0..<16 {
            unsafe w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * i, as: UInt32.self))
        }
        for i in 16..<64 {
            let a = unsafe rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3)
            let b = unsafe rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10)
            unsafe w[i] = w[i - 16] &+ a &+ w[i - 7] &+ b
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for i in 0..<64 {
            let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
            let t1 = unsafe h &+ s1 &+ ((e & f) ^ (~e & g)) &+ k[i] &+ w[i]
            let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
            let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
            (h, g, f, e) = (g, f, e, d &+ t1)
            (d, c, b, a) = (c, b, a, t1 &+ t2)
        }
        let sums = [a, b, c, d, e, f, g, h]
        for i in 0..<8 { state[i] = state[i] &+ sums[i] }
    }

    private static func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { (x >> n) | (x << (32 - n)) }

    // The constants are the first 32 bits of the fractions of primes' square and cube roots.

    private static func firstPrimes(_ count: Int) -> [UInt64] {
        var primes: [UInt64] = []
        var candidate: UInt64 = 2
        while primes.count < count {
            if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// floor(frac(prime^(1/root)) * 2^32), by integer search: doubles haven't the digits for cubes.
    private static func fractions(of primes: [UInt64], root: Int) -> [UInt32] {
        primes.map { prime in
            var low: UInt128 = 0
            var high: UInt128 = 1 << 38
            let target = UInt128(prime) << UInt128(32 * root)
            while high - low > 1 {
                let middle = (low + high) / 2
                let power = root == 2 ? middle * middle : middle * middle * middle
                if power <= target { low = middle } else { high = middle }
            }
            return UInt32(truncatingIfNeeded: low)
        }
    }
}
