/// How often a guess is right, by how many of the tokens before it stand at its place too: learnt from the guesses that were
/// verified, over all answers.
struct GuessOdds: Sendable {
    private var counts = [(right: Double, wrong: Double)](repeating: (0, 0), count: PromptLookup.longestMatch)

    /// What is foreseen counts as so many guesses.
    private static let prior = 4.0
    /// Of more guesses the older ones count less and less: answers change.
    private static let most = 40.0

    /// Of a guess before which so many tokens stand as here, at least one.
    func probability(match: Int) -> Double {
        let seen = counts[index(match)]
        let foreseen = 1 - 0.8 / Double(index(match) + 1)
        return (foreseen * Self.prior + seen.right) / (Self.prior + seen.right + seen.wrong)
    }

    mutating func note(match: Int, isRight: Bool) {
        var seen = counts[index(match)]
        if isRight { seen.right += 1 } else { seen.wrong += 1 }
        if seen.right + seen.wrong > Self.most { seen = (seen.right / 2, seen.wrong / 2) }
        counts[index(match)] = seen
    }

    private func index(_ match: Int) -> Int { min(max(match, 1), counts.count) - 1 }
}
