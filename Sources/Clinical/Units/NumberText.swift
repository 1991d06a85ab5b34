import Foundation

/// Numbers as text.
enum NumberText {
    /// All digits, without a needless fraction: 8, 7.1, 0.0375.
    static func exact(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }

    /// As a chart shows it: at most two decimals below 10, one below 1000, none above; fewer where the value has fewer.
    static func shown(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        let size = abs(value)
        let decimals = size < 0.1 ? 4 : size < 10 ? 2 : size < 1000 ? 1 : 0
        let scale = [1, 10, 100, 1000, 10_000][decimals]
        return exact((value * Double(scale)).rounded() / Double(scale))
    }

    /// A number with an optional comparator, as people and laboratories write it: "7.1", "＜0.5", ">= 60", "1,234". Nil
    /// for anything else, a decimal comma among it, since "1,234" would then mean two things.
    static func read(_ text: String) -> (value: Double, comparator: String?)? {
        guard text.utf8.count <= 60 else { return nil }
        var rest = Substring(text.precomposedStringWithCompatibilityMapping.filter { $0 != " " })
        var comparator: String?
        for (sign, meaning) in comparators where rest.hasPrefix(sign) {
            comparator = meaning
            rest = rest.dropFirst(sign.count)
            break
        }
        guard let value = number(rest) else { return nil }
        return (value, comparator)
    }

    private static let comparators = [
        ("<=", "<="), (">=", ">="), ("=<", "<="), ("=>", ">="), ("≤", "<="), ("≥", ">="), ("<", "<"), (">", ">"),
    ]

    private static func number(_ text: Substring) -> Double? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped = groups.count == 1 || groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.utf8.count == 3 }
        guard isGrouped, (1...3).contains(groups[0].count) || groups.count == 1 else { return nil }
        let plain = groups.joined()
        let body = plain.hasPrefix("-") || plain.hasPrefix("+") ? plain.dropFirst() : Substring(plain)
        guard let first = body.utf8.first, (48...57).contains(first) || first == UInt8(ascii: "."),
            body.utf8.allSatisfy({ (48...57).contains($0) || [0x2E, 0x45, 0x65, 0x2B, 0x2D].contains($0) })
        else { return nil }
        return Double(plain)
    }
}
