/// How a model is loaded.
public struct LoadOptions: Sendable, Equatable {
    /// Tokens of context to reserve, at most what the model was trained for; shared by all sessions.
    public var contextLength: Int
    /// Threads that compute; nil: as calibrated, or one for each physical core this process may use.
    public var threads: Int?
    /// Prompt tokens computed at once; nil: as calibrated, or ``usualBatchSize``. Larger reads long prompts faster but takes
    /// longer to interrupt.
    public var batchSize: Int?
    /// Looks through all weights for values that can't be right.
    public var checksWeights: Bool
    /// Sessions whose caches are kept at the same time, 1 to 64.
    public var maxSessions: Int
    /// What weights, cache and buffers may take together, in bytes; nil: what is free. Where it's too little for everything, the
    /// context gets shorter.
    public var memoryBytes: Int?
    /// What was measured with this model on this machine.
    public var calibration: Calibration?

    public static let usualBatchSize = 128

    public init(
        contextLength: Int = 8192, threads: Int? = nil, batchSize: Int? = nil, checksWeights: Bool = true,
        maxSessions: Int = 16, memoryBytes: Int? = nil,
        calibration: Calibration? = nil
    ) {
        self.memoryBytes = memoryBytes
        self.calibration = calibration
        self.contextLength = contextLength
        self.threads = threads
        self.batchSize = batchSize
        self.checksWeights = checksWeights
        self.maxSessions = maxSessions
    }
}
