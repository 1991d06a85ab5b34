/// One step from a JSON value to a part of it.
enum JSONStep: Sendable, Hashable {
    case member(String)
    case element(Int)
}

/// Finds the line of a part in the text of a JSON document, for messages to whoever edits the file. The parser keeps no
/// positions, since only refused files need them.
struct JSONLine {
    private let bytes: [UInt8]
    private var index = 0

    /// The line (from 1) in which the part begins; where it is missing, that of the last part on the way to it.
    ///
    /// - Parameter bytes: JSON that the parser accepted
    static func of(_ path: [JSONStep], in bytes: [UInt8]) -> Int {
        var walk = JSONLine(bytes: bytes)
        walk.skipSpace()
        for step in path {
            let start = walk.index
            guard walk.enter(step) else {
                walk.index = start
                break
            }
        }
        return bytes.prefix(walk.index).count { $0 == UInt8(ascii: "\n") } + 1
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func enter(_ step: JSONStep) -> Bool {
        index += 1
        var count = 0
        while index < bytes.count {
            skipSpace()
            guard let byte = current, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") else { return false }
            switch step {
            case .element(let wanted):
                if count == wanted { return true }
            case .member(let wanted):
                let name = string()
                skipSpace()
                index += 1
                skipSpace()
                if name == wanted { return true }
            }
            skipValue()
            count += 1
            skipSpace()
            if current == UInt8(ascii: ",") { index += 1 }
        }
        return false
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte <= 0x20 { index += 1 }
    }

    /// The text between the quotes as it stands; the names of these files need no escapes.
    private mutating func string() -> String {
        index += 1
        let start = index
        while let byte = current, byte != UInt8(ascii: "\"") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
        let text = String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self)
        index += 1
        return text
    }

    private mutating func skipValue() {
        var depth = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                _ = string()
                index -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return
            default: break
            }
            index += 1
        }
    }
}
