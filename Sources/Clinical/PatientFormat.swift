import Foundation

/// What a patient file is, told by its first bytes; its name is never trusted.
enum PatientFormat {
    /// UTF-8 without a byte order mark; begins with a brace or a bracket.
    case json(Data)
    /// In a character set that the message names, or not; perhaps framed for MLLP.
    case hl7(Data)

    static func detect(_ data: Data, name: String) throws(PatientFileError) -> PatientFormat {
        let data = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        guard let first = data.prefix(4096).first(where: { $0 > 0x20 }) else { throw .empty(file: name) }
        let starts: [(String, String)] = [
            ("%PDF", "a PDF document"), ("PK\u{3}\u{4}", "a ZIP archive"),
        ]
        for (start, format) in starts where data.starts(with: Array(start.utf8)) {
            throw .unreadFormat(file: name, format: format)
        }
        if data.starts(with: [0x1F, 0x8B]) { throw .unreadFormat(file: name, format: "a gzip archive") }
        if HL7Envelope.isHL7(data) { return .hl7(data) }
        if let byte = firstInvalidUTF8(data) { throw .notUTF8(file: name, byte: byte) }
        if first == UInt8(ascii: "<") { throw .unreadFormat(file: name, format: "XML (or HTML)") }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            throw .unreadFormat(file: name, format: "a plain-text note")
        }
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
}
