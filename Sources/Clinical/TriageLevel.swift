/// How soon somebody must be seen. The raw values are the words of the JSON output.
public enum TriageLevel: String, Sendable, Codable, Comparable, CaseIterable {
    case none, soon, urgent, emergency

    private var rank: Int {
        switch self {
        case .none: 0
        case .soon: 1
        case .urgent: 2
        case .emergency: 3
        }
    }

    public static func < (left: TriageLevel, right: TriageLevel) -> Bool { left.rank < right.rank }
}
