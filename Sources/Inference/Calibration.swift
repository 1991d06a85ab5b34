/// What was measured with one model on this machine, and what its next load takes from that.
public struct Calibration: Sendable, Equatable, Codable {
    /// Tokens a second with so many threads.
    public struct Threads: Sendable, Equatable, Codable {
        public var threads: Int
        public var reading: Double
        public var writing: Double
    }

    /// Tokens a second of a prompt that is read in chunks of so many tokens.
    public struct Chunk: Sendable, Equatable, Codable {
        public var tokens: Int
        public var reading: Double
    }

    /// What computing so many tokens of an answer at once takes, in times of what one takes.
    public struct Step: Sendable, Equatable, Codable {
        public var tokens: Int
        public var cost: Double
    }

    /// Whose figures these are: another file, processor or engine makes them void.
    public struct Subject: Sendable, Hashable, Codable {
        /// The file's name and length stand for the file: its digest takes longer than the measuring.
        public var file: String
        public var bytes: Int
        public var processor: String
        public var engine: String
    }

    public var subject: Subject
    /// By the number of threads.
    public var threads: [Threads]
    /// By length, with the chosen threads.
    public var chunks: [Chunk]
    /// Nil in figures of earlier versions.
    public var steps: [Step]?
    /// Whether the first measurement came out the same at the end: if not, other programs were at work.
    public var isSteady: Bool

    public init(subject: Subject, threads: [Threads], chunks: [Chunk], isSteady: Bool) {
        self.subject = subject
        self.threads = threads
        self.chunks = chunks
        self.isSteady = isSteady
    }
}

// MARK: What follows

extension Calibration {
    /// A difference below this is chance: the usual setting stays.
    private static let gain = 1.1
    /// Fewer threads are preferred up to this: they leave cores for the interface and for other programs.
    private static let tolerance = 1.05
    /// A chunk is computed in some hundred steps, between which it can be called off: at most a tenth of a second each.
    private static let longestChunk = 3.0

    /// The fewest that are as fast as the best at a usual turn.
    public var bestThreads: Int? {
        let seconds = threads.map { (threads: $0.threads, seconds: Self.secondsOfTurn($0)) }
        guard let best = seconds.map(\.seconds).min() else { return nil }
        return seconds.filter { $0.seconds <= best * Self.tolerance }.map(\.threads).min()
    }

    /// 600 tokens to read that weren't in the cache, and 100 to write.
    private static func secondsOfTurn(_ speed: Threads) -> Double {
        600 / max(speed.reading, 0.01) + 100 / max(speed.writing, 0.01)
    }

    /// Prompt tokens to compute at once; nil: the usual number.
    public var bestChunk: Int? {
        let usual = chunks.first { $0.tokens == LoadOptions.usualBatchSize }?.reading ?? 0
        let quick = chunks.filter { Double($0.tokens) / max($0.reading, 0.01) <= Self.longestChunk }
        guard let best = quick.max(by: { $0.reading < $1.reading }), best.reading > usual * Self.gain else {
            return nil
        }
        return best.tokens
    }

    /// What one written token takes with the chosen threads, in seconds.
    var secondsPerToken: Double? {
        threads.first { $0.threads == bestThreads }.map { 1 / max($0.writing, 0.01) }
    }
}
