import Database

/// What the ranking needs of every passage, in memory.
struct SearchIndex: Sendable {
    struct Entry: Sendable {
        var id: String
        var specialty: String
        /// Folded, to be compared with what a question asks for.
        var organisation: String
        var year: Int?
        var edition: Edition
    }

    var vectors = VectorIndex()
    /// The subjects that the packs don't cover, numbered.
    var backdrop = VectorIndex()
    var entries: [Int64: Entry] = [:]
    /// The row of a superseded passage → the row of the one that replaces it.
    var replacements: [Int64: Int64] = [:]

    init() {}

    init(_ connection: Connection) throws(DatabaseError) {
        let rows = try connection.rows(
            """
            SELECT p.rowid, p.id, g.specialty, g.organisation, g.year, p.edition, r.rowid
            FROM passage p JOIN guideline g ON g.id = p.guideline LEFT JOIN passage r ON r.supersedes = p.id
            """
        ) { row in
            (
                row.int64(0),
                Entry(
                    id: row.text(1), specialty: row.text(2), organisation: row.text(3), year: row.optionalInt(4),
                    edition: Edition(rawValue: row.text(5)) ?? .current), row.isNull(6) ? nil : row.int64(6)
            )
        }
        for (row, entry, replacement) in rows {
            entries[row] = entry
            if let replacement { replacements[row] = replacement }
        }
        let stored = try connection.rows(
            "SELECT passage, scale, vector FROM passage_embedding JOIN embedding USING (key) ORDER BY passage, key"
        ) { ($0.int64(0), PackedVector(scale: $0.double(1), bytes: $0.blob(2))) }
        for (passage, vector) in stored { vectors.add(vector, passage: passage) }
        let subjects = try connection.rows("SELECT scale, vector FROM backdrop JOIN embedding USING (key)") {
            PackedVector(scale: $0.double(0), bytes: $0.blob(1))
        }
        for (number, vector) in subjects.enumerated() { backdrop.add(vector, passage: Int64(number)) }
    }
}
