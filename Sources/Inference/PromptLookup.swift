/// Guesses the next tokens of an answer from where the same words stand in its prompt, or earlier in itself.
///
/// An answer that quotes passages and chart repeats them for many tokens on end. Guesses are verified by the model, several in
/// one computation; wrong ones cost a little time, never a word (prompt lookup decoding, Saxena 2023).
struct PromptLookup {
    /// What may come next.
    struct Guess: Equatable {
        var tokens: ArraySlice<Int32> = []
        /// How many of the last tokens stand there too, up to ``PromptLookup/longestMatch``.
        var match = 0
    }

    private var tokens: [Int32]
    /// Where the latest tokens stand that came after these two.
    private var afterPair: [Pair: [Int]] = [:]
    /// Where the latest token stands that came after this one.
    private var afterOne: [Int32: Int] = [:]

    private struct Pair: Hashable {
        var first: Int32
        var second: Int32
    }

    static let longestMatch = 16
    /// Places of a pair that are compared.
    private static let mostPlaces = 8

    init(_ prompt: [Int32]) {
        tokens = []
        tokens.reserveCapacity(prompt.count + 512)
        for token in prompt { append(token) }
    }

    /// Notes the next token of the answer.
    mutating func append(_ token: Int32) {
        let count = tokens.count
        if let last = tokens.last { afterOne[last] = count }
        if let pair {
            afterPair[pair, default: []].append(count)
            if afterPair[pair, default: []].count > Self.mostPlaces { afterPair[pair]?.removeFirst() }
        }
        tokens.append(token)
    }

    private var pair: Pair? {
        tokens.count >= 2 ? Pair(first: tokens[tokens.count - 2], second: tokens[tokens.count - 1]) : nil
    }

    /// At most `most` tokens, from the place before which the most of the last ones stand too; of several such the latest.
    func guess(most: Int) -> Guess {
        guard most > 0, let last = tokens.last else { return Guess() }
        let places = pair.flatMap { afterPair[$0] } ?? afterOne[last].map { [$0] } ?? []
        let matches = places.map { (place: $0, match: match(before: $0)) }
        guard let best = matches.reversed().max(by: { $0.match < $1.match }) else { return Guess() }
        return Guess(tokens: tokens[best.place..<min(best.place + most, tokens.count)], match: best.match)
    }

    private func match(before place: Int) -> Int {
        let most = min(place, Self.longestMatch)
        return (0..<most).first { tokens[place - 1 - $0] != tokens[tokens.count - 1 - $0] } ?? most
    }
}
