/// How a model is loaded.
public struct LoadOptions: Sendable, Equatable {
    /// Tokens of context to reserve, at most what the model was trained for; shared by all sessions.
    public var contextLength: Int
    /// Threads that compute; nil: one for each physical core this process may use.
    public var threads: Int?
    /// Prompt tokens computed at once. Larger reads long prompts faster but takes longer to interrupt.
    public var batchSize: Int
    /// Rearranges 4-bit weights for this processor while loading: faster decoding, slower prompts and
    /// loading, and the weights are no longer shared with the page cache.
    public var repacksWeights: Bool
    /// Looks through all weights for values that can't be right.
    public var checksWeights: Bool
    /// Sessions whose caches are kept at the same time, 1 to 64.
    public var maxSessions: Int

    public init(
        contextLength: Int = 8192, threads: Int? = nil, batchSize: Int = 128, repacksWeights: Bool = false,
        checksWeights: Bool = true, maxSessions: Int = 16
    ) {
        self.contextLength = contextLength
        self.threads = threads
        self.batchSize = batchSize
        self.repacksWeights = repacksWeights
        self.checksWeights = checksWeights
        self.maxSessions = maxSessions
    }
}
