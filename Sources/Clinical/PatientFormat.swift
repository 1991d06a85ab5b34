import Foundation

/// What a patient file is, told by its first bytes; its name is never trusted.
enum PatientFormat {
    /// UTF-8 without a byte order mark; begins with a brace or a bracket.
    case json(Data)
    /// In a character set that the message names, or not; perhaps framed for MLLP.
    case hl7(Data)
    /// Text in UTF-8 or GB 18030.
    case note(Data)

    static func detect(_ data: Data, name: String) throws(PatientFileError) -> PatientFormat {
        let data = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : Self.utf8(data)
        guard let first = data.prefix(4096).first(where: { $0 > 0x20 }) else { throw .empty(file: name) }
        let starts: [(String, String)] = [
            ("%PDF", "a PDF document"), ("PK\u{3}\u{4}", "a ZIP archive"),
        ]
        for (start, format) in starts where data.starts(with: Array(start.utf8)) {
            throw .unreadFormat(file: name, format: format)
        }
        if data.starts(with: [0x1F, 0x8B]) { throw .unreadFormat(file: name, format: "a gzip archive") }
        if HL7Envelope.isHL7(data) { return .hl7(data) }
        if first == UInt8(ascii: "<") { throw .unreadFormat(file: name, format: "XML (or HTML)") }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .note(data) }
        if let byte = firstInvalidUTF8(data) { throw .notUTF8(file: name, byte: byte) }
        return .json(data)
    }

    /// The offset of the first byte that isn't UTF-8.
    static func firstInvalidUTF8(_ data: Data) -> Int? {
        do {
            _ = try UTF8Span(validating: data.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// UTF-16 with its byte order mark, as some editors save "Unicode", becomes UTF-8.
    private static func utf8(_ data: Data) -> Data {
        guard data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]), data.count <= 64_000_000,
            let text = String(data: data, encoding: .utf16)
        else { return data }
        return Data((text.first == "\u{FEFF}" ? text.dropFirst() : text[...]).utf8)
    }
}
