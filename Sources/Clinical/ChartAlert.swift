/// Something in a chart that should be seen before anything else, found by rules and tables, never by the model.
public struct ChartAlert: Sendable, Hashable, Codable, Identifiable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case interaction, duplicate, allergy, renal, hepatic, pregnancy, qt
        /// Beers criteria and the like.
        case olderAdult = "older-adult"
        /// A value that calls for action today.
        case criticalValue = "critical-value"
        /// Something in the file that contradicts itself or can't be right.
        case doubt
    }

    /// The order of the cases is the order of urgency.
    public enum Severity: String, Sendable, Codable, CaseIterable, Comparable {
        case contraindicated, major, moderate, minor

        public static func < (left: Severity, right: Severity) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// Stable within one chart.
    public var id: String
    public var kind: Kind
    public var severity: Severity
    /// What was found and what to do, one line each.
    public var english: String
    public var chinese: String
    /// The drugs concerned, as the chart names them.
    public var drugs: [String]
    public var source: String
    /// `verified`, `secondary` or `unverified`: whether the rule was seen on a page of the source.
    public var status: String

    public init(
        id: String, kind: Kind, severity: Severity, english: String, chinese: String, drugs: [String] = [],
        source: String, status: String
    ) {
        self.id = id
        self.kind = kind
        self.severity = severity
        self.english = english
        self.chinese = chinese
        self.drugs = drugs
        self.source = source
        self.status = status
    }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String { language.hasPrefix("zh") ? chinese : english }
}
