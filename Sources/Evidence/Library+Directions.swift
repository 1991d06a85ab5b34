import Database

/// Which passage has which directions, and the sketches of them by which a large library is searched.
extension Library {
    private static let page = 2_048

    /// Documents whose passages have no directions by this model get them; directions of no passage go.
    func linkEmbeddings() throws(DatabaseError) {
        if let embedder {
            let bare = try connection.rows("SELECT id FROM guideline WHERE model <> ?", embedder.signature) {
                $0.text(0)
            }
            for guideline in bare { try link(guideline, embedder) }
        }
        try connection.execute("DELETE FROM backdrop")
        if let embedder {
            for text in lexicon.backdrop {
                try connection.run("INSERT OR IGNORE INTO backdrop VALUES (?)", embeddingKey(text, embedder))
            }
        }
        try connection.execute(
            """
            DELETE FROM embedding
            WHERE id NOT IN (SELECT embedding FROM passage_embedding) AND key NOT IN (SELECT key FROM backdrop)
            """)
    }

    private func link(_ guideline: String, _ embedder: Embedder) throws(DatabaseError) {
        try connection.run(
            "DELETE FROM passage_embedding WHERE passage IN (SELECT rowid FROM passage WHERE guideline = ?)", guideline)
        try connection.run("DELETE FROM sketch WHERE guideline = ?", guideline)
        var isWhole = true
        var last: Int64 = 0
        while true {
            let passages = try connection.rows(
                """
                SELECT p.rowid, \(Self.passageColumns) FROM passage p
                WHERE guideline = ? AND p.rowid > ? ORDER BY p.rowid LIMIT \(Self.page)
                """, guideline, last
            ) { (row: $0.int64(0), passage: Self.passage($0, from: 1)) }
            guard let end = passages.last?.row else { break }
            isWhole = try link(passages, of: guideline, embedder) && isWhole
            last = end
        }
        if isWhole {
            try connection.run("UPDATE guideline SET model = ? WHERE id = ?", embedder.signature, guideline)
        }
    }

    /// Links passages, in order of their rows, and adds their sketches.
    /// - Returns: whether every text of theirs has a direction.
    func link(
        _ passages: [(row: Int64, passage: Passage)], of guideline: String, _ embedder: Embedder
    ) throws(DatabaseError) -> Bool {
        var isWhole = true
        var rows: [Int64] = []
        var bits: [UInt64] = []
        let sketch = try sketch(embedder)
        for (row, passage) in passages {
            for text in EmbeddedText.all(of: passage) {
                let found = try connection.firstRow(
                    "SELECT id, scale, vector FROM embedding WHERE key = ?", embeddingKey(text, embedder)
                ) { ($0.int64(0), PackedVector(scale: $0.double(1), bytes: $0.blob(2))) }
                guard let (id, vector) = found else {
                    isWhole = false
                    continue
                }
                try connection.run("INSERT OR IGNORE INTO passage_embedding VALUES (?, ?)", row, id)
                guard let sketch, connection.changedRowCount > 0 else { continue }
                rows.append(row)
                bits += sketch.bits(of: vector.floats)
            }
        }
        if !rows.isEmpty {
            try connection.run(
                "INSERT INTO sketch (guideline, vectors, passages, bits) VALUES (?, ?, ?, ?)", guideline, rows.count,
                rows.packed, bits.packed)
        }
        return isWhole
    }

    /// The sketches' centre is made once for a model, of the first directions that the library has.
    private func sketch(_ embedder: Embedder) throws(DatabaseError) -> Sketch? {
        if let known = try connection.firstRow(
            "SELECT vector FROM centre WHERE model = ?", embedder.signature, read: { [Float](packed: $0.blob(0)) })
        {
            return Sketch(centre: known)
        }
        let some = try connection.rows("SELECT scale, vector FROM embedding LIMIT \(Self.page)") {
            PackedVector(scale: $0.double(0), bytes: $0.blob(1)).floats
        }
        guard !some.isEmpty else { return nil }
        var centre = [Float](repeating: 0, count: Embedder.dimension)
        for vector in some {
            for (place, number) in vector.enumerated() where place < centre.count { centre[place] += number }
        }
        centre = centre.map { $0 / Float(some.count) }
        // Sketches of another model would be compared with another centre.
        try connection.execute("DELETE FROM centre; DELETE FROM sketch; UPDATE guideline SET model = ''")
        try connection.run("INSERT INTO centre VALUES (?, ?)", embedder.signature, centre.packed)
        return Sketch(centre: centre)
    }

    /// The texts of passages, and of the backdrop, that have no direction by this model.
    func textsWithoutEmbedding() throws -> [String] {
        guard let embedder else { return [] }
        let bare = try connection.rows(
            """
            SELECT \(Self.passageColumns) FROM guideline g JOIN passage p ON p.guideline = g.id WHERE g.model <> ?
            """, embedder.signature
        ) { Self.passage($0) }
        let backdrop = try lexicon.backdrop.filter { text in
            try connection.firstRow("SELECT 1 FROM embedding WHERE key = ?", embeddingKey(text, embedder)) { _ in true }
                == nil
        }
        return bare.flatMap(EmbeddedText.all) + backdrop
    }
}
