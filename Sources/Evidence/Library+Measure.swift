import Database

/// What one search took, part by part, in milliseconds.
package struct SearchTimes: Sendable {
    package var embedding = 0.0
    package var lexical = 0.0
    package var semantic = 0.0
    package var total = 0.0
}

/// What the benchmarks look at inside the library.
extension Library {
    /// Passages with the first of their directions, in their order in the library.
    package func directions() throws -> [(passage: Passage, direction: [Float])] {
        try connection.rows(
            """
            SELECT \(Self.passageColumns), e.scale, e.vector FROM passage p
                JOIN passage_embedding v ON v.passage = p.rowid JOIN embedding e ON e.id = v.embedding
            GROUP BY p.rowid ORDER BY p.rowid
            """
        ) {
            let start = Self.passageColumnCount
            return (Self.passage($0), PackedVector(scale: $0.double(start), bytes: $0.blob(start + 1)).floats)
        }
    }

    /// Searches once as a whole, and once more part by part. The total is taken of what nothing has warmed up.
    package func times(_ query: String) async throws -> SearchTimes {
        var times = SearchTimes()
        times.total = try await search(query).elapsedMilliseconds
        let clock = ContinuousClock()
        let question = Question(query, lexicon: lexicon)
        guard let match = question.match else { return times }
        let start = clock.now
        let vector = await embedder?.query(question.meaning)
        times.embedding = (clock.now - start) / .milliseconds(1)
        times.lexical =
            try clock.measure { _ = try lexicalRows(match, specialties: nil, limit: Fusion().depth) } / .milliseconds(1)
        guard let vector else { return times }
        times.semantic =
            try clock.measure { _ = try nearest(to: vector, specialties: nil, limit: Fusion().depth) }
            / .milliseconds(1)
        return times
    }

    /// The share of the ten truly nearest passages, by a comparison with all, that the search by meaning finds.
    package func recallAtTen(_ queries: [String]) async throws -> Double {
        var vectors: [[Float]] = []
        for query in queries {
            if let vector = await embedder?.query(Question(query, lexicon: lexicon).meaning) { vectors.append(vector) }
        }
        try refreshIndex()
        var truly = [Best](repeating: Best(limit: 10), count: vectors.count)
        var batch = VectorIndex()
        func compare() {
            for number in vectors.indices {
                for match in batch.nearest(to: vectors[number], limit: 10) { truly[number].add(match) }
            }
            batch = VectorIndex()
        }
        var statement = try connection.prepare(
            """
            SELECT v.passage, e.scale, e.vector FROM passage_embedding v JOIN embedding e ON e.id = v.embedding
            ORDER BY v.passage
            """)
        var last: Int64?
        while try statement.step() {
            // A passage's rows stay together, so that it is compared once.
            if batch.count >= 8_192, last != statement.int64(0) { compare() }
            last = statement.int64(0)
            batch.add(
                PackedVector(scale: statement.double(1), bytes: statement.blob(2)), passage: statement.int64(0))
        }
        compare()
        var found = 0
        var wanted = 0
        for (vector, best) in zip(vectors, truly) {
            let nearest = Set(try nearest(to: vector, specialties: nil, limit: Fusion().depth).prefix(10).map(\.row))
            found += best.matches.count { nearest.contains($0.row) }
            wanted += best.matches.count
        }
        return wanted == 0 ? 0 : Double(found) / Double(wanted)
    }
}
