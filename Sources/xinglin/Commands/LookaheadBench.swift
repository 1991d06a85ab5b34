import Consultation
import Evidence
import Foundation
import Inference

/// What computing the expected tokens along with the last one (prompt lookup) gains on answers from the evidence: each
/// question is answered plainly and with it in turn, in one session, so that both read nothing but the last token.
struct LookaheadBench: Encodable {
    var questions = 0
    /// Answers that were the same to the last byte.
    var identical = 0
    var answerTokens = 0
    var foreseenTokens = 0
    /// Speed in tokens a second of both, over all answers, and their ratio.
    var plainTokensPerSecond = 0.0
    var aheadTokensPerSecond = 0.0
    var ratio = 0.0
    /// Of single questions.
    var lowestRatio: Double?

    static func measure(_ workplace: Workplace, questions: [String]) async throws -> LookaheadBench {
        let library = try await workplace.openLibrary()
        let engine = try await workplace.loadLocalModel()
        let pipeline = TurnPipeline(grove: workplace.grove, evidence: library) { engine }
        var result = LookaheadBench()
        var seconds = (plain: 0.0, ahead: 0.0)
        var tokens = (plain: 0, ahead: 0)
        for (index, question) in questions.enumerated() {
            let session = engine.openSession()
            var runs: [Bool: (text: String, summary: GenerationSummary)] = [:]
            // The first run reads the prompt; then each way once, taking turns at going first.
            for ahead in [false, index.isMultiple(of: 2), !index.isMultiple(of: 2)] {
                runs[ahead] = try await answer(question, session, pipeline, looksAhead: ahead)
            }
            await engine.close(session)
            guard let plain = runs[false], let ahead = runs[true], plain.summary.answerTokens > 8 else { continue }
            result.questions += 1
            result.identical += plain.text == ahead.text ? 1 : 0
            result.answerTokens += ahead.summary.answerTokens
            result.foreseenTokens += ahead.summary.draftedTokens
            seconds = (seconds.plain + plain.summary.decodeSeconds, seconds.ahead + ahead.summary.decodeSeconds)
            tokens = (tokens.plain + plain.summary.answerTokens - 1, tokens.ahead + ahead.summary.answerTokens - 1)
            result.lowestRatio = min(
                result.lowestRatio ?? .infinity, ahead.summary.tokensPerSecond / plain.summary.tokensPerSecond)
        }
        result.plainTokensPerSecond = Double(tokens.plain) / max(seconds.plain, 1e-9)
        result.aheadTokensPerSecond = Double(tokens.ahead) / max(seconds.ahead, 1e-9)
        result.ratio = result.aheadTokensPerSecond / max(result.plainTokensPerSecond, 1e-9)
        return result
    }

    private static func answer(
        _ question: String, _ session: SessionID, _ pipeline: TurnPipeline, looksAhead: Bool
    ) async throws -> (text: String, summary: GenerationSummary)? {
        let options = GenerationOptions(maxTokens: 96, looksAhead: looksAhead)
        let request = TurnRequest(
            question: question, session: session, options: options, phrasing: .bare, now: Date())
        for try await event in pipeline.start(request).events {
            guard case .finished(let answer) = event, let why = answer.why, let summary = why.generation else {
                continue
            }
            return (why.written ?? "", summary)
        }
        return nil
    }
}
