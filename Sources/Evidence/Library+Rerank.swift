import Database
import Foundation

/// What the rerank needs to know of the passages that were found.
extension Library {
    /// - Parameter detailed: of so many first ones the words are read too.
    func candidates(_ fused: [Fusion.Ranked], detailed: Int) throws(DatabaseError) -> [Int64: Rerank.Candidate] {
        let known = try connection.rows(
            """
            SELECT p.rowid, g.organisation, g.year, p.edition, p.status, r.rowid
            FROM json_each(?) j JOIN passage p ON p.rowid = j.value JOIN guideline g ON g.id = p.guideline
                LEFT JOIN passage r ON r.supersedes = p.id
            """, Self.list(fused)
        ) { row in
            (
                row.int64(0),
                Rerank.Candidate(
                    organisation: row.text(1), year: row.optionalInt(2),
                    edition: Edition(rawValue: row.text(3)) ?? .current,
                    status: EvidenceStatus(rawValue: row.text(4)) ?? .unverified,
                    replacement: row.isNull(5) ? nil : row.int64(5))
            )
        }
        var candidates = Dictionary(known, uniquingKeysWith: { first, _ in first })
        for (row, words) in try words(of: fused.prefix(detailed)) { candidates[row]?.words = words }
        return candidates
    }

    /// The words of passages; those that were read lately are at hand.
    private func words(of ranked: ArraySlice<Fusion.Ranked>) throws(DatabaseError) -> [(Int64, PassageWords)] {
        if passageWords.count > Self.mostPassageWords { passageWords = [:] }
        let new = ranked.filter { passageWords[$0.row] == nil }
        let read = try connection.rows(
            "SELECT rowid, body FROM words WHERE rowid IN (SELECT value FROM json_each(?))", Self.list(new)
        ) { ($0.int64(0), PassageWords(body: $0.text(1))) }
        for (row, words) in read { passageWords[row] = words }
        return ranked.compactMap { item in passageWords[item.row].map { (item.row, $0) } }
    }

    /// The packs' passages three times over.
    static let mostPassageWords = 2_000

    private static func list(_ ranked: some Collection<Fusion.Ranked>) -> String {
        "[" + ranked.map { String($0.row) }.joined(separator: ",") + "]"
    }

    /// Passages that another one replaced are only given on request, or where the question names their year or asks for
    /// what was before. What nothing replaced (a red flag that the new edition doesn't repeat) stays, behind the others.
    static func isShown(_ candidate: Rerank.Candidate, _ question: Question, _ context: SearchContext) -> Bool {
        guard candidate.edition == .superseded, candidate.replacement != nil, !context.includesSuperseded,
            !question.asksForOldEditions
        else { return true }
        return candidate.year.map { question.years.contains($0) } ?? false
    }

    func wish(of question: Question, _ concepts: [NamedConcept], _ context: SearchContext) -> Rerank.Wish {
        var wish = Rerank.Wish()
        wish.organisations = question.organisationHints
        wish.years = question.years
        wish.figures = question.figures
        wish.context = context
        wish.populations = populations
        wish.namedPopulations = question.populations
        let all = Double(max(1, index.count))
        for (names, concept) in zip(question.concepts, concepts) {
            let having = Double(concept.passages.values.reduce(0, +))
            // What no passage has can't tell two passages apart.
            guard having > 0 else { continue }
            let forms = names.map(Words.asked).filter { !$0.isEmpty }
            wish.concepts.append((names.first ?? "", forms, log(1 + all / having)))
        }
        return wish
    }
}
