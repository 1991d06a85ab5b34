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
    /// Where the latest token stands that came after these two, and for each token the one before it that came after the same two;
    /// -1: none.
    private var afterPair: [Pair: Int] = [:]
    private var before: [Int] = []
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
        before.reserveCapacity(prompt.count + 512)
        for token in prompt { append(token) }
    }

    /// Notes the next token of the answer.
    mutating func append(_ token: Int32) {
        let count = tokens.count
        if let last = tokens.last { afterOne[last] = count }
        before.append(pair.flatMap { afterPair.updateValue(count, forKey: $0) } ?? -1)
        tokens.append(token)
    }

    private var pair: Pair? {
        tokens.count >= 2 ? Pair(first: tokens[tokens.count - 2], second: tokens[tokens.count - 1]) : nil
    }

    /// At most `most` tokens, from the place before which the most of the last ones stand too; of several such the latest.
    func guess(most: Int) -> Guess {
        guard most > 0, let last = tokens.last else { return Guess() }
        guard var place = pair.flatMap({ afterPair[$0] }) ?? afterOne[last] else { return Guess() }
        var best = (place: place, match: match(before: place))
        for _ in 1..<Self.mostPlaces where best.match > 1 {
            place = before[place]
            guard place >= 0 else { break }
            let match = match(before: place)
            if match > best.match { best = (place, match) }
        }
        return Guess(tokens: tokens[best.place..<min(best.place + most, tokens.count)], match: best.match)
    }

    private func match(before place: Int) -> Int {
        let most = min(place, Self.longestMatch)
        return (0..<most).first { tokens[place - 1 - $0] != tokens[tokens.count - 1 - $0] } ?? most
    }
}
