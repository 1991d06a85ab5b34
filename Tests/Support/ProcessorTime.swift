import Glibc

/// How long a thread computes, whatever else the machine does meanwhile: a clock would fail on a busy one.
public enum ProcessorTime {
    /// Of the calling thread, while `body` runs on it.
    public static func measure(_ body: () throws -> Void) rethrows -> Duration {
        let start = now
        try body()
        return now - start
    }

    private static var now: Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
