/// Takes an answer's beginning off where a server says it again instead of going on from it.
struct LeadFilter {
    private let lead: String
    private var held = ""
    private var isPast: Bool

    /// - Parameter lead: how the answer begins; empty: it isn't begun.
    init(_ lead: String) {
        self.lead = lead
        isPast = lead.isEmpty
    }

    /// Holds back what may be the beginning.
    mutating func append(_ text: String) -> String {
        guard !isPast else { return text }
        held += text
        guard held.hasPrefix(lead) || !lead.hasPrefix(held) else { return "" }
        isPast = true
        defer { held = "" }
        return held.hasPrefix(lead) ? String(held.dropFirst(lead.count)) : held
    }

    /// What was held back, once nothing follows.
    mutating func finish() -> String {
        isPast = true
        defer { held = "" }
        return held
    }
}
