import Fetch
import Foundation
import Glibc
import TestSupport

@testable import Remote

/// llama.cpp's own server with the small model, for one question at a time.
final class LlamaServer: Sendable {
    static let isPossible =
        FileManager.default.isExecutableFile(atPath: Dependencies.llamaServer.path)
        && Dependencies.has(Dependencies.smallModel)
    /// Tokens that a prompt and its answer may have together.
    static let contextLength = 4096

    let port: Int
    private let process: Process

    /// - Parameter port: nil: one that is free.
    init(port wanted: Int? = nil) throws {
        port = try wanted ?? Self.freePort()
        process = Process()
        process.executableURL = Dependencies.llamaServer
        process.arguments = [
            "--model", Dependencies.smallModel.path, "--alias", "m-ward", "--host", "127.0.0.1", "--port", String(port),
            "--ctx-size", String(Self.contextLength), "--parallel", "1", "--threads", "1",
        ]
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
    }

    /// Nothing listens there any more.
    static func freePort() throws -> Int {
        let place = try LoopbackServer(Data(), .silent)
        defer { place.stop() }
        return place.port
    }

    /// Waits until it has loaded the weights, or has ended.
    func ready() async throws -> Endpoint {
        let endpoint = Play.endpoint(port)
        while process.isRunning {
            if await Play.model(endpoint).check().first?.problem == nil { return endpoint }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw POSIXError(.ECHILD)
    }

    /// What it says of the one place where it answers.
    struct Slot: Decodable {
        struct Progress: Decodable { var nDecoded: Int }

        var isProcessing: Bool
        var nextToken: [Progress]?
    }

    func slot() async throws -> Slot? {
        let address = URL(string: "http://127.0.0.1:\(port)/slots") ?? URL(filePath: "/")
        var body = Data()
        for try await case .body(let data) in HTTPRequest(address, limits: Play.endpoint(port).limits).open() {
            body += data
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([Slot].self, from: body).first
    }

    func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }
}
