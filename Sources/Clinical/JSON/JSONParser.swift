/// Where and why a text isn't JSON.
struct JSONParseError: Error {
    enum Why: Equatable {
        case truncated
        /// Another value follows the first: an NDJSON file, or rubbish.
        case trailing
        case malformed(String)
    }
    var why: Why
    var offset: Int
}

/// A strict parser (RFC 8259) for text from outside: its depth is bounded, it never recurses beyond that, and a
/// member that stands twice in one object is an error, since which of two doses counts must not be guessed.
struct JSONParser {
    static let maximumDepth = 100

    private let bytes: [UInt8]
    private var index: Int
    private let end: Int
    private var depth = 0

    /// - Parameter bytes: UTF-8, already validated.
    static func parse(_ bytes: [UInt8], in range: Range<Int>) throws(JSONParseError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, index: range.lowerBound, end: range.upperBound)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.index == parser.end else { throw JSONParseError(why: .trailing, offset: parser.index) }
        return value
    }

    private init(bytes: [UInt8], index: Int, end: Int) {
        self.bytes = bytes
        self.index = index
        self.end = end
    }

    private mutating func value() throws(JSONParseError) -> JSONValue {
        skipSpace()
        guard index < end else { throw truncated() }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func object() throws(JSONParseError) -> JSONValue {
        try enter()
        var members: [JSONMember] = []
        var names: Set<String> = []
        if closes(with: UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            try expect(UInt8(ascii: "\""), "a member's name in quotes")
            index -= 1
            let start = index
            let name = try string()
            try refuseRepeated(name, in: members, names: &names, at: start)
            skipSpace()
            try expect(UInt8(ascii: ":"), "a colon after \"\(name.prefix(40))\"")
            members.append(JSONMember(name: name, value: try value()))
            if closes(with: UInt8(ascii: "}")) { return .object(members) }
            try expect(UInt8(ascii: ","), "a comma or } in an object")
        }
    }

    /// A linear look suffices for the small objects of FHIR; a set keeps a hostile one from costing its square.
    private func refuseRepeated(
        _ name: String, in members: [JSONMember], names: inout Set<String>, at offset: Int
    ) throws(JSONParseError) {
        let isRepeated: Bool
        if members.count < 24 {
            isRepeated = members.contains { $0.name == name }
        } else {
            if names.isEmpty { names = Set(members.map(\.name)) }
            isRepeated = !names.insert(name).inserted
        }
        guard !isRepeated else {
            throw JSONParseError(why: .malformed("the member \"\(name.prefix(40))\" stands twice"), offset: offset)
        }
    }

    private mutating func array() throws(JSONParseError) -> JSONValue {
        try enter()
        var values: [JSONValue] = []
        if closes(with: UInt8(ascii: "]")) { return .array([]) }
        while true {
            values.append(try value())
            if closes(with: UInt8(ascii: "]")) { return .array(values) }
            try expect(UInt8(ascii: ","), "a comma or ] in an array")
        }
    }

    private mutating func enter() throws(JSONParseError) {
        guard depth < Self.maximumDepth else {
            throw JSONParseError(
                why: .malformed("it is nested deeper than \(Self.maximumDepth) levels"), offset: index)
        }
        depth += 1
        index += 1
    }

    private mutating func closes(with bracket: UInt8) -> Bool {
        skipSpace()
        guard index < end, bytes[index] == bracket else { return false }
        index += 1
        depth -= 1
        return true
    }

    private mutating func string() throws(JSONParseError) -> String {
        index += 1
        let start = index
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                return String(decoding: bytes[start..<index - 1], as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw malformed("a control character in a string") }
            index += 1
        }
        throw truncated()
    }

    private mutating func escapedString(from start: Int) throws(JSONParseError) -> String {
        var text = Array(bytes[start..<index])
        while index < end {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case 0..<0x20: throw malformed("a control character in a string")
            default: text.append(byte)
            }
        }
        throw truncated()
    }

    private mutating func escape() throws(JSONParseError) -> [UInt8] {
        guard index < end else { throw truncated() }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "u"): return Array(String(Character(try escapedScalar())).utf8)
        default: throw malformed("an unknown escape in a string")
        }
    }

    /// A `\u` escape, or a pair of them; half a pair becomes U+FFFD.
    private mutating func escapedScalar() throws(JSONParseError) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let first = try fourHexDigits()
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? replacement }
        guard index + 1 < end, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
            return replacement
        }
        index += 2
        let second = try fourHexDigits()
        guard (0xDC00..<0xE000).contains(second) else { return replacement }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
    }

    private mutating func fourHexDigits() throws(JSONParseError) -> UInt32 {
        guard index + 4 <= end else { throw truncated() }
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw malformed("a bad \\u escape") }
            value = value << 4 + UInt32(digit)
        }
        index += 4
        return value
    }

    private mutating func literal(_ word: String, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        for byte in word.utf8 {
            guard index < end else { throw truncated() }
            guard bytes[index] == byte else { throw malformed("a word that is neither true, false nor null") }
            index += 1
        }
        return value
    }

    private mutating func number() throws(JSONParseError) -> JSONValue {
        let start = index
        if index < end, bytes[index] == UInt8(ascii: "-") { index += 1 }
        let whole = digits()
        guard whole > 0 else { throw index < end ? malformed("an unexpected character") : truncated() }
        guard whole == 1 || bytes[index - whole] != UInt8(ascii: "0") else { throw malformed("a leading zero") }
        if index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw index < end ? malformed("a number without digits") : truncated() }
        }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < end, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            guard digits() > 0 else { throw index < end ? malformed("a number without digits") : truncated() }
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        return .number(Double(text) ?? .infinity)
    }

    private mutating func digits() -> Int {
        let start = index
        while index < end, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
        return index - start
    }

    private mutating func skipSpace() {
        while index < end, bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D || bytes[index] == 0x09
        {
            index += 1
        }
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(JSONParseError) {
        guard index < end else { throw truncated() }
        guard bytes[index] == byte else { throw malformed("\(what) was expected") }
        index += 1
    }

    private func truncated() -> JSONParseError { JSONParseError(why: .truncated, offset: end) }
    private func malformed(_ why: String) -> JSONParseError { JSONParseError(why: .malformed(why), offset: index) }
}
