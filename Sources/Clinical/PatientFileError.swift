/// Why a patient file was refused; nothing of it is used.
public enum PatientFileError: Error, Sendable, Hashable, CustomStringConvertible {
    case empty(file: String)
    case tooLarge(file: String, bytes: Int, limit: Int)
    /// A format that is recognised but not read.
    case unreadFormat(file: String, format: String)
    case notUTF8(file: String, byte: Int)
    /// The text ends before its JSON does.
    case truncated(file: String, line: Int)
    case malformed(file: String, line: Int, column: Int, why: String)
    /// JSON, but no FHIR R4 resource.
    case notFHIR(file: String, why: String)
    case unreadBundle(file: String, type: String)
    case noPatient(file: String, found: String)
    /// HL7 v2 that can't be taken apart.
    case malformedMessage(file: String, line: Int, why: String)
    /// An MLLP frame without its end.
    case truncatedMessage(file: String)
    /// Text in no character set that is read.
    case unreadEncoding(file: String)

    public var description: String {
        switch self {
        case .empty(let file): "\(file) is empty. \(Self.readable)"
        case .tooLarge(let file, let bytes, let limit):
            "\(file) holds \(bytes / 1_000_000) MB; patient files up to \(limit / 1_000_000) MB are read. "
                + "Export fewer patients or a shorter time."
        case .unreadFormat(let file, let format): "\(file) looks like \(format), which isn't read. \(Self.readable)"
        case .notUTF8(let file, let byte):
            "\(file) isn't UTF-8 text (byte \(byte)). Save it as UTF-8. \(Self.readable)"
        case .truncated(let file, let line):
            "\(file) is cut off: it ends in line \(line) before its JSON does. Fetch or export it again."
        case .malformed(let file, let line, let column, let why):
            "\(file) isn't valid JSON: \(why) (line \(line), column \(column)). Export it again. \(Self.readable)"
        case .notFHIR(let file, let why): "\(file) isn't a FHIR resource: \(why). \(Self.readable)"
        case .unreadBundle(let file, let type):
            "\(file) is a FHIR Bundle of type \(type), which isn't read, since it holds several versions of one "
                + "resource or none. \(Self.readable)"
        case .noPatient(let file, let found):
            "\(file) names no patient (\(found)). Export it with the patient's own data. \(Self.readable)"
        case .malformedMessage(let file, let line, let why):
            "\(file) isn't a valid HL7 v2 message: \(why) (line \(line)). Export it again. \(Self.readable)"
        case .truncatedMessage(let file): "\(file) is cut off: its MLLP frame has no end. Fetch or export it again."
        case .unreadEncoding(let file):
            "\(file) is text in a character set that isn't read. Save it as UTF-8 or GB 18030. \(Self.readable)"
        }
    }

    static let readable =
        "Read are FHIR R4 in JSON (Bundles, single resources, NDJSON), HL7 v2 messages (ORU, ADT), and plain-text "
        + "notes."
}
