import CLlama

/// The tokens that were computed in advance while an answer is written, and where the next one's scores lie.
struct Draft {
    private var lookup: PromptLookup?
    /// Computed, and not compared yet.
    private var pending: ArraySlice<Int32> = []
    /// Of the last computation: how many were in advance, and how many of them were right.
    private var length = 0
    private var accepted = 0

    /// Only a greedy answer can be guessed: a drawn one isn't decided by the scores alone, and a grammar has to see each
    /// token in turn. A model whose cache can't be cut back couldn't take a wrong guess out again.
    init(_ sampler: Sampler, _ prompt: [Int32], _ options: GenerationOptions, _ model: LlamaModel) {
        if case .greedy = sampler, options.looksAhead, model.facts.can_cut { lookup = PromptLookup(prompt) }
    }

    /// Where the scores for the next token lie among those of the last computation: -1 is the last.
    var row: Int { -1 - pending.count }
    /// Tokens in the cache that the answer hasn't come to.
    var unreached: Int { pending.count }

    /// Whether the next token was computed in advance already.
    mutating func accepts(_ token: Int32) -> Bool {
        lookup?.append(token)
        guard pending.first == token else { return false }
        pending = pending.dropFirst()
        accepted += 1
        return true
    }

    /// The tokens to compute now: `token`, and what may follow.
    mutating func next(after token: Int32, most: Int) -> [Int32] {
        if length > 0 { lookup?.learn(accepted: accepted) }
        pending = lookup?.draft(most: min(most, LlamaContext.mostOutputs - 1)) ?? []
        (length, accepted) = (pending.count, 0)
        return [token] + pending
    }

    /// After a computation that was called off and undone.
    mutating func forget() { pending = [] }
}
