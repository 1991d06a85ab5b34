/// How soon a person must be seen; the order of the cases is the order of urgency.
public enum TriageLevel: String, Comparable, Codable, Sendable, CaseIterable {
    case none, soon, urgent, emergency

    public static func < (left: TriageLevel, right: TriageLevel) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .none: 0
        case .soon: 1
        case .urgent: 2
        case .emergency: 3
        }
    }
}

/// One rule that applied, with everything needed to explain why.
public struct TriageHit: Sendable, Equatable {
    public var ruleID: String
    public var level: TriageLevel
    /// What to do, in the language asked for.
    public var message: String
    /// The writer's own words that made the rule apply, joined by " · ".
    public var matched: String
    /// Where the rule comes from, or a plain statement that no source was found.
    public var source: String
    /// The ids of the library passages behind the rule; empty when `status` is unverified and nothing carries it.
    public var facts: [String]
    public var status: RedFlagStatus

    public init(
        ruleID: String, level: TriageLevel, message: String, matched: String, source: String, facts: [String] = [],
        status: RedFlagStatus = .unverified
    ) {
        self.ruleID = ruleID
        self.level = level
        self.message = message
        self.matched = matched
        self.source = source
        self.facts = facts
        self.status = status
    }
}

/// The answer of the rules to one text: the highest level, and every rule that applied, most urgent first.
public struct TriageResult: Sendable, Equatable {
    public var level: TriageLevel
    public var hits: [TriageHit]

    public init(level: TriageLevel = .none, hits: [TriageHit] = []) {
        self.level = level
        self.hits = hits
    }
}
