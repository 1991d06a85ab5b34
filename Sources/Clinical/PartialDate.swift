public import Foundation

/// A FHIR `date`, `dateTime` or `instant` of any precision ("2009", "2015-08", "2026-01-09T08:10:00+08:00").
///
/// The text of the file is kept; ordering is by the first instant that the text can mean (a date without a
/// time zone begins at midnight UTC), then by the text.
public struct PartialDate: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    public let text: String
    public let year: Int
    public let month: Int?
    public let day: Int?
    public let hasTime: Bool
    /// Seconds since 1970-01-01T00:00:00Z.
    private let start: Double

    /// Nil where the text isn't a FHIR date or names a day that doesn't exist.
    public init?(_ text: String) {
        var scan = DateScanner(text)
        guard let parts = scan.parts() else { return nil }
        self.text = text
        self.year = parts.year
        self.month = parts.month
        self.day = parts.day
        self.hasTime = parts.secondOfDay != nil
        let days = civilDays(year: parts.year, month: parts.month ?? 1, day: parts.day ?? 1)
        self.start = Double(days) * 86400 + (parts.secondOfDay ?? 0) - Double(parts.zoneSeconds)
    }

    /// The first instant that the text can mean.
    public var date: Date? { Date(timeIntervalSince1970: start) }
    /// The date without the time of day, as precise as the file gives it: "2026-01-09", "2015-08", "2009".
    public var dayText: String { hasTime ? String(text.prefix(10)) : text }
    public var description: String { text }

    public static func < (left: PartialDate, right: PartialDate) -> Bool {
        left.start == right.start ? left.text < right.text : left.start < right.start
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = PartialDate(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a FHIR date: \(text)")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar (arithmetic of H. Hinnant, "chrono-compatible
/// low-level date algorithms"); `Calendar` is far slower over the thousands of dates of a chart.
func civilDays(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// Reads the digits of a FHIR date; every step fails softly, since the text comes from outside.
private struct DateScanner {
    struct Parts {
        var year: Int
        var month: Int?
        var day: Int?
        var secondOfDay: Double?
        var zoneSeconds = 0
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8.prefix(40)) }

    mutating func parts() -> Parts? {
        guard let year = digits(4) else { return nil }
        var parts = Parts(year: year)
        guard skip("-") else { return isAtEnd ? parts : nil }
        guard let month = digits(2), (1...12).contains(month) else { return nil }
        parts.month = month
        guard skip("-") else { return isAtEnd ? parts : nil }
        guard let day = digits(2), day >= 1, day <= daysInMonth(month, year: year) else { return nil }
        parts.day = day
        guard skip("T") else { return isAtEnd ? parts : nil }
        guard let second = timeOfDay(), let zone = zone(), isAtEnd else { return nil }
        parts.secondOfDay = second
        parts.zoneSeconds = zone
        return parts
    }

    private var isAtEnd: Bool { index == bytes.count }

    private mutating func timeOfDay() -> Double? {
        guard let hour = digits(2), hour <= 24, skip(":"), let minute = digits(2), minute < 60 else { return nil }
        var seconds = Double(hour * 3600 + minute * 60)
        guard skip(":") else { return seconds }
        guard let second = digits(2), second <= 60 else { return nil }
        seconds += Double(second)
        guard skip(".") else { return seconds }
        var scale = 0.1
        while let digit = digits(1) {
            seconds += Double(digit) * scale
            scale /= 10
        }
        return seconds
    }

    /// Seconds east of UTC; none given reads as UTC, which only orders the value.
    private mutating func zone() -> Int? {
        if isAtEnd || skip("Z") { return 0 }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), hours <= 14, skip(":"), let minutes = digits(2), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + count] {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        index += count
        return value
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
        index += 1
        return true
    }
}
