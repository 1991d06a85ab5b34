/// How fast a loaded model reads and writes here.
public struct BenchmarkResult: Sendable, Equatable, Codable {
    public var promptTokens: Int
    public var answerTokens: Int
    public var threads: Int
    /// Best of the repetitions, in tokens a second. The best, because other programs can only slow it down.
    public var promptTokensPerSecond: Double
    public var decodeTokensPerSecond: Double
}

extension SessionManager {
    /// Measures what `llama-bench -p 512 -n 64` measures, but through the whole way an answer takes: stream,
    /// sampling, text and all.
    public func benchmark(
        promptTokens: Int = 512, answerTokens: Int = 64, repetitions: Int = 3
    ) async throws -> BenchmarkResult {
        var result = BenchmarkResult(
            promptTokens: promptTokens, answerTokens: answerTokens, threads: info.threads,
            promptTokensPerSecond: 0, decodeTokensPerSecond: 0)
        for _ in 0..<max(1, repetitions) {
            let reading = try await measure(words: promptTokens, answerTokens: 1)
            result.promptTokensPerSecond = max(result.promptTokensPerSecond, reading.promptTokensPerSecond)
            let writing = try await measure(words: 1, answerTokens: answerTokens + 1)
            result.decodeTokensPerSecond = max(result.decodeTokensPerSecond, writing.tokensPerSecond)
        }
        return result
    }

    /// One answer of a fixed length to a prompt of about `words` tokens ("a" is one in every vocabulary).
    private func measure(words: Int, answerTokens: Int) async throws -> GenerationSummary {
        let session = openSession()
        let text = Array(repeating: "a", count: words).joined(separator: " ")
        let options = GenerationOptions(maxTokens: answerTokens, cacheReuse: .none, looksAhead: false)
        var summary = GenerationSummary(stopReason: .cancelled)
        for try await event in stream([.text(text)], session: session, options: options, endsAtEndToken: false) {
            if case .finished(let finished) = event { summary = finished }
        }
        await close(session)
        return summary
    }
}
