import Database

/// Adding a document that is too large for memory: batch by batch.
extension Library {
    /// Adds passages at the end of a document, and the document itself before its first ones. Each call is one
    /// transaction: readers go on meanwhile and see all of it or nothing, and what was added survives a crash.
    /// - Parameters:
    ///   - key: of the source that the document is read from.
    ///   - directions: one a passage, where they were computed elsewhere.
    /// - Returns: how many passages the document has now: where to go on after an interruption.
    /// - Throws: `LibraryError`, `CancellationError`.
    @discardableResult
    package func append(
        _ passages: [Passage], to guideline: Guideline, key: String, directions: [[Float]] = []
    ) async throws -> Int {
        if directions.isEmpty { _ = try await embed(passages.flatMap(EmbeddedText.all)) { _ in } }
        let count = try connection.transaction {
            for (passage, direction) in zip(passages, directions) { try keep(direction, of: passage) }
            if try self.guideline(guideline.id) == nil {
                try connection.run(
                    "INSERT INTO source (key, collection, fingerprint) VALUES (?, ?, '')", key, guideline.collection)
                try insert(guideline, source: key)
            }
            let position = try passageCount(of: guideline.id)
            let rows = try insert(passages, of: guideline, from: position)
            if let embedder {
                let isWhole = try link(Array(zip(rows, passages)).map { ($0.0, $0.1) }, of: guideline.id, embedder)
                if isWhole, position == 0 {
                    try connection.run(
                        "UPDATE guideline SET model = ? WHERE id = ?", embedder.signature, guideline.id)
                } else if !isWhole {
                    try connection.run("UPDATE guideline SET model = '' WHERE id = ?", guideline.id)
                }
            }
            return position + passages.count
        }
        indexVersion = nil
        return count
    }

    /// Ends an addition by `append`: editions are settled, and the source counts as read.
    package func finishAppending(key: String, fingerprint: String) throws {
        try connection.transaction {
            try settleEditions()
            try connection.run("UPDATE source SET fingerprint = ? WHERE key = ?", fingerprint, key)
        }
        try connection.checkpoint()
        indexVersion = nil
    }

    package func passageCount(of guideline: String) throws -> Int {
        try connection.firstRow("SELECT max(position) + 1 FROM passage WHERE guideline = ?", guideline) { $0.int(0) }
            ?? 0
    }

    private func keep(_ direction: [Float], of passage: Passage) throws(DatabaseError) {
        guard let embedder, let text = EmbeddedText.all(of: passage).first else { return }
        let packed = PackedVector(direction)
        try connection.run(
            "INSERT OR IGNORE INTO embedding (key, scale, vector) VALUES (?, ?, ?)", embeddingKey(text, embedder),
            packed.scale, packed.bytes)
    }
}
