/// Guesses the next tokens of an answer from where the same words stand in its prompt, or earlier in itself.
///
/// An answer that quotes passages and chart repeats them for many tokens on end. Guesses are verified by the model, several in
/// one computation; wrong ones cost a little time, never a word (prompt lookup decoding, Saxena 2023).
struct PromptLookup {
    private var tokens: [Int32]
    /// Where the latest occurrence of three tokens ends, by these tokens.
    private var ends: [Trigram: Int] = [:]
    /// Guesses that were wrong without a right one in between.
    private var failures = 0
    /// Tokens to go on without guessing.
    private var rest = 0

    private struct Trigram: Hashable {
        var first: Int32
        var second: Int32
        var third: Int32
    }

    /// Shorter matches are chance.
    private static let leastMatch = 3
    /// After so many wrong guesses in a row the answer is in words of its own.
    private static let mostFailures = 2
    private static let pause = 12

    init(_ prompt: [Int32]) {
        tokens = []
        tokens.reserveCapacity(prompt.count + 512)
        for token in prompt { append(token) }
    }

    /// Notes the next token of the answer.
    mutating func append(_ token: Int32) {
        // The trigram that ended before this token: what follows it is known now.
        let count = tokens.count
        if count >= 3 {
            ends[Trigram(first: tokens[count - 3], second: tokens[count - 2], third: tokens[count - 1])] = count
        }
        tokens.append(token)
        rest = max(0, rest - 1)
    }

    /// What may come next, at most `most` tokens: the more of what came before stands there too, the more is guessed.
    func draft(most: Int) -> ArraySlice<Int32> {
        let count = tokens.count
        guard rest == 0, most > 0, count >= 3,
            let place = ends[Trigram(first: tokens[count - 3], second: tokens[count - 2], third: tokens[count - 1])]
        else { return [] }
        var match = 0
        while match < place, match < Self.leastMatch + most, tokens[place - 1 - match] == tokens[count - 1 - match] {
            match += 1
        }
        let length = min(most, match - Self.leastMatch + 1, count - place)
        return tokens[place..<place + max(0, length)]
    }

    /// Notes how many tokens of a draft were right.
    mutating func learn(accepted: Int) {
        failures = accepted > 0 ? 0 : failures + 1
        guard failures >= Self.mostFailures else { return }
        (failures, rest) = (0, Self.pause)
    }
}
