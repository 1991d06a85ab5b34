import Screen

/// How the patient pane is looked at: what is folded, chosen and filtered by.
struct ChartBrowsing: Sendable, Equatable {
    /// The entry that the keys act on.
    var selected: String?
    /// Sections and entries that stand other than they do by themselves.
    var toggled: Set<String> = []
    /// Only entries with this word are shown; nil shows all.
    var filter: Composer?
    /// Whether keys go to the filter.
    var isTyping = false

    /// What is looked for, ready to compare.
    var wanted: String { Self.folded(filter?.text ?? "") }

    static func folded(_ text: String) -> String {
        String(text.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace })
    }

    mutating func clearFilter() {
        filter = nil
        isTyping = false
    }
}

/// The sections of the patient pane, in their order.
enum ChartPart: String, Sendable, CaseIterable {
    case identity, alerts, allergies, problems, medications, values, otherValues, computed, reports, notes

    /// Who it is, what can do harm and allergies are never folded away.
    var isFoldable: Bool {
        switch self {
        case .identity, .alerts, .allergies: false
        default: true
        }
    }

    /// Long lists of what matters less stand folded at first.
    func isFolded(count: Int) -> Bool {
        switch self {
        case .otherValues: count > 12
        case .reports, .notes: count > 6
        default: false
        }
    }

    var id: String { "section." + rawValue }
}

/// One thing in the pane: a section's head or an entry of it.
struct ChartEntry: Sendable, Equatable {
    /// Stable while the chart is the same: `problems.0`.
    var id: String
    var part: ChartPart
    var isHead = false
    /// What is always seen of it, and what more there is.
    var lines: [StyledLine]
    var details: [StyledLine] = []
    /// Whether n and N stop here.
    var isAbnormal = false

    var text: String { (lines + details).flatMap(\.spans).reduce(into: "") { $0 += $1.text } }
}
