import Database

extension Library {
    /// How many passages name at least one of each list of names, counted up to a limit: whether the library speaks of
    /// something at all, or of two things together.
    public func count(naming groups: [[String]], atMost limit: Int) throws -> Int {
        let parts = groups.map { names in
            names.map { Words.asked($0).map { "\"\($0)\"" }.joined(separator: " AND ") }.filter { !$0.isEmpty }
                .map { "(\($0))" }.joined(separator: " OR ")
        }
        guard !parts.isEmpty, !parts.contains("") else { return 0 }
        let match = parts.map { "(\($0))" }.joined(separator: " AND ")
        do {
            return try connection.firstRow(
                "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)", match, limit
            ) { $0.int(0) } ?? 0
        } catch {
            throw LibraryError.database(error)
        }
    }
}
