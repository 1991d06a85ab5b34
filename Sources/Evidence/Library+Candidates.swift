import Database
import Foundation

/// From where on a search leaves something out, so that its time stays bounded.
struct SearchLimits: Sendable {
    /// Up to so many directions are compared one by one: two milliseconds and 13 MB.
    var vectorsWhole = 32_768
    /// Beyond, so many are for every wanted passage, found by sketches.
    var candidatesEach = 12
    /// In a library of up to so many passages every passage is ranked that has any word of the question.
    var wordsWhole = 20_000
    /// Beyond, so many are ranked at most.
    var ranked = 20_000
    /// So many rows of words are kept for the next questions: 16 MB.
    var rowsKept = 2_000_000
    /// So many passages are looked at for each result that is wanted, where copies are folded into one.
    var foldedEach = 4
}

/// The two lists that are fused: passages that share words with the question, and passages near it in meaning.
///
/// What each costs stays bounded however large the library is; in a small one nothing is left out.
extension Library {
    // MARK: Words

    /// - Parameter match: quoted words with OR between.
    func lexicalRows(
        _ match: String, specialties: [String]?, limit: Int
    ) throws(DatabaseError) -> [Fusion.Match] {
        var found: [Fusion.Match] = []
        func take(_ row: Int64, _ value: Double) throws(DatabaseError) {
            if let specialties, !(try isIn(specialties, row)) { return }
            found.append(Fusion.Match(row: row, value: value))
        }
        if index.count > limits.wordsWhole, let rare = try rareWords(of: match) {
            for one in rare where found.count < limit { try take(one.row, one.value) }
            return found
        }
        // None is rare. Each says little then, and meaning says the rest; without it, passages with two of them.
        guard index.count <= limits.wordsWhole || embedder == nil else { return [] }
        let match = index.count > limits.wordsWhole ? try rarestTwo(of: match) : match
        var statement = try connection.prepare(
            """
            SELECT rowid, value FROM (
                SELECT rowid, rank AS value FROM words WHERE words MATCH ? LIMIT \(max(limits.wordsWhole, limits.ranked)))
            ORDER BY value, rowid
            """)
        try statement.bind(match)
        while found.count < limit, try statement.step() { try take(statement.int64(0), -statement.double(1)) }
        return found
    }

    /// The passages with the rarest words, as many words as together stand in no more passages than are ranked: a word that
    /// stands in one passage of ten says little about any. They are ranked by the words' inverse document frequencies alone:
    /// for BM25 the file would be asked for every passage's length, which takes ten times as long.
    /// - Returns: best first; nil where even the rarest word stands in more.
    private func rareWords(of match: String) throws(DatabaseError) -> [Fusion.Match]? {
        var lists: [[Int64]] = []
        for word in Self.words(of: match) {
            if let rows = try rows(holding: word), !rows.isEmpty { lists.append(rows) }
        }
        lists.sort { ($0.count, $0[0]) < ($1.count, $1[0]) }
        var left = limits.ranked
        var values: [Int64: Double] = [:]
        for rows in lists where rows.count < left {
            left -= rows.count
            let weight = log((Double(index.count - rows.count) + 0.5) / (Double(rows.count) + 0.5) + 1)
            for row in rows { values[row, default: 0] += weight }
        }
        guard !values.isEmpty else { return nil }
        return values.map { Fusion.Match(row: $0.key, value: $0.value) }
            .sorted { ($1.value, $0.row) < ($0.value, $1.row) }
    }

    /// For passages with the two rarest words.
    private func rarestTwo(of match: String) throws(DatabaseError) -> String {
        var counted: [(word: String, passages: Int)] = []
        for word in Self.words(of: match) {
            let passages = try connection.firstRow(
                "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT \(8 * limits.ranked))", word
            ) { $0.int(0) }
            if let passages, passages > 0 { counted.append((word, passages)) }
        }
        counted.sort { ($0.passages, $0.word) < ($1.passages, $1.word) }
        return counted.isEmpty ? match : counted.prefix(2).map(\.word).joined(separator: " AND ")
    }

    private static func words(of match: String) -> [String] { match.split(separator: " OR ").map(String.init) }

    /// The rows in which a word stands; nil where they are more than are ranked. Looked up once as long as the library stays
    /// as it is: the common words of a language, which take longest, are in every question.
    private func rows(holding word: String) throws(DatabaseError) -> [Int64]? {
        if let known = wordRows[word] { return known }
        let rows = try connection.rows("SELECT rowid FROM words WHERE words MATCH ? LIMIT \(limits.ranked)", word) {
            $0.int64(0)
        }
        let found = rows.count < limits.ranked ? rows : nil
        if wordRows.values.reduce(0, { $0 + ($1?.count ?? 0) }) > limits.rowsKept { wordRows = [:] }
        wordRows.updateValue(found, forKey: word)
        return found
    }

    private func isIn(_ specialties: [String], _ row: Int64) throws(DatabaseError) -> Bool {
        let specialty = try connection.firstRow(
            "SELECT g.specialty FROM passage p JOIN guideline g ON g.id = p.guideline WHERE p.rowid = ?", row
        ) { $0.text(0) }
        guard let specialty else { return false }
        return specialty.isEmpty || specialties.contains(specialty)
    }

    /// How many passages of each pack have all words of one of these names; of what was added, the first thousand.
    func passages(naming names: [String]) throws(DatabaseError) -> [String: Int] {
        if let known = namings[names] { return known }
        let alternatives = names.map { Words.asked($0).map { "\"\($0)\"" }.joined(separator: " AND ") }
            .filter { !$0.isEmpty }
        guard !alternatives.isEmpty else { return [:] }
        let match = alternatives.map { "(\($0))" }.joined(separator: " OR ")
        let rows = try connection.rows(
            """
            SELECT g.specialty, count(*) FROM (
                SELECT rowid FROM words WHERE words MATCH ?1 AND rowid < \(Self.firstAddedRow) LIMIT \(limits.wordsWhole)
            ) w JOIN passage p ON p.rowid = w.rowid JOIN guideline g ON g.id = p.guideline GROUP BY g.specialty
            UNION ALL
            SELECT '', count(*) FROM (
                SELECT 1 FROM words WHERE words MATCH ?1 AND rowid >= \(Self.firstAddedRow) LIMIT 1000)
            HAVING count(*) > 0
            """, match
        ) { ($0.text(0), $0.int(1)) }
        let counted = Dictionary(rows, uniquingKeysWith: +)
        namings[names] = counted
        return counted
    }

    // MARK: Meaning

    /// The nearest passages with their cosines, best first.
    func nearest(to vector: [Float], specialties: [String]?, limit: Int) throws(DatabaseError) -> [Fusion.Match] {
        guard !index.vectors.isExact, let sketch = index.sketch else {
            return index.vectors.nearest(to: vector, specialties: specialties, limit: limit)
        }
        let rows = index.vectors.candidates(
            sketch.planes(of: vector), specialties: specialties, count: limit * limits.candidatesEach)
        var exact = VectorIndex()
        // In the order of the file, so that each page is read once.
        var statement = try connection.prepare(
            """
            SELECT v.passage, e.scale, e.vector FROM json_each(?) j
                JOIN passage_embedding v ON v.passage = j.value JOIN embedding e ON e.id = v.embedding
            """)
        try statement.bind("[" + rows.sorted().map(String.init).joined(separator: ",") + "]")
        while try statement.step() {
            exact.add(
                PackedVector(scale: statement.double(1), bytes: statement.blob(2)), passage: statement.int64(0))
        }
        return exact.nearest(to: vector, limit: limit)
    }
}
