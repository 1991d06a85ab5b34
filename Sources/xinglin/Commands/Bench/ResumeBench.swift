import Consultation
import Inference

/// What going on with a consultation costs in another run of the program, from its saved state, against reading it all again.
struct ResumeBench: BenchRow {
    var promptTokens = 0
    /// Tokens computed for the follow-up question, and those that it has beyond the conversation before.
    var readTokens = 0
    var newTokens = 0
    var firstTokenSeconds = 0.0
    var firstTokenSecondsReadingAll = 0.0
    var ratio = 0.0

    static func measure(_ bench: Bench) async throws -> ResumeBench {
        let next = try await firstRun(bench)
        let engine = try await opened(bench)
        var result = ResumeBench()
        let resumed = try await engine.answer(to: next, in: engine.openSession(), most: 1).took
        var anew = next
        (anew.options.cacheReuse, anew.options.sharedBeginning) = (.none, nil)
        let all = try await engine.answer(to: anew, in: engine.openSession(), most: 1).took
        (result.promptTokens, result.readTokens) = (resumed.promptTokens, resumed.readTokens)
        result.newTokens = try await engine.countTokens(Array(next.messages.suffix(2)))
        result.firstTokenSeconds = resumed.firstTokenSeconds ?? 0
        result.firstTokenSecondsReadingAll = all.firstTokenSeconds ?? 0
        result.ratio = result.firstTokenSeconds / max(result.firstTokenSecondsReadingAll, 1e-9)
        return result
    }

    /// Asks a question, saves the consultation and ends; returns the prompt that goes on.
    private static func firstRun(_ bench: Bench) async throws -> GivenPrompt {
        let engine = try await opened(bench)
        let starters = bench.starters(.english).prefix(1).map { ($0.question, Optional($0.specialty)) }
        guard var prompt = try await bench.prompts(starters, engine, phrasing: .bare).first else {
            throw CancellationError()
        }
        let answer = try await engine.answer(to: prompt, in: engine.openSession(), most: 24)
        await engine.saveStates(within: .seconds(600))
        prompt.messages += [ChatMessage(role: .assistant, text: answer.text), .user("Say the same in five words.")]
        return prompt
    }

    private static func opened(_ bench: Bench) async throws -> SessionManager {
        let engine = try await bench.engine()
        await bench.workplace.states.keep(engine) { Output.note("\($0)") }
        return engine
    }
}
