/// How many threads compute, when other programs want the cores too.
///
/// Threads wait for each other after every layer, so one that has to share its core holds up all: with a competing program on
/// each of two cores, 20 tokens a second fall to 1. Fewer threads than that are faster then. Whether they are is tried, since a
/// long conversation slows tokens as well; what didn't help is taken back and not tried again for a while.
///
/// Time comes in with each computation, in seconds; there is no clock in here.
struct ThreadGovernor: Sendable {
    /// As many as are used when nothing disturbs.
    let most: Int
    private(set) var threads: Int

    private enum Phase {
        case watching
        /// Whether `threads` is faster than `before` (threads, and seconds a token) was.
        case trying(before: (threads: Int, seconds: Double))
    }

    private var phase = Phase.watching
    /// Seconds that computing so many tokens at once takes undisturbed, with all threads.
    private var usual: [Int: Double] = [:]
    /// Since the last change, or the last token that wasn't slow: seconds, and tokens.
    private var span = (seconds: 0.0, tokens: 0)
    /// Seconds of computing before the number of threads is tried to be changed again.
    private var rest = 0.0
    private var pause = ThreadGovernor.shortestPause

    /// Slower than this much is disturbed.
    static let slowness = 2.0
    /// So long it has to last.
    static let patience = 3.0
    /// A trial lasts so long and so many tokens at least.
    static let trial = (seconds: 1.0, tokens: 4)
    /// Otherwise a trial has changed nothing.
    static let gain = 1.1
    static let shortestPause = 8.0
    static let longestPause = 128.0

    /// - Parameter secondsPerToken: as calibrated; nil: the fastest of this run counts.
    init(threads: Int, secondsPerToken: Double? = nil) {
        most = max(1, threads)
        self.threads = most
        usual[1] = secondsPerToken
    }

    /// Notes that `tokens` were computed at once in so many seconds.
    /// - Returns: the threads to compute the next ones with.
    mutating func next(after seconds: Double, tokens: Int = 1) -> Int {
        guard most > 1, seconds > 0, tokens > 0 else { return threads }
        if threads == most { usual[tokens] = min(usual[tokens] ?? seconds, seconds) }
        rest = max(0, rest - seconds)
        switch phase {
        case .watching: watch(seconds, tokens)
        case .trying(let before):
            count(seconds, tokens)
            if span.seconds >= Self.trial.seconds, span.tokens >= Self.trial.tokens { judge(against: before) }
        }
        return threads
    }

    private mutating func watch(_ seconds: Double, _ tokens: Int) {
        let isSlow = seconds > Self.slowness * (expected(tokens) ?? seconds)
        // With fewer threads every token counts: it's the measure that more have to beat.
        guard isSlow || threads < most else {
            span = (0, 0)
            return
        }
        count(seconds, tokens)
        guard span.seconds >= Self.patience else { return }
        if rest == 0 { attempt(threads == most ? threads / 2 : min(most, threads * 2)) } else { span = (0, 0) }
    }

    /// Several tokens at once never take longer than one after the other.
    private func expected(_ tokens: Int) -> Double? {
        [usual[tokens], usual[1].map { $0 * Double(tokens) }].compactMap(\.self).min()
    }

    private mutating func attempt(_ other: Int) {
        phase = .trying(before: (threads, span.seconds / Double(span.tokens)))
        threads = other
        span = (0, 0)
    }

    private mutating func judge(against before: (threads: Int, seconds: Double)) {
        let seconds = span.seconds / Double(span.tokens)
        guard seconds * Self.gain < before.seconds else {
            threads = before.threads
            rest = pause
            pause = min(pause * 2, Self.longestPause)
            (phase, span) = (.watching, (0, 0))
            return
        }
        pause = Self.shortestPause
        let isStillSlow = seconds > Self.slowness * (expected(1) ?? seconds)
        if threads < before.threads, threads > 1, isStillSlow { return attempt(threads / 2) }
        rest = threads < before.threads ? pause : 0
        (phase, span) = (.watching, (0, 0))
    }

    private mutating func count(_ seconds: Double, _ tokens: Int) {
        span.seconds += seconds
        span.tokens += tokens
    }
}
