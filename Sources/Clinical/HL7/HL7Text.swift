import Foundation

/// Text of a file that needn't be UTF-8: the character sets that hospitals here send.
enum TextEncoding {
    /// GB 18030, which holds GBK and GB 2312 whole (Foundation's number for it, the same on every system).
    static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

    /// The encoding by HL7's name for it (table 0211: MSH-18); nil where it is unknown or none is named.
    static func named(_ name: String) -> String.Encoding? {
        switch name.uppercased().filter({ $0.isLetter || $0.isNumber }) {
        case "UNICODEUTF8", "UTF8", "UNICODE": .utf8
        case "GB18030", "GB180302000", "GBK", "CP936", "GB2312", "ISOIR58": gb18030
        case "88591", "ISO88591", "LATIN1": .isoLatin1
        default: nil
        }
    }

    /// - Parameter declared: what the file says of itself.
    /// - Returns: the text, the encoding that it was read in, and what there is to warn of. Nil where the bytes are no
    ///   text in any of them.
    static func decode(_ data: Data, declared: String.Encoding?)
        -> (text: String, encoding: String.Encoding, warning: String?)?
    {
        let isUTF8 = PatientFormat.firstInvalidUTF8(data) == nil
        let isASCII = isUTF8 && !data.contains { $0 >= 0x80 }
        if isASCII || (isUTF8 && declared != gb18030) {
            let isOther = declared == .isoLatin1 && !isASCII
            return (
                String(decoding: data, as: UTF8.self), .utf8,
                isOther ? "The file names another character set but is UTF-8; read as UTF-8." : nil
            )
        }
        if declared == .isoLatin1, let text = String(data: data, encoding: .isoLatin1) {
            return (text, .isoLatin1, nil)
        }
        guard !data.contains(0), let text = String(data: data, encoding: gb18030) else { return nil }
        let warning =
            declared == gb18030
            ? nil : "The file isn't UTF-8; read as GB 18030, which it is valid in: check a name or a word of it."
        return (text, gb18030, warning)
    }
}
