/// One text in both languages of the program; Chinese and English are equals, so neither may be missing.
public struct BilingualText: Sendable, Hashable, Codable {
    public var english: String
    /// Simplified Chinese.
    public var chinese: String

    public init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String { language.hasPrefix("zh") ? chinese : english }

    /// Sentences one after the other, as each language joins them.
    static func joined(_ parts: [BilingualText]) -> BilingualText {
        BilingualText(
            parts.map(\.english).joined(separator: "; "), parts.map(\.chinese).joined(separator: "；"))
    }
}
