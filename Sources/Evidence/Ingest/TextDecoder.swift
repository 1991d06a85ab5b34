import Foundation

/// Bytes into text, by a mark at their beginning, by their validity, or by how common their characters are.
///
/// A wrong guess would put nonsense into the library that looks like text, so what isn't clear is refused.
struct TextDecoder {
    enum Encoding: String, CaseIterable {
        case utf8 = "UTF-8"
        case utf16LittleEndian = "UTF-16LE"
        case utf16BigEndian = "UTF-16BE"
        case gb18030 = "GB18030"
        case big5 = "Big5"
        case windows1252 = "Windows-1252"

        fileprivate var value: String.Encoding {
            switch self {
            case .utf8: .utf8
            case .utf16LittleEndian: .utf16LittleEndian
            case .utf16BigEndian: .utf16BigEndian
            // CoreFoundation's numbers of GB 18030 and Big5; Foundation names neither.
            case .gb18030: String.Encoding(rawValue: 0x8000_0632)
            case .big5: String.Encoding(rawValue: 0x8000_0A03)
            case .windows1252: .windowsCP1252
            }
        }
    }

    enum Failure: Error, Equatable {
        case binary
        case unknownEncoding
        /// The text was decoded wrongly before it was saved.
        case garbled
        /// A character set that isn't read is declared.
        case unsupported(String)
    }

    struct Decoded: Equatable {
        var text: String
        var encoding: Encoding
        var isCutShort = false
    }

    /// - Parameter declared: the character set that the document gives itself, as HTML does.
    static func decode(_ data: Data, declared: String? = nil) throws(Failure) -> Decoded {
        if let marked = try byMark(data) { return marked }
        guard !isBinary(data) else { throw .binary }
        if let text = utf8(data) {
            guard !isGarbled(text.text) else { throw .garbled }
            return text
        }
        if let declared, let encoding = try named(declared), encoding != .utf8,
            let decoded = decode(data, encoding), Plausibility(decoded.text).fits(encoding)
        {
            return decoded
        }
        return try guess(data)
    }

    private static func byMark(_ data: Data) throws(Failure) -> Decoded? {
        let marks: [([UInt8], Encoding?)] = [
            ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE, 0, 0], nil), ([0, 0, 0xFE, 0xFF], nil),
            ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
        ]
        guard let (mark, encoding) = marks.first(where: { data.starts(with: $0.0) }) else { return nil }
        guard let encoding else { throw .unsupported("UTF-32") }
        let rest = data.dropFirst(mark.count)
        guard let decoded = encoding == .utf8 ? utf8(rest) : decode(rest, encoding) else { throw .unknownEncoding }
        guard !decoded.text.utf8.contains(0), !isGarbled(decoded.text) else { throw .binary }
        return decoded
    }

    /// Text has no zeros, and few other control characters (escape sequences are taken out later).
    private static func isBinary(_ data: Data) -> Bool {
        var strange = 0
        for byte in data {
            if byte == 0 { return true }
            if byte < 0x20, !(0x08...0x0D).contains(byte), byte != 0x1B { strange += 1 }
        }
        return strange * 50 > data.count
    }

    private static func utf8(_ data: Data) -> Decoded? {
        if let text = String(data: data, encoding: .utf8) { return Decoded(text: text, encoding: .utf8) }
        // At most the last three bytes can be the beginning of a character whose rest is missing.
        for cut in 1...3 where data.count > cut {
            guard let lead = data.dropLast(cut - 1).last, lead >= 0xC2 else { continue }
            let whole = data.dropLast(cut)
            guard whole.contains(where: { $0 >= 0x80 }), let text = String(data: whole, encoding: .utf8) else {
                continue
            }
            return Decoded(text: text, encoding: .utf8, isCutShort: true)
        }
        return nil
    }

    private static func decode(_ data: Data, _ encoding: Encoding) -> Decoded? {
        for cut in 0...(encoding == .windows1252 ? 0 : 3) where data.count > cut {
            if let text = String(data: Data(data.dropLast(cut)), encoding: encoding.value) {
                return Decoded(text: text, encoding: encoding, isCutShort: cut > 0)
            }
        }
        return nil
    }

    private static func guess(_ data: Data) throws(Failure) -> Decoded {
        let fitting = [Encoding.gb18030, .big5, .windows1252].compactMap { encoding in
            decode(data, encoding).map { (decoded: $0, plausibility: Plausibility($0.text)) }
        }.filter { $0.plausibility.fits($0.decoded.encoding) }
        guard let best = fitting.max(by: { $0.plausibility.share < $1.plausibility.share }) else {
            throw .unknownEncoding
        }
        let rivals = fitting.filter { $0.decoded.encoding != best.decoded.encoding }
        // Two readings that are both likely: no reading.
        guard rivals.allSatisfy({ $0.plausibility.share < best.plausibility.share * 0.75 }) else {
            throw .unknownEncoding
        }
        return best.decoded
    }

    private static func named(_ name: String) throws(Failure) -> Encoding? {
        switch name.lowercased().replacing("_", with: "-") {
        case "utf-8", "utf8": return .utf8
        case "gb2312", "gbk", "gb18030", "x-gbk", "cp936", "gb-2312-80", "hz-gb-2312", "euc-cn": return .gb18030
        case "big5", "big5-hkscs", "cp950", "x-x-big5": return .big5
        case "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii", "iso-8859-15":
            return .windows1252
        case "": return nil
        default: throw .unsupported(OutsideText.line(String(name.prefix(30))))
        }
    }

    // MARK: Garbled text

    private static func isGarbled(_ text: String) -> Bool {
        var garbling = Garbling()
        garbling.note(text)
        return garbling.isGarbled
    }

    /// The signs of UTF-8 that was read as Latin-1 or GBK and saved again: `é«˜è¡€åŽ‹`, `锟斤拷`.
    struct Garbling {
        private var (pairs, strange, lost, count) = (0, 0, 0, 0)
        private var hasLostPairs = false

        /// - Parameter text: a part of a text that ends where a line or the text does.
        mutating func note(_ text: String) {
            hasLostPairs = hasLostPairs || text.contains("锟斤拷")
            var before: UInt32 = 0
            for scalar in text.unicodeScalars {
                count += 1
                if scalar.value == 0xFFFD { lost += 1 }
                if scalar.value >= 0x80 {
                    strange += 1
                    let isTail =
                        (0x80...0xBF).contains(scalar.value)
                        || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".unicodeScalars.contains(scalar)
                    if (0xC3...0xEF).contains(before), isTail { pairs += 1 }
                }
                before = scalar.value
            }
        }

        var isGarbled: Bool { hasLostPairs || (pairs >= 3 && pairs * 4 >= strange) || lost * 20 > count }
    }
}
