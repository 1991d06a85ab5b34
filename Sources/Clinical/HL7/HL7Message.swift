import Foundation

/// The encoding characters of one message (MSH-1 and MSH-2), and the character set of its text.
struct HL7Syntax {
    var field = UInt8(ascii: "|")
    var component = UInt8(ascii: "^")
    var repetition = UInt8(ascii: "~")
    var escape = UInt8(ascii: "\\")
    var subcomponent = UInt8(ascii: "&")
    var encoding = String.Encoding.utf8

    /// Nil where the segment doesn't name four different characters, none of them a letter or a digit.
    init?(header: ArraySlice<UInt8>) {
        let bytes = Array(header.prefix(9))
        guard bytes.count >= 8 else { return nil }
        let named = Array(bytes[3..<8])
        let isSign = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && !Character(Unicode.Scalar(byte)).isLetter }
        guard named.prefix(3).allSatisfy(isSign) else { return nil }
        field = named[0]
        component = named[1]
        repetition = named[2]
        // The escape and the subcomponent character may be left out.
        if named[3] != field { escape = named[3] }
        if named[3] != field, named[4] != field { subcomponent = named[4] }
        guard Set([field, component, repetition, escape, subcomponent]).count == 5 else { return nil }
    }
}

/// One message: its segments in order.
struct HL7Message {
    var segments: [HL7Segment]

    var header: HL7Segment? { segments.first }
}

/// One segment, its fields not yet taken apart. Field numbers are HL7's (MSH-1 is the field separator itself).
struct HL7Segment {
    var name: String
    /// The line of the file, from 1.
    var line: Int
    private var fields: [ArraySlice<UInt8>]
    let syntax: HL7Syntax

    init(_ bytes: ArraySlice<UInt8>, line: Int, syntax: HL7Syntax) {
        fields = bytes.split(separator: syntax.field, maxSplits: 200, omittingEmptySubsequences: false)
        name = String(decoding: fields.first?.prefix(3) ?? [], as: UTF8.self)
        self.line = line
        self.syntax = syntax
    }

    var fieldCount: Int { fields.count - 1 }

    subscript(_ number: Int) -> HL7Field {
        let index = name == "MSH" ? number - 1 : number
        return HL7Field(bytes: fields.indices.contains(index) ? fields[index] : [], syntax: syntax)
    }

    /// Text that stands on lines of its own, as if it belonged to the last field.
    mutating func append(continuation: ArraySlice<UInt8>) {
        guard let last = fields.indices.last else { return }
        fields[last] += [0x20] + continuation.map { $0 == syntax.field ? 0x20 : $0 }
    }
}

/// One field, or one repetition of it.
struct HL7Field {
    let bytes: ArraySlice<UInt8>
    let syntax: HL7Syntax

    /// Nothing, or the two quotes that delete a value.
    var isEmpty: Bool { bytes.isEmpty || bytes.elementsEqual([0x22, 0x22]) }

    var repetitions: [HL7Field] {
        isEmpty
            ? []
            : bytes.split(separator: syntax.repetition, maxSplits: 100, omittingEmptySubsequences: true)
                .map { HL7Field(bytes: $0, syntax: syntax) }
    }

    /// The whole repetition as one text, for fields that have no components.
    func text(limit: Int = 300) -> String? { isEmpty ? nil : HL7Escape.text(bytes, syntax, limit: limit) }

    /// A component of the first repetition, from 1.
    func component(_ number: Int, limit: Int = 300) -> String? {
        componentBytes(number).flatMap { HL7Escape.text($0, syntax, limit: limit) }
    }

    /// The first subcomponent of a component.
    func firstPart(_ number: Int) -> String? {
        componentBytes(number)
            .flatMap { $0.split(separator: syntax.subcomponent, maxSplits: 8, omittingEmptySubsequences: false).first }
            .flatMap { HL7Escape.text($0, syntax, limit: 120) }
    }

    private func componentBytes(_ number: Int) -> ArraySlice<UInt8>? {
        let first = bytes.prefix { $0 != syntax.repetition }
        let parts = first.split(separator: syntax.component, maxSplits: 30, omittingEmptySubsequences: false)
        guard parts.indices.contains(number - 1), !parts[number - 1].elementsEqual([0x22, 0x22]) else { return nil }
        return parts[number - 1]
    }
}

/// Text with HL7's escape sequences resolved and nothing in it that could harm a screen.
enum HL7Escape {
    /// Nil where nothing readable is left.
    static func text(_ bytes: ArraySlice<UInt8>, _ syntax: HL7Syntax, limit: Int) -> String? {
        PlainText.clean(String(decoding: resolved(bytes, syntax), as: UTF8.self), limit: limit)
    }

    private static func resolved(_ bytes: ArraySlice<UInt8>, _ syntax: HL7Syntax) -> [UInt8] {
        guard bytes.contains(syntax.escape) else { return Array(bytes) }
        var output: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == syntax.escape,
                let end = bytes[(index + 1)...].prefix(80).firstIndex(of: syntax.escape),
                let meaning = meaning(of: bytes[index + 1..<end], syntax)
            else {
                output.append(bytes[index])
                index += 1
                continue
            }
            output += meaning
            index = end + 1
        }
        return output
    }

    /// What stands for one sequence; nil where it isn't one, so that a lone escape character stays as it is.
    private static func meaning(of sequence: ArraySlice<UInt8>, _ syntax: HL7Syntax) -> [UInt8]? {
        guard let first = sequence.first else { return nil }
        let rest = sequence.dropFirst()
        switch first {
        case UInt8(ascii: "F") where rest.isEmpty: return [syntax.field]
        case UInt8(ascii: "S") where rest.isEmpty: return [syntax.component]
        case UInt8(ascii: "T") where rest.isEmpty: return [syntax.subcomponent]
        case UInt8(ascii: "R") where rest.isEmpty: return [syntax.repetition]
        case UInt8(ascii: "E") where rest.isEmpty: return [syntax.escape]
        // Highlighting and other character sets: their text stays, their marks go.
        case UInt8(ascii: "H") where rest.isEmpty, UInt8(ascii: "N") where rest.isEmpty: return []
        case UInt8(ascii: "C"), UInt8(ascii: "M"), UInt8(ascii: "Z"): return isHex(rest) ? [] : nil
        case UInt8(ascii: "X"): return characters(hex: rest, syntax)
        // Line breaks and indents: the text becomes one line.
        case UInt8(ascii: "."): return [0x0A]
        default: return nil
        }
    }

    private static func isHex(_ digits: ArraySlice<UInt8>) -> Bool {
        !digits.isEmpty && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }

    private static func characters(hex digits: ArraySlice<UInt8>, _ syntax: HL7Syntax) -> [UInt8]? {
        guard isHex(digits), digits.count.isMultiple(of: 2) else { return nil }
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        let raw = stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] * 16 + values[$0 + 1]) }
        return String(data: Data(raw), encoding: syntax.encoding).map { Array($0.utf8) } ?? Array("\u{FFFD}".utf8)
    }
}
