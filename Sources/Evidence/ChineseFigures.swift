/// Figures that are written in Chinese numerals, as digits: 七点零 is 7.0, 百分之十二 is 12%.
///
/// Only where the writing says that a figure is meant; 三 of 三甲 or 一 of 一般 stays.
enum ChineseFigures {
    private static let values: [Character: Int] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    private static let sizes: [Character: Int] = ["十": 10, "百": 100, "千": 1_000]

    private static let fraction = Pattern(/百分之([零〇一二两三四五六七八九十百点]+)/)
    private static let decimal = Pattern(/[零〇一二两三四五六七八九十百千]+点[零〇一二三四五六七八九]+/)

    /// - Parameter text: in Simplified characters.
    static func digits(in text: String) -> String {
        guard text.contains("点") || text.contains("百分之") else { return text }
        let fractions = text.replacing(fraction.regex) { match in
            number(match.output.1).map { $0 + "%" } ?? String(match.output.0)
        }
        return fractions.replacing(decimal.regex) { match in
            number(match.output) ?? String(match.output)
        }
    }

    /// nil for what isn't a number, as 十百.
    private static func number(_ text: Substring) -> String? {
        let parts = text.split(separator: "点", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let whole = whole(first) else { return nil }
        guard parts.count == 2 else { return String(whole) }
        let decimals = parts[1].compactMap { values[$0] }
        guard !decimals.isEmpty, decimals.count == parts[1].count else { return nil }
        return "\(whole)." + decimals.map(String.init).joined()
    }

    private static func whole(_ text: Substring) -> Int? {
        guard !text.isEmpty else { return nil }
        if text.allSatisfy({ values[$0] != nil }) {
            return text.count > 6 ? nil : text.reduce(0) { $0 * 10 + (values[$1] ?? 0) }
        }
        var sum = 0
        var digit: Int?
        for character in text {
            if let value = values[character] {
                digit = value
            } else if let size = sizes[character] {
                sum += (digit ?? 1) * size
                digit = nil
            } else {
                return nil
            }
        }
        return sum + (digit ?? 0)
    }
}
