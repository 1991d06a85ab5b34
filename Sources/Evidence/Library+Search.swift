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
        let found = try await find(query, specialties: specialties, context: context)
        let subject = SubjectGate().judge(found.signs)
        let hasAny = !found.ranked.isEmpty
        let results = try withDissents(distinct(found, limit: limit))
        var response = SearchResponse(
            results: results, concepts: found.concepts, isOnSubject: hasAny && subject.isOnSubject,
            subjectProbability: hasAny ? subject.probability : 0,
            lexicalOnly: lexicalOnly, elapsedMilliseconds: (ContinuousClock.now - start) / .milliseconds(1))
        response.query = found.query
        return response
    }

    struct Finding {
        var ranked: [Rerank.Result] = []
        var lexical: [Fusion.Match] = []
        var semantic: [Fusion.Match] = []
        var concepts: [NamedConcept] = []
        var signs = SubjectGate.Signs()
        var query: SearchedQuery?
    }

    func find(
        _ query: String, specialties: [String]?, context: SearchContext = SearchContext(), fusion: Fusion = Fusion(),
        rerank: Rerank = Rerank()
    ) async throws -> Finding {
        let question = Question(query, lexicon: lexicon)
        guard let match = question.match else { return Finding() }
        let vector = await embedder?.query(question.meaning)
        do {
            try refreshIndex()
            var finding = Finding()
            finding.query = SearchedQuery(question)
            finding.lexical = try lexicalRows(match, specialties: specialties, limit: fusion.depth)
            if let vector { finding.semantic = try nearest(to: vector, specialties: specialties, limit: fusion.depth) }
            for names in question.concepts.prefix(Self.mostConcepts) {
                finding.concepts.append(NamedConcept(names: names, passages: try passages(naming: names)))
            }
            let fused = fusion.rank(semantic: finding.semantic, lexical: finding.lexical)
            let candidates = try candidates(fused, detailed: rerank.depth)
            let wish = wish(of: question, finding.concepts, context)
            let isShown = { (row: Int64) in candidates[row].map { Self.isShown($0, question, context) } ?? false }
            finding.ranked = rerank.apply(fused.filter { isShown($0.row) }, candidates, for: wish)
            finding.signs = signs(of: question, vector: vector, finding, candidates)
            return finding
        } catch {
            throw LibraryError.database(error)
        }
    }

    /// Loads the index where this or another process has changed the file since.
    func refreshIndex() throws(DatabaseError) {
        let version = try connection.firstRow("PRAGMA data_version") { $0.int(0) }
        guard indexVersion != version else { return }
        try index.refresh(connection, exactUpTo: limits.vectorsWhole)
        namings = [:]
        wordRows = [:]
        passageWords = [:]
        nearCopies = [:]
        indexVersion = version
    }

    static func places(_ matches: [Fusion.Match]) -> [Int64: Int] {
        Dictionary(uniqueKeysWithValues: matches.enumerated().map { ($1.row, $0 + 1) })
    }

    func passage(row: Int64) throws -> (Passage, Guideline)? {
        try connection.firstRow(
            """
            SELECT \(Self.passageColumns), \(Self.guidelineColumns)
            FROM passage p JOIN guideline g ON g.id = p.guideline WHERE p.rowid = ?
            """, row
        ) { (Self.passage($0), Self.guideline($0, from: Self.passageColumnCount)) }
    }

    // MARK: Subject

    private func signs(
        of question: Question, vector: [Float]?, _ finding: Finding, _ candidates: [Int64: Rerank.Candidate]
    ) -> SubjectGate.Signs {
        var signs = SubjectGate.Signs()
        let values = finding.semantic.map(\.value)
        if let vector, let best = values.first {
            signs.similarity = best
            let outside = index.backdrop.nearest(to: vector, limit: 2).map(\.value)
            if !outside.isEmpty { signs.lead = Self.mean(values.prefix(3)) - Self.mean(outside[...]) }
        }
        let nearest = Set(finding.semantic.prefix(10).map(\.row))
        signs.agreement = nearest.intersection(finding.lexical.prefix(10).map(\.row)).count
        let words = finding.ranked.prefix(3).reduce(into: Set<String>()) {
            $0.formUnion(candidates[$1.row]?.words.all ?? [])
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
}
