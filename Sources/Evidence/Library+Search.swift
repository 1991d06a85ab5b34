import Database
import Foundation

extension Library {
    /// Finds the passages that answer a question, in English, Chinese or both.
    /// - Parameters:
    ///   - specialties: only passages of these packs (and of documents that a user added); nil for all.
    ///   - limit: at most so many results.
    ///   - context: what the ranking may know besides the question.
    /// - Throws: `LibraryError.database`.
    public func search(
        _ query: String, specialties: [String]? = nil, limit: Int = 8, context: SearchContext = SearchContext()
    ) async throws -> SearchResponse {
        let start = ContinuousClock.now
        let found = try await find(query, specialties: specialties)
        let subject = SubjectGate().judge(found.signs)
        let hasAny = !found.ranked.isEmpty
        var results: [SearchResult] = []
        for item in found.ranked.prefix(max(0, limit)) {
            guard let (passage, guideline) = try passage(row: item.row) else { continue }
            results.append(
                SearchResult(
                    passage: passage, guideline: guideline, score: item.score,
                    lexicalRank: found.lexical.firstIndex(of: item.row).map { $0 + 1 },
                    semanticRank: found.semantic.firstIndex(of: item.row).map { $0 + 1 },
                    semanticSimilarity: found.similarities[item.row]))
        }
        results = try withDissents(withoutCopies(results))
        return SearchResponse(
            results: results, concepts: found.concepts, isOnSubject: hasAny && subject.isOnSubject,
            subjectProbability: hasAny ? subject.probability : 0,
            lexicalOnly: lexicalOnly, elapsedMilliseconds: (ContinuousClock.now - start) / .milliseconds(1))
    }

    struct Finding {
        var ranked: [Fusion.Ranked] = []
        var lexical: [Int64] = []
        var semantic: [Int64] = []
        var similarities: [Int64: Double] = [:]
        var concepts: [NamedConcept] = []
        var signs = SubjectGate.Signs()
    }

    func find(_ query: String, specialties: [String]?, fusion: Fusion = Fusion()) async throws -> Finding {
        let question = Question(query, lexicon: lexicon)
        guard let match = question.match else { return Finding() }
        let vector = await embedder?.query(question.meaning)
        do {
            try refreshIndex()
            var finding = Finding()
            finding.lexical = try lexicalRows(match, specialties: specialties, limit: fusion.depth)
            if let vector { finding.similarities = similarities(to: vector, specialties: specialties) }
            finding.semantic = finding.similarities.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .prefix(fusion.depth).map(\.key)
            let fused = fusion.rank(
                semantic: finding.semantic, lexical: finding.lexical, hints: hints(of: question))
            finding.ranked = fusion.settleEditions(fused, index: index, asked: question.years)
            for names in question.concepts.prefix(Self.mostConcepts) {
                finding.concepts.append(NamedConcept(names: names, passages: try passages(naming: names)))
            }
            finding.signs = try signs(of: question, vector: vector, finding)
            return finding
        } catch {
            throw LibraryError.database(error)
        }
    }

    /// Loads the index where this or another process has changed the file since.
    private func refreshIndex() throws(DatabaseError) {
        let version = try connection.firstRow("PRAGMA data_version") { $0.int(0) }
        guard indexVersion != version else { return }
        index = try SearchIndex(connection)
        indexVersion = version
    }

    /// The organisations and years that the question names and the library has.
    private func hints(of question: Question) -> [(Int64) -> Bool] {
        let entries = index.entries
        var hints: [(Int64) -> Bool] = question.organisationHints.map { names in
            { row in entries[row].map { entry in names.contains { entry.organisation.contains($0) } } ?? false }
        }
        if !question.years.isEmpty {
            hints.append { row in entries[row]?.year.map { question.years.contains($0) } ?? false }
        }
        return hints
    }

    private func passage(row: Int64) throws -> (Passage, Guideline)? {
        try connection.firstRow(
            """
            SELECT \(Self.passageColumns), \(Self.guidelineColumns)
            FROM passage p JOIN guideline g ON g.id = p.guideline WHERE p.rowid = ?
            """, row
        ) { (Self.passage($0), Self.guideline($0, from: Self.passageColumnCount)) }
    }

    // MARK: Subject

    private func signs(
        of question: Question, vector: [Float]?, _ finding: Finding
    ) throws(DatabaseError) -> SubjectGate.Signs {
        var signs = SubjectGate.Signs()
        let values = finding.similarities.values.sorted(by: >)
        if let vector, let best = values.first {
            signs.similarity = best
            signs.contrast = best - values.reduce(0, +) / Double(values.count)
            let outside = index.backdrop.similarities(to: vector).values.sorted(by: >)
            if !outside.isEmpty { signs.lead = Self.mean(values.prefix(3)) - Self.mean(outside.prefix(2)) }
        }
        signs.agreement = Set(finding.semantic.prefix(10)).intersection(finding.lexical.prefix(10)).count
        var words: Set<String> = []
        for item in finding.ranked.prefix(3) {
            let body = try connection.firstRow("SELECT body FROM words WHERE rowid = ?", item.row) { $0.text(0) }
            words.formUnion((body ?? "").split(separator: " ").map(String.init))
        }
        let content = question.words.filter { Double($0) == nil }
        let shared = content.filter(words.contains).count
        signs.coverage = content.isEmpty ? 0 : Double(shared) / Double(content.count)
        for (names, concept) in zip(question.concepts, finding.concepts) {
            if names.contains(where: { Words.asked($0).allSatisfy(words.contains) }) {
                signs.sharedConcepts += 1
            } else if concept.passages.isEmpty {
                signs.foreignConcepts += 1
            }
        }
        return signs
    }

    private static func mean(_ values: ArraySlice<Double>) -> Double {
        values.reduce(0, +) / Double(max(1, values.count))
    }

    /// Concepts beyond these add nothing to what is known of a question.
    private static let mostConcepts = 12

    /// How many passages of each pack have all words of one of these names.
    private func passages(naming names: [String]) throws(DatabaseError) -> [String: Int] {
        let alternatives = names.map { Words.asked($0).map { "\"\($0)\"" }.joined(separator: " AND ") }
            .filter { !$0.isEmpty }
        guard !alternatives.isEmpty else { return [:] }
        let rows = try connection.rows(
            """
            SELECT g.specialty, count(*) FROM words JOIN passage p ON p.rowid = words.rowid
                JOIN guideline g ON g.id = p.guideline
            WHERE words MATCH ? GROUP BY g.specialty
            """, alternatives.map { "(\($0))" }.joined(separator: " OR ")
        ) { ($0.text(0), $0.int(1)) }
        return Dictionary(rows, uniquingKeysWith: +)
    }
}
