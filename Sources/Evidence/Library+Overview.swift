import Database

extension Library {
    /// How many passages of each status a document has, by the document's id.
    public func statusCounts() throws -> [String: [EvidenceStatus: Int]] {
        let rows = try connection.rows("SELECT guideline, status, count(*) FROM passage GROUP BY guideline, status") {
            ($0.text(0), EvidenceStatus(rawValue: $0.text(1)) ?? .unverified, $0.int(2))
        }
        var counts: [String: [EvidenceStatus: Int]] = [:]
        for (guideline, status, count) in rows { counts[guideline, default: [:]][status, default: 0] += count }
        return counts
    }

    /// The passages that a newer edition put in the place of this one: by name, or else the document that did.
    public func successors(of id: String) throws -> [String] {
        let passages = try connection.rows("SELECT id FROM passage WHERE supersedes = ? ORDER BY id", id) { $0.text(0) }
        guard passages.isEmpty, let (passage, _) = try passage(id) else { return passages }
        return try connection.rows(
            "SELECT n.id FROM guideline n, \(Self.eachReplaced) c WHERE c.value = ? ORDER BY n.id", passage.guideline
        ) { $0.text(0) }
    }
}
