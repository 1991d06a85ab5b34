/// Cuts a text into the pieces that the embedding model knows: SentencePiece's unigram model, which takes the most
/// likely cut of all.
struct Vocabulary: Sendable {
    /// Stand before and after each text.
    let beginning: Int32
    let end: Int32
    private let unknown: Int32
    private let unknownScore: Float
    /// The pieces' bytes, one after another, and where each starts.
    private let text: [UInt8]
    private let starts: [UInt32]
    private let scores: [Float]
    private let longest: Int
    private let replacements: [UInt32: [Unicode.Scalar]]
    /// An open hash table of pieces; its size is a power of two. No dictionary of strings: a search looks up tens of
    /// thousands of stretches of a text, and a hash of bytes grows with the stretch.
    private var slots: [Int32]

    private static let empty: Int32 = -1
    /// Stands for a space, so that a piece tells whether a word begins with it.
    private static let space: Unicode.Scalar = "\u{2581}"

    init(
        text: [UInt8], starts: [UInt32], scores: [Float], beginning: Int32, end: Int32, unknown: Int32,
        replacements: [UInt32: [Unicode.Scalar]]
    ) {
        (self.text, self.starts, self.scores, self.replacements) = (text, starts, scores, replacements)
        (self.beginning, self.end, self.unknown) = (beginning, end, unknown)
        unknownScore = (scores.min() ?? 0) - 10
        longest = zip(starts, starts.dropFirst()).map { Int($1 - $0) }.max() ?? 0
        var size = 2
        while size < scores.count * 2 { size *= 2 }
        slots = [Int32](repeating: Self.empty, count: size)
        for piece in scores.indices { insert(piece) }
    }

    private mutating func insert(_ piece: Int) {
        let range = Int(starts[piece])..<Int(starts[piece + 1])
        // Markers such as "<s>" have no score: as text in a document they are only letters.
        guard !range.isEmpty, scores[piece] < 0 else { return }
        var hash = Hash()
        for byte in range { hash.add(text[byte]) }
        var slot = hash.slot(slots.count)
        while slots[slot] != Self.empty { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(piece)
    }

    /// FNV-1a.
    private struct Hash {
        private var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }

        func slot(_ count: Int) -> Int { Int(truncatingIfNeeded: value) & (count - 1) }
    }

    private func piece(_ bytes: ArraySlice<UInt8>, _ hash: Hash) -> Int? {
        var slot = hash.slot(slots.count)
        while slots[slot] != Self.empty {
            let piece = Int(slots[slot])
            let start = Int(starts[piece])
            let length = Int(starts[piece + 1]) - start
            if length == bytes.count, text[start..<start + length] == bytes { return piece }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The pieces of a text, without the ones that stand before and after it.
    func tokens(_ text: String) -> [Int32] {
        let (bytes, bounds) = normalised(text)
        let count = bounds.count - 1
        // For each place: the best way there, by its last piece and that piece's start.
        var best = [Float](repeating: -.infinity, count: count + 1)
        var last = [(piece: Int32, start: Int)](repeating: (unknown, 0), count: count + 1)
        best[0] = 0
        for start in 0..<count {
            var hash = Hash()
            var end = start + 1
            while end <= count, bounds[end] - bounds[start] <= longest {
                for byte in bounds[end - 1]..<bounds[end] { hash.add(bytes[byte]) }
                if let piece = piece(bytes[bounds[start]..<bounds[end]], hash) {
                    let score = best[start] + scores[piece]
                    if score > best[end] { (best[end], last[end]) = (score, (Int32(piece), start)) }
                }
                end += 1
            }
            let score = best[start] + unknownScore
            if score > best[start + 1] { (best[start + 1], last[start + 1]) = (score, (unknown, start)) }
        }
        var tokens: [Int32] = []
        var place = count
        while place > 0 {
            tokens.append(last[place].piece)
            place = last[place].start
        }
        return tokens.reversed()
    }

    /// The text as the pieces are written, and where each of its characters starts (and the last one ends).
    private func normalised(_ text: String) -> (bytes: [UInt8], bounds: [Int]) {
        var bytes: [UInt8] = []
        var bounds: [Int] = []
        var wasSpace = false
        func append(_ scalar: Unicode.Scalar) {
            let isSpace = scalar == " "
            defer { wasSpace = isSpace }
            if isSpace && wasSpace { return }
            bounds.append(bytes.count)
            bytes += UTF8.encode(isSpace ? Self.space : scalar).map(Array.init) ?? []
        }
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars { scalars += replacements[scalar.value] ?? [scalar] }
        if scalars.first != " " {
            append(" ")
            wasSpace = false
        }
        for scalar in scalars { append(scalar) }
        return (bytes, bounds + [bytes.count])
    }
}
