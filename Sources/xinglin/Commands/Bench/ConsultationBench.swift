import Clinical
import Consultation
import Foundation
import Inference

/// Six questions about one patient, each with passages of its own, against `llama-server` with its defaults: each turn's
/// prompt as the pipeline gives it to the engine is given to the server too, token by token, and as many tokens are written.
/// When the chart is opened, and between two questions, patient and conversation are read, as in the interface; the server has
/// no way to.
struct ConsultationBench: BenchRow {
    private static let questions = [
        "Which HbA1c target suits this patient?", "How often should HbA1c be measured?",
        "Can metformin be continued at this kidney function?", "Which drug should be added to metformin?",
        "How is a mild hypoglycaemia treated?", "Which foot examination is due, and how often?",
    ]

    struct Turn: Encodable {
        var question: String
        var specialty: String?
        var promptTokens: Int
        var answerTokens: Int
        /// The prompt's parts in the order in which they are read.
        var parts: [Part]
        /// Tokens that the prompt has in common with the one before.
        var commonTokens: Int
        /// Tokens computed between the question and the first token, and before it, while nobody waited.
        var readTokens: Int
        var aheadTokens: Int
        var serverReadTokens: Int
        var firstTokenSeconds: Double
        var serverFirstTokenSeconds: Double
    }

    struct Part: Encodable {
        var kind: String
        var tokens: Int?
    }

    var turns: [Turn] = []
    var aheadTokens: Int { turns.reduce(0) { $0 + $1.aheadTokens } }
    var readTokens: Int { turns.reduce(0) { $0 + $1.readTokens } }
    var serverReadTokens: Int { turns.reduce(0) { $0 + $1.serverReadTokens } }
    var firstTokenSeconds: Double { turns.reduce(0) { $0 + $1.firstTokenSeconds } }
    var serverFirstTokenSeconds: Double { turns.reduce(0) { $0 + $1.serverFirstTokenSeconds } }

    static func measure(_ bench: Bench) async throws -> ConsultationBench {
        guard let address = bench.server else { throw UsageError("The row consultation needs --server ADDRESS.") }
        let server = BenchServer(address: address)
        let engine = try await bench.engine()
        let model = NotingModel(engine, answers: true)
        let library = try await bench.workplace.openLibrary()
        let pipeline = TurnPipeline(grove: bench.workplace.grove, evidence: library) { model }
        // As the interface does while nobody waits yet.
        await pipeline.prepare(specialty: nil, audience: .clinician, language: .english)
        var request = TurnRequest(question: "", session: engine.openSession(), now: Date())
        request.patient = try bench.patient()
        var result = ConsultationBench()
        request.language = .english
        await pipeline.readAhead(request)
        var before: [Int32] = []
        var ahead = try foreseen(model, engine, after: [])
        for question in questions {
            request.question = question
            (request.language, request.specialty) = (nil, nil)
            guard let answer = try await answer(to: request, pipeline), let took = answer.why?.generation,
                let prompt = model.prompts.last
            else { throw CancellationError() }
            request.history.append(.init(question: question, answer: answer.answer))
            let tokens = try engine.promptTokens(prompt.messages)
            let theirs = try await server.answer(to: tokens, tokens: max(1, took.answerTokens))
            result.turns.append(
                Turn(
                    question: question, specialty: answer.specialty?.id, promptTokens: tokens.count,
                    answerTokens: took.answerTokens,
                    parts: answer.why?.prompt.map { Part(kind: $0.kind.rawValue, tokens: $0.tokens) } ?? [],
                    commonTokens: zip(before, tokens).prefix { $0 == $1 }.count, readTokens: took.readTokens,
                    aheadTokens: ahead, serverReadTokens: theirs.readTokens,
                    firstTokenSeconds: took.firstTokenSeconds ?? 0,
                    serverFirstTokenSeconds: theirs.firstTokenSeconds))
            (request.question, request.language, request.specialty) = ("", answer.language, answer.specialty?.id)
            await pipeline.readAhead(request)
            ahead = try foreseen(model, engine, after: tokens)
            before = tokens
        }
        return result
    }

    /// Tokens that were read ahead behind what was there.
    private static func foreseen(
        _ model: NotingModel, _ engine: SessionManager, after tokens: [Int32]
    ) throws -> Int {
        let foreseen = try model.ahead.last.map { try engine.promptTokens($0.messages) } ?? []
        return foreseen.count - zip(tokens, foreseen).prefix { $0 == $1 }.count
    }

    private static func answer(to request: TurnRequest, _ pipeline: TurnPipeline) async throws -> Answer? {
        for try await event in pipeline.start(request).events {
            if case .finished(let answer) = event { return answer }
        }
        return nil
    }

    private enum CodingKeys: String, CodingKey {
        case turns, readTokens, aheadTokens, serverReadTokens, tokenRatio, firstTokenSeconds, serverFirstTokenSeconds,
            timeRatio
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(turns, forKey: .turns)
        try values.encode(readTokens, forKey: .readTokens)
        try values.encode(aheadTokens, forKey: .aheadTokens)
        try values.encode(serverReadTokens, forKey: .serverReadTokens)
        try values.encode(Double(readTokens) / Double(max(1, serverReadTokens)), forKey: .tokenRatio)
        try values.encode(firstTokenSeconds, forKey: .firstTokenSeconds)
        try values.encode(serverFirstTokenSeconds, forKey: .serverFirstTokenSeconds)
        try values.encode(firstTokenSeconds / max(serverFirstTokenSeconds, 1e-9), forKey: .timeRatio)
    }
}
