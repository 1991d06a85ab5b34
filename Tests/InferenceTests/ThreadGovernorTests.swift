import Testing

@testable import Inference

@Suite("Fewer threads compute while other programs hold them up")
struct ThreadGovernorTests {
    /// Feeds a machine's timings, which depend on the number of threads, until so many seconds of computing have passed.
    private func run(
        _ governor: inout ThreadGovernor, seconds: Double, tokens: Int = 1, _ timing: (Int) -> Double
    ) -> [Int] {
        var (passed, used) = (0.0, [Int]())
        while passed < seconds {
            let time = timing(governor.threads)
            passed += time
            used.append(governor.next(after: time, tokens: tokens))
        }
        return used
    }

    private static let quiet = [1: 0.08, 2: 0.045, 4: 0.025, 8: 0.02]
    /// As measured beside two competing programs on two cores.
    private static let disturbed = [1: 0.16, 2: 1.0, 4: 1.2, 8: 1.5]

    private func quiet(_ threads: Int) -> Double { Self.quiet[threads] ?? 0 }
    private func disturbed(_ threads: Int) -> Double { Self.disturbed[threads] ?? 0 }

    @Test("undisturbed, all are used from beginning to end", arguments: [1, 2, 8])
    func undisturbed(_ threads: Int) {
        var governor = ThreadGovernor(threads: threads, secondsPerToken: quiet(threads))
        #expect(run(&governor, seconds: 60, quiet).allSatisfy { $0 == threads })
    }

    @Test("slowed down for some seconds it goes on with half of them, and with all again when the others are gone")
    func backsOff() {
        var governor = ThreadGovernor(threads: 2, secondsPerToken: quiet(2))
        #expect(run(&governor, seconds: 1.5, disturbed).allSatisfy { $0 == 2 })
        let later = run(&governor, seconds: 6, disturbed)
        #expect(later.last == 1)
        // Now and then it tries, and mostly it doesn't.
        let long = run(&governor, seconds: 120, disturbed)
        #expect(long.contains(2) && long.filter { $0 == 2 }.count * 10 < long.count && long.last == 1)
        let after = run(&governor, seconds: 140, quiet)
        #expect(after.last == 2)
        #expect(run(&governor, seconds: 30, quiet).allSatisfy { $0 == 2 })
    }

    @Test("a short disturbance changes nothing")
    func short() {
        var governor = ThreadGovernor(threads: 2, secondsPerToken: quiet(2))
        for _ in 0..<20 {
            #expect(run(&governor, seconds: 1.5, disturbed).allSatisfy { $0 == 2 })
            #expect(run(&governor, seconds: 0.1, quiet).allSatisfy { $0 == 2 })
        }
    }

    @Test("tokens that are slow for another reason, as late in a long conversation, get their threads back")
    func long() {
        var governor = ThreadGovernor(threads: 2, secondsPerToken: quiet(2))
        let used = run(&governor, seconds: 300) { quiet($0) * 2.5 }
        // What each trial takes is little beside what it would cost to stay.
        #expect(used.last == 2 && used.filter { $0 == 1 }.count * 20 < used.count)
    }

    @Test("with many threads it goes down as far as it helps, and up again step by step")
    func many() {
        var governor = ThreadGovernor(threads: 8, secondsPerToken: quiet(8))
        let down = run(&governor, seconds: 30, disturbed)
        #expect(down.contains(4) && down.contains(2) && down.last == 1)
        let up = run(&governor, seconds: 200, quiet)
        let steps = up.reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
        #expect(steps.starts(with: [1, 2, 4, 8]) && up.last == 8)
    }

    @Test(
        "several tokens at once count for what they are, and the fastest seen is the measure where none was calibrated")
    func several() {
        var governor = ThreadGovernor(threads: 2)
        #expect(run(&governor, seconds: 20, tokens: 4) { quiet($0) * 2.6 }.allSatisfy { $0 == 2 })
        #expect(run(&governor, seconds: 20, quiet).allSatisfy { $0 == 2 })
        #expect(run(&governor, seconds: 8, tokens: 4) { disturbed($0) * 2.6 }.last == 1)
    }

    @Test("impossible timings do no harm")
    func edges() {
        var governor = ThreadGovernor(threads: 0)
        #expect(governor.next(after: 0) == 1 && governor.next(after: -1, tokens: 0) == 1)
        var two = ThreadGovernor(threads: 2, secondsPerToken: 0.05)
        #expect(two.next(after: 1e9) == 1 && two.next(after: 1e-12, tokens: 1) == 1)
    }
}
