import Database

/// What the search has in memory: of the vectors what is scanned, of the passages only how many there are.
struct SearchIndex: Sendable {
    private(set) var vectors = VectorIndex()
    /// The subjects that the packs don't cover, numbered.
    private(set) var backdrop = VectorIndex()
    private(set) var sketch: Sketch?
    /// The passages in the library.
    private(set) var count = 0
    /// The chunks of sketches that are in `vectors`. A chunk never changes and its number is never used again.
    private var loaded: [Int64] = []

    init() {}

    /// Reads what is in the file now; of many sketches only those that came since.
    /// - Parameter most: of more vectors the sketches are read.
    mutating func refresh(_ connection: Connection, exactUpTo most: Int) throws(DatabaseError) {
        count = try connection.firstRow("SELECT count(*) FROM passage") { $0.int(0) } ?? 0
        backdrop = VectorIndex()
        let subjects = try connection.rows("SELECT scale, vector FROM backdrop JOIN embedding USING (key)") {
            PackedVector(scale: $0.double(0), bytes: $0.blob(1))
        }
        for (number, vector) in subjects.enumerated() { backdrop.add(vector, passage: Int64(number)) }
        let chunks = try connection.rows("SELECT id, vectors FROM sketch ORDER BY id") { ($0.int64(0), $0.int(1)) }
        if chunks.reduce(0, { $0 + $1.1 }) > most {
            try refreshSketches(connection, chunks.map(\.0))
        } else {
            try readVectors(connection)
        }
    }

    private mutating func readVectors(_ connection: Connection) throws(DatabaseError) {
        loaded = []
        vectors = VectorIndex()
        var statement = try connection.prepare(
            """
            SELECT v.passage, e.scale, e.vector, g.specialty
            FROM passage_embedding v JOIN embedding e ON e.id = v.embedding JOIN passage p ON p.rowid = v.passage
                JOIN guideline g ON g.id = p.guideline
            ORDER BY v.passage, e.key
            """)
        while try statement.step() {
            vectors.add(
                PackedVector(scale: statement.double(1), bytes: statement.blob(2)), passage: statement.int64(0),
                specialty: statement.text(3))
        }
    }

    private mutating func refreshSketches(_ connection: Connection, _ chunks: [Int64]) throws(DatabaseError) {
        let centre = try connection.firstRow("SELECT vector FROM centre") { [Float](packed: $0.blob(0)) }
        let sketch = Sketch(centre: centre ?? [])
        if sketch != self.sketch || loaded.isEmpty || !chunks.starts(with: loaded) {
            vectors = VectorIndex()
            loaded = []
        }
        self.sketch = sketch
        var statement = try connection.prepare(
            """
            SELECT s.id, s.passages, s.bits, g.specialty FROM sketch s JOIN guideline g ON g.id = s.guideline
            WHERE s.id > ? ORDER BY s.id
            """)
        try statement.bind(loaded.last ?? 0)
        while try statement.step() {
            vectors.add(
                [UInt64](packed: statement.blob(2)), passages: [Int64](packed: statement.blob(1)),
                specialty: statement.text(3))
            loaded.append(statement.int64(0))
        }
    }
}

/// Numbers as they lie in a blob.
extension Array where Element: BitwiseCopyable {
    init(packed bytes: [UInt8]) {
        let count = bytes.count / MemoryLayout<Element>.stride
        self = unsafe bytes.withUnsafeBytes { bytes in
            (0..<count).map {
                unsafe bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
            }
        }
    }

    var packed: [UInt8] { unsafe withUnsafeBytes { unsafe [UInt8]($0) } }
}
