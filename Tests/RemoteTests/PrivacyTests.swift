import Fetch
import Foundation
import Inference
import TestSupport
import Testing

@testable import Remote

@Suite("What may leave the machine, and with which key")
struct PrivacyTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID().uuidString)")

    @Test("A request with patient data goes only where that is allowed: elsewhere not a byte arrives")
    func patientData() async throws {
        let closed = try LoopbackServer(Data(), .chat(["closed"]))
        let open = try LoopbackServer(Data(), .chat(["open"]))
        defer {
            closed.stop()
            open.stop()
        }
        var options = Play.options
        options.holdsPatientData = true
        let forbidding = Play.model(Play.endpoint(closed.port, "a"), Play.endpoint(closed.port, "b"))
        #expect(try await Told(forbidding, Play.question, options).error == .patientDataStays(endpoints: ["a", "b"]))
        #expect(closed.requests.isEmpty)
        let mixed = Play.model(Play.endpoint(closed.port, "a"), Play.endpoint(open.port, "b", patientData: true))
        #expect(try await Told(mixed, Play.question, options).text == "open")
        #expect(closed.requests.isEmpty && open.requests.count == 1)
        #expect(try await Told(mixed).text == "closed")
    }

    @Test("Where the allowed endpoint fails, the others still get nothing")
    func noFallback() async throws {
        let closed = try LoopbackServer(Data(), .chat(["closed"]))
        let open = try LoopbackServer(Data(), .json("500 No", "{}"))
        defer {
            closed.stop()
            open.stop()
        }
        var options = Play.options
        options.holdsPatientData = true
        let model = Play.model(Play.endpoint(open.port, "b", patientData: true), Play.endpoint(closed.port, "a"))
        #expect(try await Told(model, Play.question, options).reasons == [.status(500, code: nil)])
        #expect(closed.requests.isEmpty && open.requests.count == 2)
    }

    @Test("Options that say nothing of patients count as holding their data")
    func standard() { #expect(GenerationOptions().holdsPatientData) }

    @Test("A key comes from the environment or a file, and is sent as a bearer's")
    func keys() async throws {
        let server = try LoopbackServer(Data(), .chat(["yes"]))
        defer { server.stop() }
        var endpoint = Play.endpoint(server.port)
        endpoint.key = .variable("WARD_KEY")
        #expect(try await Told(Play.model(endpoint, environment: ["WARD_KEY": "sk-1"])).text == "yes")
        endpoint.key = .file(try file("key", "sk-2\n", mode: 0o600))
        #expect(try await Told(Play.model(endpoint)).text == "yes")
        #expect(server.requests.map(\.bearer) == ["sk-1", "sk-2"])
    }

    @Test("A key that others may read, that isn't there or isn't one word is refused before anything is sent")
    func badKeys() async throws {
        let server = try LoopbackServer(Data(), .chat(["yes"]))
        defer { server.stop() }
        func problem(_ source: KeySource, _ environment: [String: String] = [:]) async throws -> KeyProblem? {
            var endpoint = Play.endpoint(server.port)
            endpoint.key = source
            let told = try await Told(Play.model(endpoint, environment: environment))
            #expect(!"\(String(describing: told.error))".contains("sk-"))
            if case .key(let problem)? = told.reasons.first { return problem }
            return nil
        }
        for mode in [0o644, 0o640, 0o604, 0o660] {
            let file = try file("key\(mode)", "sk-1", mode: mode)
            #expect(try await problem(.file(file)) == .open(path: file.path, mode: String(mode, radix: 8)))
        }
        let missing = folder.appending(path: "missing")
        #expect(try await problem(.file(missing)) == .noFile(path: missing.path))
        #expect(try await problem(.file(folder)) == .unreadable(path: folder.path))
        #expect(try await problem(.file(try file("two", "sk-1 sk-2", mode: 0o600))) == .notAKey)
        #expect(try await problem(.file(try file("empty", "\n", mode: 0o400))) == .notAKey)
        #expect(try await problem(.variable("NONE")) == .noVariable("NONE"))
        #expect(try await problem(.variable("K"), ["K": "sk-1\r\nX-Other: 1"]) == .notAKey)
        #expect(server.requests.isEmpty)
    }

    @Test("Without TLS nothing goes to another machine, and names that only look like this one are others")
    func transport() async throws {
        for address in [
            "http://gpu1.example.org/v1", "http://127.0.0.1.example.org/v1", "ftp://127.0.0.1/v1", "https:///v1",
        ] {
            var endpoint = Play.endpoint(1)
            endpoint.base = try #require(URL(string: address))
            #expect(try await Told(Play.model(endpoint)).reasons == [.http(.notPrivate)], "\(address)")
        }
        for address in ["https://gpu1.example.org/v1", "http://localhost:1/v1", "http://[::1]:1/v1"] {
            #expect(HTTPRequest.isPrivate(try #require(URL(string: address))), "\(address)")
        }
    }

    private func file(_ name: String, _ text: String, mode: Int) throws -> URL {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
        return file
    }
}
