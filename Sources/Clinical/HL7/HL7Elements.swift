/// A coded element (CE, CWE, CNE): a code, its words and its system, twice.
struct HL7Coded {
    private let code: String?
    private let words: String?
    private let system: String?
    private let otherCode: String?
    private let otherWords: String?
    private let otherSystem: String?
    private let original: String?

    init(_ field: HL7Field) {
        code = field.component(1, limit: 120)
        words = field.component(2)
        system = field.component(3, limit: 40)
        otherCode = field.component(4, limit: 120)
        otherWords = field.component(5)
        otherSystem = field.component(6, limit: 40)
        original = field.component(9)
    }

    /// The element's words, else its code.
    var text: String? { original ?? words ?? otherWords ?? code ?? otherCode }

    var codeAndSystem: (code: String, system: String?)? {
        if let code, words != nil || system != nil { return (code, system.map(Self.address)) }
        return otherCode.map { ($0, otherSystem.map(Self.address)) }
    }

    /// The LOINC code, named as one, or without a system and with a right check digit.
    var loinc: String? {
        for (code, system) in [(code, system), (otherCode, otherSystem)] {
            guard let code, LOINC.isCode(code) else { continue }
            if system == "LN" || system == "LOINC" || (system == nil && LOINC.hasCheckDigit(code)) { return code }
        }
        return nil
    }

    /// FHIR's address of a coding system that HL7 table 0396 names.
    private static func address(_ system: String) -> String {
        switch system.uppercased() {
        case "LN": "http://loinc.org"
        case "SCT", "SNOMEDCT": "http://snomed.info/sct"
        case "I10", "ICD10": "http://hl7.org/fhir/sid/icd-10"
        case "I10C", "ICD10CM": "http://hl7.org/fhir/sid/icd-10-cm"
        case "RXNORM": "http://www.nlm.nih.gov/research/umls/rxnorm"
        default: system
        }
    }
}

/// A LOINC code's form.
enum LOINC {
    static func isCode(_ code: String) -> Bool {
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...8).contains(parts[0].count), parts[1].count == 1 else { return false }
        return parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
    }

    /// The last digit is that of Luhn's sum over the others (LOINC Users' Guide).
    static func hasCheckDigit(_ code: String) -> Bool {
        guard isCode(code), let dash = code.firstIndex(of: "-"), let last = code.last?.wholeNumberValue else {
            return false
        }
        var sum = 0
        for (index, digit) in code[..<dash].reversed().compactMap(\.wholeNumberValue).enumerated() {
            let doubled = index.isMultiple(of: 2) ? digit * 2 : digit
            sum += doubled / 10 + doubled % 10
        }
        return (10 - sum % 10) % 10 == last
    }
}

/// HL7's times (`20260109081000.12+0800`) as FHIR writes them.
enum HL7Time {
    /// - Parameter zone: that of the message (MSH-7), for a time that names none.
    static func date(_ text: String?, zone: String?) -> PartialDate? {
        guard let text else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == text.count || digits.count >= 8 else { return written(text, zone: zone) }
        let parts = pieces(Array(digits))
        guard let year = parts.first, year >= "1850" else { return nil }
        let day = parts.prefix(3).joined(separator: "-")
        guard parts.count > 3 else { return PartialDate(day) }
        let minute = parts.count > 4 ? parts[4] : "00"
        let second = parts.count > 5 ? ":" + parts[5] : ""
        let own = Self.zone(of: text)
        return PartialDate("\(day)T\(parts[3]):\(minute)\(second)\(own ?? zone ?? "")")
    }

    /// `+08:00` of `20260109083000+0800`; nil where there is none.
    static func zone(of text: String?) -> String? {
        guard let text, let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
        let digits = text[text.index(after: sign)...].prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 4 else { return nil }
        return "\(text[sign])\(digits.prefix(2)):\(digits.suffix(2))"
    }

    private static func pieces(_ digits: [Character]) -> [String] {
        var parts: [String] = []
        var index = 0
        for width in [4, 2, 2, 2, 2, 2] {
            guard index + width <= digits.count else { break }
            parts.append(String(digits[index..<index + width]))
            index += width
        }
        return index == digits.count ? parts : []
    }

    /// "2026-01-09 08:10": not HL7, and often sent.
    private static func written(_ text: String, zone: String?) -> PartialDate? {
        let iso = text.replacing("/", with: "-").replacing(" ", with: "T")
        guard let date = PartialDate(iso), date.year >= 1850 else { return nil }
        return date.hasTime && Self.zone(of: String(iso.dropFirst(10))) == nil && !iso.hasSuffix("Z")
            ? PartialDate(iso + (zone ?? "")) : date
    }
}
