import Fetch
import Foundation
import Glibc

/// llama.cpp's `llama-server` on this machine, with its own defaults but for the threads and the context.
final class BenchServer: Sendable {
    /// What it took for one answer.
    struct Taken: Decodable, Sendable {
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

    private let process: Process
    private let address: URL

    /// Starts it and waits until it has loaded the model.
    init(_ program: URL, model: URL, threads: Int, contextLength: Int) async throws {
        let port = try Self.freePort()
        guard let address = URL(string: "http://127.0.0.1:\(port)") else { throw URLError(.badURL) }
        self.address = address
        process = Process()
        process.executableURL = program
        process.arguments = [
            "--model", model.path, "--host", "127.0.0.1", "--port", String(port), "--threads", String(threads),
            "--ctx-size", String(contextLength),
        ]
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        while try await !isReady() {
            guard process.isRunning else { throw CocoaError(.executableLoad, userInfo: [NSURLErrorKey: program]) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Lets it answer a prompt with so many tokens.
    func answer(to prompt: [Int32], tokens: Int) async throws -> Taken {
        let ask = Ask(prompt: prompt, n_predict: tokens)
        let start = ContinuousClock.now
        var first: Duration?
        var text = ""
        for try await case .body(let data) in request("completion", try JSONEncoder().encode(ask)).open() {
            first = first ?? (ContinuousClock.now - start)
            text += String(decoding: data, as: UTF8.self)
        }
        // The last event carries the timings.
        let events = text.split(separator: "\n").filter { $0.hasPrefix("data: ") }
        let last = try JSONDecoder().decode(Last.self, from: Data((events.last ?? "").dropFirst(6).utf8))
        var taken = last.timings
        taken.firstTokenSeconds = (first ?? .zero) / .seconds(1)
        return taken
    }

    private struct Ask: Encodable {
        var prompt: [Int32]
        var n_predict: Int
        var temperature = 0.0
        var stream = true
        /// So that both sides write the same number of tokens.
        var ignore_eos = true
    }

    private struct Last: Decodable { var timings: Taken }

    private func request(_ path: String, _ body: Data? = nil) -> HTTPRequest {
        var limits = HTTPLimits()
        limits.idleSeconds = 600
        return HTTPRequest(
            address.appending(path: path), headers: body == nil ? [] : ["Content-Type: application/json"], body: body,
            limits: limits)
    }

    private func isReady() async throws -> Bool {
        do {
            for try await case .head(let status, _) in request("health").open() { return status == 200 }
        } catch is HTTPError {
            // It doesn't listen yet.
        }
        return false
    }

    private static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = unsafe withUnsafeMutablePointer(to: &address) { place in
            unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                unsafe bind(listener, place, size) == 0 && getsockname(listener, place, &size) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
