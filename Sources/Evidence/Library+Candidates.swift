import Database

/// The two lists that are fused: passages that share words with the question, and passages near it in meaning.
extension Library {
    func lexicalRows(
        _ match: String, specialties: [String]?, limit: Int
    ) throws(DatabaseError) -> [Fusion.Match] {
        guard let specialties else {
            return try connection.rows(
                "SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?", match, limit
            ) { Fusion.Match(row: $0.int64(0), value: -$0.double(1)) }
        }
        let rows = try connection.rows(
            "SELECT rowid, rank FROM words WHERE words MATCH ? ORDER BY rank, rowid", match
        ) { Fusion.Match(row: $0.int64(0), value: -$0.double(1)) }
        return Array(rows.lazy.filter { self.isIn(specialties, $0.row) }.prefix(limit))
    }

    /// The nearest passages with their cosines, best first.
    func nearest(to vector: [Float], specialties: [String]?, limit: Int) -> [Fusion.Match] {
        let all = similarities(to: vector, specialties: specialties)
        let order = all.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return order.prefix(limit).map { Fusion.Match(row: $0.key, value: $0.value) }
    }

    private func similarities(to vector: [Float], specialties: [String]?) -> [Int64: Double] {
        let all = index.vectors.similarities(to: vector)
        guard let specialties else { return all }
        return all.filter { isIn(specialties, $0.key) }
    }

    private func isIn(_ specialties: [String], _ row: Int64) -> Bool {
        guard let specialty = index.entries[row]?.specialty else { return false }
        return specialty.isEmpty || specialties.contains(specialty)
    }
}
