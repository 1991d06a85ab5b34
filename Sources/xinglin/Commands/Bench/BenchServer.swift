import Fetch
import Foundation

/// A running `llama-server` of llama.cpp.
struct BenchServer {
    /// What it took for one answer.
    struct Taken: Decodable {
        /// Prompt tokens that it computed, and those it had.
        var readTokens: Int
        var cachedTokens: Int
        /// From asking to the first token.
        var firstTokenSeconds = 0.0

        private enum CodingKeys: String, CodingKey {
            case readTokens = "prompt_n"
            case cachedTokens = "cache_n"
        }
    }

    /// Such as `http://127.0.0.1:8080`.
    let address: URL

    /// Lets it answer a prompt with so many tokens.
    func answer(to prompt: [Int32], tokens: Int) async throws -> Taken {
        let body = try Output.encoder().encode(Ask(prompt: prompt, nPredict: tokens))
        let start = ContinuousClock.now
        var first: Duration?
        var text = ""
        for try await case .body(let data) in request("completion", body).open() {
            text += String(decoding: data, as: UTF8.self)
            // A server that reads for long sends comments meanwhile, to keep the connection.
            if first == nil, text.contains("data: ") { first = ContinuousClock.now - start }
        }
        // The last event carries the timings.
        let event = text.split(separator: "\n").last { $0.hasPrefix("data: ") } ?? ""
        var taken = try JSONDecoder().decode(Last.self, from: Data(event.dropFirst(6).utf8)).timings
        taken.firstTokenSeconds = (first ?? .zero) / .seconds(1)
        return taken
    }

    private struct Ask: Encodable {
        var prompt: [Int32]
        var nPredict: Int
        var temperature = 0.0
        var stream = true
        /// So that both sides write the same number of tokens.
        var ignoreEos = true
    }

    private struct Last: Decodable { var timings: Taken }

    private func request(_ path: String, _ body: Data) -> HTTPRequest {
        var limits = HTTPLimits()
        limits.idleSeconds = 600
        return HTTPRequest(
            address.appending(path: path), headers: ["Content-Type: application/json"], body: body, limits: limits)
    }
}
