import Database

/// Recommendations of different organisations that can't both be followed: those that a guideline file marks, and those
/// whose figures differ. They are found when files are written, one file's passages against the rest, so that a search
/// only looks them up.
extension Library {
    /// Changes with the way figures are read, so that an older file is read again.
    private static let figuresVersion = "1"
    /// So many passages that state the same quantity are compared with a new one; further ones are much the same.
    private static let mostPartners = 200
    /// So many dissents are shown with a result.
    static let mostDissents = 3

    // MARK: Finding

    /// Reads the figures of the files' passages and compares them with those of others.
    func settleConflicts(of sources: [String]) throws(DatabaseError) {
        let reader = StatedFigures(lexicon: lexicon)
        var read: [Int64: [StatedFigure]] = [:]
        var fresh: [Comparable] = []
        for source in sources {
            for item in try comparables("g.source = ?", source) {
                let figures = item.figures(reader)
                read[item.row] = figures
                try connection.run("DELETE FROM stated WHERE passage = ?", item.row)
                try connection.run("DELETE FROM conflict WHERE here = ?1 OR there = ?1", item.row)
                for key in figures.keys + [""] {
                    try connection.run("INSERT OR IGNORE INTO stated VALUES (?, ?)", key, item.row)
                }
                fresh.append(item)
            }
        }
        var stating: [String: [String: [Stating]]] = [:]
        for item in fresh {
            let own = read[item.row] ?? []
            var compared: Set<Int64> = [item.row]
            for key in own.keys {
                if stating[key] == nil { stating[key] = try self.stating(key) }
                for other in try partners(of: item, among: stating[key] ?? [:])
                where compared.insert(other.row).inserted {
                    let figures = read[other.row] ?? other.figures(reader)
                    read[other.row] = figures
                    guard item.isComparable(with: other),
                        let difference = FigureComparison.difference(own, figures)
                    else { continue }
                    try insert(difference, item.row, other.row)
                    try insert(difference.reversed, other.row, item.row)
                }
            }
        }
        try markConflicts()
    }

    /// Reads every passage again where the figures were read by an older version, or never.
    func refreshConflicts() throws {
        let version = try connection.firstRow("SELECT value FROM setting WHERE name = 'figures'") { $0.text(0) }
        guard version != Self.figuresVersion else { return }
        try connection.transaction {
            try settleConflicts(of: connection.rows("SELECT key FROM source") { $0.text(0) })
            try connection.run("INSERT OR REPLACE INTO setting VALUES ('figures', ?)", Self.figuresVersion)
        }
    }

    /// A passage as it is compared.
    private struct Comparable {
        var row: Int64
        var passage: Passage
        var organisation: String

        func figures(_ reader: StatedFigures) -> [StatedFigure] {
            reader.all(in: passage.english ?? passage.chinese ?? "", topic: passage.topic)
        }

        /// Of another organisation and, where both have one, on the same topic.
        func isComparable(with other: Comparable) -> Bool {
            if let topic = passage.topic, let theirs = other.passage.topic, topic != theirs { return false }
            return !Organisations.areSame(organisation, other.organisation)
        }
    }

    private func comparables(
        _ condition: String, _ values: any Bindable...
    ) throws(DatabaseError) -> [Comparable] {
        var statement = try connection.prepare(
            """
            SELECT p.rowid, g.organisation, \(Self.passageColumns) FROM passage p
                JOIN guideline g ON g.id = p.guideline WHERE \(condition)
            """)
        try statement.bind(all: values)
        var found: [Comparable] = []
        while try statement.step() {
            found.append(
                Comparable(
                    row: statement.int64(0), passage: Self.passage(statement, from: 2), organisation: statement.text(1))
            )
        }
        return found
    }

    /// A passage that states a quantity.
    private typealias Stating = (row: Int64, topic: String?)

    /// The passages that state a quantity, by organisation: looked up once for all that are compared by it, since those of a
    /// long document are each other's neighbours and never each other's partners.
    private func stating(_ quantity: String) throws(DatabaseError) -> [String: [Stating]] {
        let rows = try connection.rows(
            """
            SELECT h.organisation, s.passage, q.topic FROM stated s JOIN passage q ON q.rowid = s.passage
                JOIN guideline h ON h.id = q.guideline
            WHERE s.quantity = ? ORDER BY s.passage
            """, quantity
        ) { ($0.text(0), $0.int64(1), $0.optionalText(2)) }
        return rows.reduce(into: [:]) { $0[$1.0, default: []].append(($1.1, $1.2)) }
    }

    private func partners(
        of item: Comparable, among stating: [String: [Stating]]
    ) throws(DatabaseError) -> [Comparable] {
        let topic = item.passage.topic
        var rows: [Int64] = []
        for organisation in stating.keys.sorted() where organisation != item.organisation {
            for other in stating[organisation] ?? [] where topic == nil || other.topic == nil || other.topic == topic {
                guard rows.count < Self.mostPartners else { break }
                rows.append(other.row)
            }
        }
        guard !rows.isEmpty else { return [] }
        let list = "[" + rows.map(String.init).joined(separator: ",") + "]"
        return try comparables("p.rowid IN (SELECT value FROM json_each(?))", list)
    }

    private func insert(
        _ difference: FigureComparison.Difference, _ here: Int64, _ there: Int64
    ) throws(DatabaseError) {
        try connection.run(
            "INSERT OR REPLACE INTO conflict VALUES (?, ?, ?, ?, ?)", here, there, Conflict.How.figures.rawValue,
            difference.english, difference.chinese)
    }

    /// A mark counts in both directions; the note is that of the file that has one.
    private func markConflicts() throws(DatabaseError) {
        try connection.execute(
            """
            DELETE FROM conflict WHERE how = 'marked';
            CREATE TEMP TABLE mark AS
                SELECT p.rowid AS here, q.rowid AS there, p.conflict_note AS note FROM passage p,
                    json_each('["' || replace(p.conflicts_with, ' ', '","') || '"]') c
                    JOIN passage q ON q.id = c.value
                WHERE p.conflicts_with <> '' AND q.rowid <> p.rowid;
            INSERT OR REPLACE INTO conflict
                SELECT m.here, m.there, 'marked',
                    coalesce(max(m.note), (SELECT english FROM conflict k WHERE k.here = m.here AND k.there = m.there)),
                    (SELECT chinese FROM conflict k WHERE k.here = m.here AND k.there = m.there)
                FROM (SELECT here, there, note FROM mark UNION SELECT there, here, note FROM mark) m
                GROUP BY m.here, m.there;
            DROP TABLE mark;
            """)
    }

    // MARK: Reading

    /// The pairs of which both passages are current, each once, the marked ones first.
    /// - Parameter words: only pairs that have all of them in a passage, a topic or a note.
    public func conflicts(about words: [String] = []) throws -> [Conflict] {
        let wanted = words.map(Folding.fold)
        return try connection.rows(
            """
            SELECT k.how, k.english, k.chinese, \(Self.passageColumns), \(Self.guidelineColumns), there.id
            FROM conflict k JOIN passage p ON p.rowid = k.here JOIN guideline g ON g.id = p.guideline
                JOIN passage there ON there.rowid = k.there
            WHERE k.here < k.there AND p.edition = 'current' AND there.edition = 'current'
            ORDER BY k.how = 'figures', g.specialty, p.topic, p.id, there.id
            """
        ) { row in
            (
                row.text(0), row.optionalText(1), row.optionalText(2), Self.passage(row, from: 3),
                Self.guideline(row, from: 3 + Self.passageColumnCount),
                row.text(3 + Self.passageColumnCount + Self.guidelineColumnCount)
            )
        }
        .compactMap { how, english, chinese, passage, guideline, other in
            guard let (there, theirs) = try self.passage(other) else { return nil }
            let conflict = Conflict(
                here: .init(passage: passage, guideline: guideline), there: .init(passage: there, guideline: theirs),
                how: Conflict.How(rawValue: how) ?? .marked, note: english, chineseNote: chinese)
            return wanted.isEmpty || conflict.holds(wanted) ? conflict : nil
        }
    }

    /// What other organisations' current passages say otherwise, the marked ones and the surest first.
    public func dissents(from passage: String) throws -> [OtherPassage] {
        try connection.rows(
            """
            SELECT q.id, g.organisation, g.year, q.english, q.chinese, k.english, k.chinese
            FROM passage p JOIN conflict k ON k.here = p.rowid JOIN passage q ON q.rowid = k.there
                JOIN guideline g ON g.id = q.guideline
            WHERE p.id = ? AND q.edition = 'current'
            ORDER BY k.how = 'figures', q.status <> 'verified', q.status = 'unverified', g.year DESC, q.id LIMIT ?
            """, passage, Self.mostDissents
        ) { row in
            OtherPassage(
                passage: row.text(0), organisation: row.text(1), year: row.optionalInt(2), english: row.optionalText(3),
                chinese: row.optionalText(4), note: row.optionalText(5), chineseNote: row.optionalText(6))
        }
    }

    func withDissents(_ results: [SearchResult]) throws -> [SearchResult] {
        var results = results
        for index in results.indices where results[index].passage.edition == .current {
            results[index].dissents = try dissents(from: results[index].passage.id)
        }
        return results
    }
}

extension [StatedFigure] {
    /// By which passages that state the same are found.
    fileprivate var keys: [String] {
        Set(flatMap { figure in figure.quantities.map { $0 + "|" + (figure.purpose?.rawValue ?? "") } }).sorted()
    }
}

extension Conflict {
    fileprivate func holds(_ words: [String]) -> Bool {
        var texts = [note, chineseNote]
        for side in [here, there] {
            let passage = side.passage
            texts += [passage.id, passage.topic, passage.english, passage.chinese, side.guideline.organisation]
        }
        let all = Folding.fold(texts.compactMap { $0 }.joined(separator: "\n"))
        return words.allSatisfy(all.contains)
    }
}
