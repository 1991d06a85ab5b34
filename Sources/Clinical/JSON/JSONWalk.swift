import Foundation

/// Finds where the values of a JSON text begin and end without building them, so that a large file is read piece by
/// piece. It judges nothing but the outermost braces and commas: each piece goes through `JSONParser`, which is strict.
struct JSONWalk {
    let data: Data
    /// Offsets from the first byte of `data`.
    let range: Range<Int>

    init(_ data: Data, in range: Range<Int>) {
        self.data = data
        self.range = range
    }

    /// The first byte that isn't white space.
    var first: UInt8? {
        let start = JSONScan.skipSpace(data.span, range.lowerBound, range.upperBound)
        return start < range.upperBound ? data.span[start] : nil
    }

    /// Each member of the object, in the order of the text. The name is given parsed, the value as a place.
    func members(_ visit: (String, Range<Int>) throws(JSONParseError) -> Void) throws(JSONParseError) {
        var names: Set<String> = []
        try each(from: "{", to: "}") { start throws(JSONParseError) in
            let (name, place) = try member(at: start)
            guard names.insert(name).inserted else {
                throw JSONParseError(why: .malformed("the member \"\(name.prefix(40))\" stands twice"), offset: start)
            }
            try visit(name, place)
            return place.upperBound
        }
    }

    private func member(at start: Int) throws(JSONParseError) -> (name: String, place: Range<Int>) {
        let nameEnd = try end(ofValueAt: start, "a member's name in quotes")
        guard let name = try parsed(start..<nameEnd).string else {
            throw JSONParseError(why: .malformed("a member's name in quotes was expected"), offset: start)
        }
        let colon = JSONScan.skipSpace(data.span, nameEnd, range.upperBound)
        guard colon < range.upperBound else { throw truncated() }
        guard data.span[colon] == UInt8(ascii: ":") else {
            throw JSONParseError(why: .malformed("a colon was expected"), offset: colon)
        }
        let valueStart = JSONScan.skipSpace(data.span, colon + 1, range.upperBound)
        return (name, valueStart..<(try end(ofValueAt: valueStart, "a value")))
    }

    /// Each element of the array, in the order of the text.
    func elements(_ visit: (Range<Int>) throws(JSONParseError) -> Void) throws(JSONParseError) {
        try each(from: "[", to: "]") { start throws(JSONParseError) in
            let end = try end(ofValueAt: start, "a value")
            try visit(start..<end)
            return end
        }
    }

    /// The value of one member of the object without a look at the others after it; nil where there is none.
    func member(_ wanted: String) throws(JSONParseError) -> JSONValue? {
        var found: Range<Int>?
        try each(from: "{", to: "}") { start throws(JSONParseError) in
            let (name, place) = try member(at: start)
            guard name == wanted else { return place.upperBound }
            found = place
            return nil
        }
        guard let found else { return nil }
        return try parsed(found)
    }

    /// A piece, parsed whole. A piece that is cut short while the text goes on is malformed, not truncated.
    func parsed(_ place: Range<Int>) throws(JSONParseError) -> JSONValue {
        let bytes = [UInt8](data[data.startIndex + place.lowerBound..<data.startIndex + place.upperBound])
        do {
            return try JSONParser.parse(bytes, in: 0..<bytes.count)
        } catch {
            let offset = place.lowerBound + error.offset
            let goesOn = place.upperBound < range.upperBound
            switch error.why {
            case .truncated where goesOn:
                throw JSONParseError(why: .malformed("a value is missing or cut short"), offset: offset)
            case .trailing where goesOn:
                throw JSONParseError(why: .malformed("an unexpected character"), offset: offset)
            default: throw JSONParseError(why: error.why, offset: offset)
            }
        }
    }

    private func each(
        from open: Unicode.Scalar, to close: Unicode.Scalar, _ read: (Int) throws(JSONParseError) -> Int?
    ) throws(JSONParseError) {
        var index = JSONScan.skipSpace(data.span, range.lowerBound, range.upperBound)
        guard index < range.upperBound else { throw truncated() }
        guard data.span[index] == UInt8(ascii: open) else {
            throw JSONParseError(why: .malformed("\(open) was expected"), offset: index)
        }
        index = JSONScan.skipSpace(data.span, index + 1, range.upperBound)
        if index < range.upperBound, data.span[index] == UInt8(ascii: close) { return try finish(after: index + 1) }
        while true {
            guard index < range.upperBound else { throw truncated() }
            guard let end = try read(index) else { return }
            index = JSONScan.skipSpace(data.span, end, range.upperBound)
            guard index < range.upperBound else { throw truncated() }
            if data.span[index] == UInt8(ascii: close) { return try finish(after: index + 1) }
            guard data.span[index] == UInt8(ascii: ",") else {
                throw JSONParseError(why: .malformed("a comma or \(close) was expected"), offset: index)
            }
            index = JSONScan.skipSpace(data.span, index + 1, range.upperBound)
        }
    }

    private func finish(after index: Int) throws(JSONParseError) {
        let rest = JSONScan.skipSpace(data.span, index, range.upperBound)
        guard rest == range.upperBound else { throw JSONParseError(why: .trailing, offset: rest) }
    }

    /// Where the text ends inside the value, the parser says whether it is cut off or was malformed before that.
    private func end(ofValueAt start: Int, _ what: String) throws(JSONParseError) -> Int {
        if let end = JSONScan.endOfValue(data.span, start, range.upperBound) {
            guard end > start else { throw JSONParseError(why: .malformed("\(what) was expected"), offset: start) }
            return end
        }
        _ = try parsed(start..<range.upperBound)
        throw truncated()
    }

    private func truncated() -> JSONParseError { JSONParseError(why: .truncated, offset: range.upperBound) }
}

/// The loops over bytes; they take the span as an argument, since a span can't be kept.
enum JSONScan {
    static func skipSpace(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            switch bytes[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return index
            }
        }
        return index
    }

    /// The offset after the value that begins at `start`; nil where the text ends first. Brackets are only counted.
    static func endOfValue(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        guard start < end else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "\""): return endOfString(bytes, start, end)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return endOfNest(bytes, start, end)
        default: return endOfWord(bytes, start, end)
        }
    }

    private static func endOfString(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var index = start + 1
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""): return index + 1
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }

    private static func endOfNest(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var depth = 0
        var index = start
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                guard let next = endOfString(bytes, index, end) else { return nil }
                index = next
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func endOfWord(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09:
                return index
            default: index += 1
            }
        }
        return index
    }

    /// The end of the line that begins at `start`, without its line feed.
    static func endOfLine(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes[index] != 0x0A { index += 1 }
        return index
    }

    static func lineFeeds(_ bytes: Span<UInt8>, before end: Int) -> (count: Int, last: Int?) {
        var count = 0
        var last: Int?
        for index in 0..<min(end, bytes.count) where bytes[index] == 0x0A {
            count += 1
            last = index
        }
        return (count, last)
    }
}
