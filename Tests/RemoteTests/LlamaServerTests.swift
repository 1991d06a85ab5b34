import Fetch
import Foundation
import Glibc
import Inference
import TestSupport
import Testing

@testable import Remote

/// Against the real thing: `XINGLIN_LLAMA_SERVER` names llama.cpp's `llama-server`, which isn't built here.
@Suite(
    "A real llama-server",
    .enabled(if: LlamaServer.isPossible, "XINGLIN_LLAMA_SERVER names no llama-server, or the test model isn't there"))
struct LlamaServerTests {
    @Test("It answers, is killed in mid-answer, which is told with what came kept, and answers again once it is back")
    func killedAndRestarted() async throws {
        let first = try LlamaServer()
        defer { first.kill() }
        let model = Play.model(try await first.ready())
        var options = Play.options
        (options.maxTokens, options.stop) = (24, [])
        let whole = try await Told(model, [.user("Name three fruits.")], options)
        #expect(whole.error == nil && !whole.text.isEmpty)
        let summary = try #require(whole.summary)
        #expect(summary.promptTokens > 4 && summary.answerTokens > 0 && summary.answerTokens <= 24)
        #expect([.endOfGeneration, .maxTokens].contains(summary.stopReason))

        options.maxTokens = 2000
        options.temperature = 1
        let cut = try await Told(model, [.user("Tell a very long story of a river.")], options) { event in
            if case .text = event { first.kill() }
        }
        #expect(cut.breach != nil && !cut.text.isEmpty && cut.summary == nil, "\(String(describing: cut.error))")

        let second = try LlamaServer(port: first.port)
        defer { second.kill() }
        _ = try await second.ready()
        options.maxTokens = 8
        let again = try await Told(model, [.user("Name three fruits.")], options)
        #expect(again.error == nil && !again.text.isEmpty)
    }
}

private final class LlamaServer: Sendable {
    static let program = ProcessInfo.processInfo.environment["XINGLIN_LLAMA_SERVER"] ?? ""
    private static let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../.deps/models/SmolLM2-135M-Instruct.Q4_1.gguf").standardized
    static var isPossible: Bool {
        !program.isEmpty && FileManager.default.isExecutableFile(atPath: program)
            && FileManager.default.fileExists(atPath: weights.path)
    }

    let port: Int
    private let process: Int32

    init(port wanted: Int? = nil) throws {
        let process = Process()
        if let wanted {
            port = wanted
        } else {
            let place = try LoopbackServer(Data(), .silent)
            port = place.port
            place.stop()
        }
        process.executableURL = URL(filePath: Self.program)
        process.arguments = [
            "--model", Self.weights.path, "--host", "127.0.0.1", "--port", String(port), "--ctx-size", "4096",
        ]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        self.process = process.processIdentifier
    }

    /// Waits until it has loaded the weights.
    func ready() async throws -> Endpoint {
        let endpoint = Play.endpoint(port)
        for _ in 0..<600 {
            if await Play.model(endpoint).check().first?.problem == nil { return endpoint }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw POSIXError(.ETIMEDOUT)
    }

    func kill() { Glibc.kill(process, SIGKILL) }
}
