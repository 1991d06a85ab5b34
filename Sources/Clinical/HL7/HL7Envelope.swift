import Foundation

/// Takes a file of HL7 v2 messages apart: batch headers, MLLP frames, line ends of any kind.
struct HL7Envelope {
    private(set) var messages: [HL7Message] = []
    private(set) var warnings: [String] = []
    /// The last segment has no line end: it may be cut off.
    private(set) var endsOpen = false

    static func isHL7(_ data: Data) -> Bool {
        let start = data.drop { $0 <= 0x20 }.prefix(4)
        guard start.count == 4, let sign = start.last else { return false }
        let name = String(decoding: start.prefix(3), as: UTF8.self)
        return ["MSH", "FHS", "BHS"].contains(name) && sign > 0x20 && sign < 0x7F
            && !Character(Unicode.Scalar(sign)).isLetter && !Character(Unicode.Scalar(sign)).isNumber
    }

    init(_ data: Data, name: String) throws(PatientFileError) {
        let isFramed = data.first == 0x0B
        if isFramed, !data.contains(0x1C) { throw .truncatedMessage(file: name) }
        let declared = Self.declaredEncoding(data)
        guard let decoded = TextEncoding.decode(data, declared: declared) else {
            throw .unreadEncoding(file: name)
        }
        if let warning = decoded.warning { warnings.append(warning) }
        try split(Array(decoded.text.utf8), decoded.encoding, name)
        guard !messages.isEmpty else {
            throw .malformedMessage(file: name, line: 1, why: "it holds no MSH segment")
        }
    }

    /// MSH-18 of the first message. Field signs are looked for in the raw bytes: up to there they are ASCII but for
    /// names, and a sign inside one only loses the declaration, which validity then replaces.
    private static func declaredEncoding(_ data: Data) -> String.Encoding? {
        guard let start = data.firstRange(of: Data("MSH".utf8))?.lowerBound, start + 3 < data.endIndex else {
            return nil
        }
        let line = data[start...].prefix(2000).prefix { $0 != 0x0D && $0 != 0x0A }
        let fields = line.split(separator: data[start + 3], omittingEmptySubsequences: false)
        guard fields.count > 17 else { return nil }
        // "ASCII~GB18030": the last one is the one with more characters.
        let names = String(decoding: fields[17], as: UTF8.self).split(separator: "~")
        return names.reversed().lazy.compactMap { TextEncoding.named(String($0)) }.first
    }

    private mutating func split(
        _ bytes: [UInt8], _ encoding: String.Encoding, _ name: String
    ) throws(PatientFileError) {
        var syntax: HL7Syntax?
        var number = 0
        var strays = 0
        for line in Self.lines(bytes) {
            number += 1
            let content = line.drop { $0 <= 0x20 }
            if content.isEmpty { continue }
            if content.starts(with: Array("MSH".utf8)), let sign = content.dropFirst(3).first, sign < 0x7F, sign > 0x20
            {
                guard var found = HL7Syntax(header: content) else {
                    throw .malformedMessage(
                        file: name, line: number, why: "its MSH segment doesn't name the encoding characters")
                }
                found.encoding = encoding
                syntax = found
                messages.append(HL7Message(segments: [HL7Segment(content, line: number, syntax: found)]))
            } else if let syntax, Self.isSegment(content, syntax) {
                messages[messages.count - 1].segments.append(HL7Segment(content, line: number, syntax: syntax))
            } else if !messages.isEmpty, let last = messages[messages.count - 1].segments.indices.last {
                strays += 1
                messages[messages.count - 1].segments[last].append(continuation: content)
            }
        }
        endsOpen = bytes.last.map { $0 > 0x20 } ?? false
        if strays > 0 {
            warnings.append("\(strays) lines begin with no segment name; they were read as part of the line before.")
        }
    }

    /// Lines by CR, LF or CRLF; the bytes of an MLLP frame end a line as well.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(omittingEmptySubsequences: true) { $0 == 0x0D || $0 == 0x0A || $0 == 0x0B || $0 == 0x1C }
    }

    private static func isSegment(_ line: ArraySlice<UInt8>, _ syntax: HL7Syntax) -> Bool {
        let name = line.prefix(3)
        guard name.count == 3, let first = name.first, (0x41...0x5A).contains(first),
            name.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) })
        else { return false }
        return line.count == 3 || line[line.startIndex + 3] == syntax.field
    }
}
