import Fetch
import Foundation
import Inference
import TestSupport
import Testing

@testable import Remote

@Suite("Endpoints are asked whether they are there")
struct CheckTests {
    private static let list = #"{"object": "list", "data": [{"id": "m-n0", "object": "model"}]}"#

    @Test("With a request that holds nothing of a conversation; the model's name is looked for in the list")
    func healthy() async throws {
        let server = try LoopbackServer(Data(), .json("200 OK", Self.list))
        let other = try LoopbackServer(Data(), .json("200 OK", Self.list))
        let bad = try LoopbackServer(Data(), .json("503 No", "{}"))
        defer { for server in [server, other, bad] { server.stop() } }
        let checks = await Play.model(server, other, bad).check()
        #expect(checks.map(\.problem) == [nil, nil, .status(503, code: nil)])
        #expect(checks.map(\.hasModel) == [true, false, nil])
        let request = try #require(server.requests.first)
        #expect(request.method == "GET" && request.path == "/v1/models" && request.body.isEmpty)
    }

    @Test("One that isn't there is tried last from then on, without having failed a question")
    func order() async throws {
        let bad = try LoopbackServer(Data(), .json("503 No", "{}"), .chat(["bad"]))
        let good = try LoopbackServer(Data(), .json("200 OK", Self.list), .chat(["good"]))
        defer {
            bad.stop()
            good.stop()
        }
        let model = Play.model(bad, good)
        await model.prepare("instructions", adapter: nil)
        #expect(try await Told(model).text == "good" && bad.requests.count == 1)
    }

    @Test("A page, a list of something else and a missing key are told")
    func strange() async throws {
        let server = try LoopbackServer(Data(), .json("200 OK", "<html>"), .json("200 OK", "[]"))
        defer { server.stop() }
        let model = Play.model(server)
        #expect(await model.check().map(\.problem) == [.garbage])
        #expect(await model.check().map(\.problem) == [.garbage])
        var endpoint = Play.endpoint(server.port)
        endpoint.key = .variable("NONE")
        #expect(await Play.model(endpoint).check().map(\.problem) == [.key(.noVariable("NONE"))])
        #expect(server.requests.count == 2)
    }
}

@Suite("TLS", .enabled(if: TLSServer.isPossible, "openssl isn't installed"))
struct TLSTests {
    @Test("A certificate of the hospital's own authority is trusted where the endpoint names it, and nowhere else")
    func ownAuthority() async throws {
        let server = try TLSServer()
        defer { server.stop() }
        var endpoint = Play.endpoint(server.port)
        endpoint.base = try #require(URL(string: "https://127.0.0.1:\(server.port)/v1"))
        guard case .http(.certificate(let detail))? = await Play.model(endpoint).check().first?.problem else {
            Issue.record("an unknown authority was trusted")
            return
        }
        #expect(!detail.isEmpty)
        endpoint.authorities = server.certificate
        let check = await Play.model(endpoint).check().first
        #expect(check?.problem == nil && check?.hasModel == true, "\(String(describing: check?.problem))")
        endpoint.base = try #require(URL(string: "https://localhost:\(server.port)/v1"))
        guard case .http(.certificate)? = await Play.model(endpoint).check().first?.problem else {
            Issue.record("another name was trusted")
            return
        }
    }
}

/// `openssl s_server` with a certificate of its own for 127.0.0.1, which hands out the file `v1/models`.
private final class TLSServer {
    static let program = "/usr/bin/openssl"
    static var isPossible: Bool { FileManager.default.isExecutableFile(atPath: program) }

    let port: Int
    let certificate: URL
    private let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
    private let process = Process()

    init() throws {
        let models = folder.appending(path: "v1")
        try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
        try Data("{\"data\": [{\"id\": \"m-ward\"}]}".utf8).write(to: models.appending(path: "models"))
        certificate = folder.appending(path: "certificate.pem")
        let key = folder.appending(path: "key.pem")
        let making = Process()
        making.executableURL = URL(filePath: Self.program)
        making.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key.path,
            "-out", certificate.path, "-days", "2", "-subj", "/CN=ward", "-addext", "subjectAltName=IP:127.0.0.1",
        ]
        making.standardError = FileHandle.nullDevice
        try making.run()
        making.waitUntilExit()
        // A port that was free a moment ago.
        let place = try LoopbackServer(Data(), .silent)
        port = place.port
        place.stop()
        process.executableURL = URL(filePath: Self.program)
        process.currentDirectoryURL = folder
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:\(port)", "-cert", certificate.path, "-key", key.path, "-WWW",
        ]
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // It says ACCEPT when it listens.
        while process.isRunning,
            !String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).contains("ACCEPT")
        {}
        output.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    func stop() {
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }
}
