import Consultation
import Inference

/// What going to another open consultation and asking on there costs: several are opened, and each is asked a second question
/// after all others, as well as at once in a session of its own.
struct SwitchingBench: BenchRow {
    private static let sessions = 4

    var consultations = 0
    /// Tokens that the second question and the marks around it have.
    var newTokens = 0
    /// Tokens computed for it right after the first answer, and after the other consultations.
    var readTokensAtOnce = 0
    var readTokensAfterOthers = 0
    /// What had been read before and was computed again.
    var readAgainTokens = 0
    var firstTokenSecondsAtOnce = 0.0
    var firstTokenSecondsAfterOthers = 0.0

    static func measure(_ bench: Bench) async throws -> SwitchingBench {
        let engine = try await bench.engine()
        let prompts = try await bench.prompts(
            bench.starters(.english).map { ($0.question, $0.specialty) }, engine, phrasing: .bare)
        var result = SwitchingBench()
        var open: [(session: SessionID, second: GivenPrompt)] = []
        for prompt in prompts.prefix(sessions) {
            let (session, control) = (engine.openSession(), engine.openSession())
            let second = goingOn(prompt, after: try await engine.answer(to: prompt, in: control, most: 24).text)
            let atOnce = try await engine.answer(to: second, in: control, most: 1).took
            await engine.close(control)
            _ = try await engine.answer(to: prompt, in: session, most: 24)
            result.readTokensAtOnce += atOnce.readTokens
            result.firstTokenSecondsAtOnce += atOnce.firstTokenSeconds ?? 0
            result.newTokens += try await engine.countTokens(second.messages.suffix(1))
            open.append((session, second))
        }
        for (session, second) in open {
            let took = try await engine.answer(to: second, in: session, most: 1).took
            result.consultations += 1
            result.readTokensAfterOthers += took.readTokens
            result.firstTokenSecondsAfterOthers += took.firstTokenSeconds ?? 0
        }
        result.readAgainTokens = max(0, result.readTokensAfterOthers - result.readTokensAtOnce)
        return result
    }

    /// The same conversation with another question.
    private static func goingOn(_ prompt: GivenPrompt, after answer: String) -> GivenPrompt {
        var next = prompt
        next.messages += [ChatMessage(role: .assistant, text: answer), .user("Say the same in five words.")]
        return next
    }
}
