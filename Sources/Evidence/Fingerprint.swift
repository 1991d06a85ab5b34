/// A 128-bit fingerprint of a text, to tell whether it changed (two FNV-1a sums; not against forgery).
struct Fingerprint: Hashable, Sendable {
    private var first: UInt64 = 0xcbf2_9ce4_8422_2325
    private var second: UInt64 = 0x6c62_272e_07bb_0142

    init() {}

    init(_ bytes: some Sequence<UInt8>) { update(bytes) }

    mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            second = (second ^ UInt64(byte &+ 0x9d)) &* 0x0000_0100_0000_01b3
            second ^= second >> 29
        }
    }

    var hex: String { Self.digits(first) + Self.digits(second) }

    init(_ text: String) { self.init(text.utf8) }

    private static func digits(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
