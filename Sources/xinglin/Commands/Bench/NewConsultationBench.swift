import Consultation
import Inference

/// How long the first token of a new consultation takes where its specialty's instructions were read before, against reading
/// its new text alone: a session that has read the instructions itself reads the same text at the same place.
struct NewConsultationBench: BenchRow {
    private static let rounds = 2

    var consultations = 0
    /// Of all: tokens of the prompts, and how many of them were computed for a new consultation.
    var promptTokens = 0
    var readTokens = 0
    /// Tokens that were computed although the session that had read the instructions itself didn't have to.
    var readTokensBeyond = 0
    /// From the question to its first token, and what computing the same tokens takes; the fastest of each question added up.
    var firstTokenSeconds = 0.0
    var readingSeconds = 0.0
    var ratio = 0.0

    static func measure(_ bench: Bench) async throws -> NewConsultationBench {
        let engine = try await bench.engine()
        // One of each pack.
        let starters = bench.starters(.english)
        let firsts = starters.enumerated().filter {
            $0.offset == 0 || starters[$0.offset - 1].specialty != $0.element.specialty
        }
        let prompts = try await bench.prompts(
            firsts.map { ($0.element.question, $0.element.specialty) }, engine, phrasing: .standard)
        var result = NewConsultationBench()
        for prompt in prompts { result.add(try await both(prompt, engine)) }
        result.ratio = result.firstTokenSeconds / max(result.readingSeconds, 1e-9)
        return result
    }

    private struct Pair {
        var new: GenerationSummary
        var own: GenerationSummary
    }

    private static func both(_ prompt: GivenPrompt, _ engine: SessionManager) async throws -> Pair {
        guard let shared = prompt.options.sharedBeginning else { throw CancellationError() }
        await engine.prepare(shared, adapter: prompt.options.adapter)
        var best: Pair?
        for round in 0..<rounds {
            var took: [Bool: GenerationSummary] = [:]
            for isNew in round.isMultiple(of: 2) ? [true, false] : [false, true] {
                let session = engine.openSession()
                if !isNew { try await read(shared, like: prompt, in: session, engine) }
                took[isNew] = try await engine.answer(to: prompt, in: session, most: 1).took
                await engine.close(session)
            }
            guard let new = took[true], let own = took[false] else { throw CancellationError() }
            best = Pair(
                new: [best?.new, new].compactMap(\.self).min {
                    ($0.firstTokenSeconds ?? 0) < ($1.firstTokenSeconds ?? 0)
                } ?? new,
                own: [best?.own, own].compactMap(\.self).min { $0.promptSeconds < $1.promptSeconds } ?? own)
        }
        guard let best else { throw CancellationError() }
        return best
    }

    /// Lets the session read the instructions without any template.
    private static func read(
        _ shared: String, like prompt: GivenPrompt, in session: SessionID, _ engine: SessionManager
    ) async throws {
        var options = prompt.options
        (options.cacheReuse, options.sharedBeginning) = (.none, nil)
        let instructions = GivenPrompt(messages: [.system(shared), .user("?")], options: options)
        _ = try await engine.answer(to: instructions, in: session, most: 1)
    }

    private mutating func add(_ pair: Pair) {
        consultations += 1
        promptTokens += pair.new.promptTokens
        readTokens += pair.new.readTokens
        readTokensBeyond += max(0, pair.new.readTokens - pair.own.readTokens)
        firstTokenSeconds += pair.new.firstTokenSeconds ?? 0
        readingSeconds += pair.own.promptSeconds
    }
}
