/// Makes whole characters of bytes that arrive in pieces: a token may end in the middle of one.
struct UTF8Assembler {
    private var pending: [UInt8] = []

    /// Bytes of a character that isn't whole yet.
    var pendingCount: Int { pending.count }

    /// Takes the next bytes; gives the text that is complete by now. Bytes that can't be UTF-8 become U+FFFD.
    mutating func append(_ bytes: some Sequence<UInt8>) -> String {
        pending.append(contentsOf: bytes)
        let complete = pending.count - incompleteTail
        let text = String(decoding: pending[..<complete], as: UTF8.self)
        pending.removeFirst(complete)
        return text
    }

    /// How many bytes at the end are the start of a character that needs more.
    private var incompleteTail: Int {
        for (offset, byte) in pending.reversed().prefix(3).enumerated() where byte & 0b1100_0000 != 0b1000_0000 {
            return offset + 1 < length(lead: byte) ? offset + 1 : 0
        }
        return 0
    }

    private func length(lead byte: UInt8) -> Int {
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }
}
