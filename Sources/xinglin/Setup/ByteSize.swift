/// A size as people write it, such as "3GiB" or "1500 MB".
enum ByteSize {
    private static let units: [String: Double] = [
        "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
        "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
    ]

    /// Bytes; nil for anything else than a positive number with a unit.
    static func bytes(_ text: String) -> Int? {
        let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        guard let value = Double(number), let factor = units[unit], value > 0, value * factor < 1e15 else { return nil }
        return Int(value * factor)
    }
}
