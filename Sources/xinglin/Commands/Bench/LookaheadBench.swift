import Consultation
import Foundation
import Inference

/// What computing the expected tokens along with the last one (prompt lookup) gains on answers from the evidence: each
/// question is answered plainly and with it in turn, in one session that has read the prompt, and the fastest of each
/// counts, since other programs can only slow an answer down.
struct LookaheadBench: BenchRow {
    private static let mostQuestions = 40
    private static let mostTokens = 64

    var questions = 0
    /// Answers that were the same to the last byte.
    var identical = 0
    var answerTokens = 0
    var foreseenTokens = 0
    /// Speed in tokens a second of both, over all answers, and their ratio.
    var plainTokensPerSecond = 0.0
    var aheadTokensPerSecond = 0.0
    var ratio = 0.0
    /// Of single questions, in their order.
    var ratios: [Double] = []
    var lowestRatio: Double?

    static func measure(_ bench: Bench) async throws -> LookaheadBench {
        let engine = try await bench.engine()
        let asked = bench.ownQuestions ?? bench.workplace.grove.questions
        var result = LookaheadBench()
        var seconds = (plain: 0.0, ahead: 0.0)
        let prompts = try await bench.prompts(asked.map { ($0, nil) }, engine, phrasing: .bare)
        for prompt in prompts where result.questions < mostQuestions {
            let (plain, ahead) = try await bothWays(prompt, engine, plainFirst: result.questions.isMultiple(of: 2))
            guard plain.took.answerTokens > 8 else { continue }
            result.questions += 1
            result.identical += plain.text == ahead.text ? 1 : 0
            result.answerTokens += ahead.took.answerTokens
            result.foreseenTokens += ahead.took.draftedTokens
            seconds = (seconds.plain + plain.took.decodeSeconds, seconds.ahead + ahead.took.decodeSeconds)
            result.plainTokensPerSecond += Double(plain.took.answerTokens - 1)
            result.aheadTokensPerSecond += Double(ahead.took.answerTokens - 1)
            result.ratios.append(ahead.took.tokensPerSecond / plain.took.tokensPerSecond)
        }
        result.lowestRatio = result.ratios.min()
        result.plainTokensPerSecond /= max(seconds.plain, 1e-9)
        result.aheadTokensPerSecond /= max(seconds.ahead, 1e-9)
        result.ratio = result.aheadTokensPerSecond / max(result.plainTokensPerSecond, 1e-9)
        return result
    }

    private typealias Taken = (text: String, took: GenerationSummary)

    /// The fastest of two times each way, and of up to five while looking ahead seems to lose: on a shared machine one and the same
    /// answer takes a sixth more or less from time to time.
    private static func bothWays(
        _ prompt: GivenPrompt, _ engine: SessionManager, plainFirst: Bool
    ) async throws -> (plain: Taken, ahead: Taken) {
        let session = engine.openSession()
        _ = try await engine.answer(to: prompt, in: session, most: 1)
        var best: [Bool: Taken] = [:]
        for round in 0..<5 {
            if round >= 2, let plain = best[false], let ahead = best[true],
                ahead.took.decodeSeconds <= plain.took.decodeSeconds
            {
                break
            }
            for ahead in round.isMultiple(of: 2) == plainFirst ? [false, true] : [true, false] {
                let taken = try await engine.answer(to: prompt, in: session, most: mostTokens, looksAhead: ahead)
                if let before = best[ahead], before.took.decodeSeconds <= taken.took.decodeSeconds { continue }
                best[ahead] = taken
            }
        }
        await engine.close(session)
        guard let plain = best[false], let ahead = best[true] else { throw CancellationError() }
        return (plain, ahead)
    }
}
