import Consultation
import Inference

/// What two answers that are written at the same time take, against one after the other: prompts that were read before, so that
/// only the writing counts.
struct TogetherBench: BenchRow {
    private static let pairs = 3
    private static let rounds = 2
    private static let most = 48

    var answers = 0
    /// Of both at once, and of one after the other: all tokens by all seconds, the fastest round of each pair.
    var tokensPerSecond = 0.0
    var tokensPerSecondAlone = 0.0
    var ratio = 0.0
    /// How long the one that was asked second waited for its first token.
    var secondFirstTokenSeconds = 0.0
    var secondFirstTokenSecondsAlone = 0.0

    /// What a pair took.
    fileprivate struct Took {
        var tokens = 0
        var seconds = 0.0
        var secondFirstToken = 0.0
    }

    static func measure(_ bench: Bench) async throws -> TogetherBench {
        let engine = try await bench.engine()
        let starters = bench.starters(.english).map { (question: $0.question, specialty: Optional($0.specialty)) }
        let prompts = try await bench.prompts(
            Array(starters.prefix(2 * pairs + 2)), engine, phrasing: .bare)
        var result = TogetherBench()
        var (together, alone) = (Took(), Took())
        for pair in 0..<min(pairs, prompts.count / 2) {
            let both = [prompts[2 * pair], prompts[2 * pair + 1]]
            var best: [Bool: Took] = [:]
            for round in 0..<rounds {
                for isTogether in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                    let took = try await write(both, engine, isTogether: isTogether)
                    best[isTogether] = [best[isTogether], took].compactMap(\.self).min {
                        $0.seconds * Double($1.tokens) < $1.seconds * Double($0.tokens)
                    }
                }
            }
            result.answers += 2
            together.add(best[true])
            alone.add(best[false])
        }
        result.tokensPerSecond = Double(together.tokens) / max(together.seconds, 1e-9)
        result.tokensPerSecondAlone = Double(alone.tokens) / max(alone.seconds, 1e-9)
        result.ratio = result.tokensPerSecond / max(result.tokensPerSecondAlone, 1e-9)
        (result.secondFirstTokenSeconds, result.secondFirstTokenSecondsAlone) = (
            together.secondFirstToken / Double(max(1, result.answers / 2)),
            alone.secondFirstToken / Double(max(1, result.answers / 2))
        )
        return result
    }

    private static func write(
        _ prompts: [GivenPrompt], _ engine: SessionManager, isTogether: Bool
    ) async throws -> Took {
        let sessions = prompts.map { _ in engine.openSession() }
        for (prompt, session) in zip(prompts, sessions) {
            _ = try await engine.answer(to: prompt, in: session, most: 1)
        }
        var took = Took()
        let start = ContinuousClock.now
        if isTogether {
            async let one = engine.answer(to: prompts[0], in: sessions[0], most: most).took
            async let two = engine.answer(to: prompts[1], in: sessions[1], most: most).took
            let (first, second) = try await (one, two)
            took.tokens = first.answerTokens + second.answerTokens
            took.secondFirstToken = second.firstTokenSeconds ?? 0
        } else {
            let first = try await engine.answer(to: prompts[0], in: sessions[0], most: most).took
            took.secondFirstToken = (ContinuousClock.now - start) / .seconds(1)
            let second = try await engine.answer(to: prompts[1], in: sessions[1], most: most).took
            took.tokens = first.answerTokens + second.answerTokens
            took.secondFirstToken += second.firstTokenSeconds ?? 0
        }
        took.seconds = (ContinuousClock.now - start) / .seconds(1)
        for session in sessions { await engine.close(session) }
        return took
    }
}

extension TogetherBench.Took {
    fileprivate mutating func add(_ other: TogetherBench.Took?) {
        guard let other else { return }
        tokens += other.tokens
        seconds += other.seconds
        secondFirstToken += other.secondFirstToken
    }
}
