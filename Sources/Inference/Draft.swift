import CLlama

/// The tokens that are computed in advance while an answer is written.
struct Draft {
    private var lookup: PromptLookup?

    /// Only a greedy answer can be guessed: a drawn one isn't decided by the scores alone, and a grammar has to see each
    /// token in turn. A model whose cache can't be cut back couldn't take a wrong guess out again.
    init(_ sampler: Sampler, _ prompt: [Int32], _ options: GenerationOptions, _ model: LlamaModel) {
        if case .greedy = sampler, options.looksAhead, model.facts.can_cut { lookup = PromptLookup(prompt) }
    }

    /// Notes the next token of the answer.
    mutating func append(_ token: Int32) { lookup?.append(token) }

    /// What may follow, at most `most` tokens, as many as are likely to gain something.
    func next(most: Int, costs: StepCosts) -> ArraySlice<Int32> {
        guard let draft = lookup?.draft(most: min(most, LlamaContext.mostOutputs - 1)), !draft.isEmpty else {
            return []
        }
        return draft.prefix(costs.bestGuesses(most: draft.count, probability: rightness))
    }

    /// Notes how many of the tokens that were computed in advance were right.
    mutating func learn(accepted: Int, of count: Int) {
        guard count > 0 else { return }
        right += Double(accepted)
        if accepted < count { wrong += 1 }
        lookup?.learn(accepted: accepted)
    }

    /// Guesses that were right, and those at which a draft ended; what other answers were like counts as a few.
    private var right = 4.0
    private var wrong = 1.0

    /// The probability of a guess.
    private var rightness: Double { right / (right + wrong) }
}
