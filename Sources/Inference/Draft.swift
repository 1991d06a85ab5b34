import CLlama

/// The tokens that are computed in advance while an answer is written.
struct Draft {
    private var lookup: PromptLookup?
    private var match = 0
    /// Tokens of the answer so far, and what guesses have gained or lost of its time, in times of one token's.
    private var written = 0
    private var gained = 0.0

    /// What may be lost of an answer's time, at its beginning and of every token: guesses are only ever made with what earlier
    /// ones have gained, and so much.
    private static let (stake, share) = (0.15, 0.015)

    /// Only a greedy answer can be guessed: a drawn one isn't decided by the scores alone, and a grammar has to see each
    /// token in turn. A model whose cache can't be cut back couldn't take a wrong guess out again, and one whose sums depend on
    /// how many tokens are computed together would say something else now and then.
    init(_ sampler: Sampler, _ prompt: [Int32], _ options: GenerationOptions, _ model: LlamaModel) {
        guard case .greedy = sampler, options.looksAhead, model.facts.can_cut, model.sumsAlike else { return }
        lookup = PromptLookup(prompt)
    }

    /// Notes the next token of the answer.
    mutating func append(_ token: Int32) {
        lookup?.append(token)
        written += 1
    }

    /// What may follow, at most `most` tokens, as many as are likely to gain something.
    mutating func next(most: Int, costs: StepCosts, odds: GuessOdds) -> ArraySlice<Int32> {
        guard let guess = lookup?.guess(most: min(most, LlamaContext.mostOutputs - 1)) else { return [] }
        match = guess.match
        let probabilities = guess.tokens.indices.map {
            odds.probability(match: guess.match + $0 - guess.tokens.startIndex)
        }
        let stake = Self.stake + Self.share * Double(written) + gained
        return guess.tokens.prefix(costs.bestGuesses(probabilities, stake: stake))
    }

    /// Notes how many of the tokens that were computed in advance were right.
    mutating func learn(accepted: Int, of count: Int, costs: StepCosts, odds: inout GuessOdds) {
        gained += Double(accepted) - (costs.cost(of: count + 1) - 1)
        for index in 0..<min(accepted + 1, count) { odds.note(match: match + index, isRight: index < accepted) }
    }
}
