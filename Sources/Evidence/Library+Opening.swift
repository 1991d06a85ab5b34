import Database

/// A document to be read, all its passages in order.
public struct OpenedDocument: Sendable, Equatable {
    public var guideline: Guideline
    public var passages: [Passage]
    /// Where the file lay when it was read; nil where that was read before places were kept.
    public var path: String?

    public init(guideline: Guideline, passages: [Passage], path: String? = nil) {
        self.guideline = guideline
        self.passages = passages
        self.path = path
    }
}

extension Library {
    /// The document in which a passage stands; nil where the library has no such passage (any more).
    public func document(holding passage: String) throws -> OpenedDocument? {
        guard let (_, guideline) = try self.passage(passage) else { return nil }
        let path = try connection.firstRow(
            "SELECT s.path FROM source s JOIN guideline g ON g.source = s.key WHERE g.id = ?", guideline.id
        ) { $0.optionalText(0) }
        return OpenedDocument(guideline: guideline, passages: try passages(of: guideline.id), path: path ?? nil)
    }

    /// What took the place of superseded passages: the passage that says so, else only the document; by the old one's
    /// id. As where editions are settled, a collection replaces nothing of another's.
    public func replacements(of passages: [String]) throws -> [String: OtherPassage] {
        var found: [String: OtherPassage] = [:]
        for id in passages {
            found[id] = try connection.firstRow(
                """
                SELECT n.id, ng.organisation, ng.year, n.english, n.chinese, n.supersedes_note FROM passage p
                    JOIN guideline pg ON pg.id = p.guideline
                    JOIN passage n ON n.supersedes = p.id
                    JOIN guideline ng ON ng.id = n.guideline AND ng.collection = pg.collection
                    WHERE p.id = ?1
                UNION ALL
                SELECT '', ng.organisation, ng.year, NULL, NULL, NULL FROM passage p
                    JOIN guideline pg ON pg.id = p.guideline
                    JOIN guideline ng ON ng.collection = pg.collection
                        AND instr(' ' || ng.supersedes || ' ', ' ' || pg.id || ' ') > 0
                    WHERE p.id = ?1
                LIMIT 1
                """, id
            ) {
                OtherPassage(
                    passage: $0.text(0), organisation: $0.text(1), year: $0.optionalInt(2),
                    english: $0.optionalText(3), chinese: $0.optionalText(4), note: $0.optionalText(5))
            }
        }
        return found
    }
}
