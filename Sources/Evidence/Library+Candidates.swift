import Database

/// The two lists that are fused: passages that share words with the question, and passages near it in meaning.
extension Library {
    func lexicalRows(
        _ match: String, specialties: [String]?, limit: Int
    ) throws(DatabaseError) -> [Int64] {
        guard let specialties else {
            return try connection.rows(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?", match, limit
            ) { $0.int64(0) }
        }
        let rows = try connection.rows("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid", match) {
            $0.int64(0)
        }
        return Array(rows.lazy.filter { self.isIn(specialties, $0) }.prefix(limit))
    }

    func similarities(to vector: [Float], specialties: [String]?) -> [Int64: Double] {
        let all = index.vectors.similarities(to: vector)
        guard let specialties else { return all }
        return all.filter { isIn(specialties, $0.key) }
    }

    private func isIn(_ specialties: [String], _ row: Int64) -> Bool {
        guard let specialty = index.entries[row]?.specialty else { return false }
        return specialty.isEmpty || specialties.contains(specialty)
    }
}
