/// How a model is loaded.
public struct LoadOptions: Sendable, Equatable {
    /// Tokens of context to reserve, at most what the model was trained for; shared by all sessions.
    public var contextLength: Int
    /// Threads that compute; nil: as calibrated, or one for each physical core this process may use.
    public var threads: Int?
    /// Prompt tokens computed at once; nil: as calibrated, or ``usualBatchSize``. Larger reads long prompts faster but takes
    /// longer to interrupt.
    public var batchSize: Int?
    /// Holds the weights a second time, rearranged for this processor: answers come faster (1.4 times with 4-bit
    /// weights) while prompts are read as fast as before. Nil: where it helps, by the calibration, and the memory is there.
    public var addsWriter: Bool?
    /// Looks through all weights for values that can't be right.
    public var checksWeights: Bool
    /// Sessions whose caches are kept at the same time, 1 to 64.
    public var maxSessions: Int
    /// What weights, cache and buffers may take together, in bytes; nil: what is free. Where it's too little for everything, there
    /// is no second copy of the weights, then a shorter context.
    public var memoryBytes: Int?
    /// What was measured with this model on this machine.
    public var calibration: Calibration?

    public static let usualBatchSize = 128

    public init(
        contextLength: Int = 8192, threads: Int? = nil, batchSize: Int? = nil, addsWriter: Bool? = nil,
        checksWeights: Bool = true, maxSessions: Int = 16, memoryBytes: Int? = nil,
        calibration: Calibration? = nil
    ) {
        self.memoryBytes = memoryBytes
        self.calibration = calibration
        self.contextLength = contextLength
        self.threads = threads
        self.batchSize = batchSize
        self.addsWriter = addsWriter
        self.checksWeights = checksWeights
        self.maxSessions = maxSessions
    }
}
