import Fetch
import Foundation
import Inference
import TestSupport
import Testing

@testable import Remote

@Suite("A server that fails is left for another before the first token, and told of after it")
struct FailureTests {
    private static func text(_ text: String) -> String { "{\"choices\": [{\"delta\": {\"content\": \"\(text)\"}}]}" }

    @Test(
        "A status is told with the server's name for it; only one that may pass is asked about again",
        arguments: [
            (
                "401 Unauthorized",
                #"{"error": {"message": "secret words", "type": "authentication_error", "code": 401}}"#, 1
            ),
            (
                "404 Not Found",
                #"{"object": "error", "message": "secret words", "type": "NotFoundError", "code": 404}"#, 1
            ),
            ("400 Bad Request", #"{"error": {"message": "secret words", "code": "context_length_exceeded"}}"#, 1),
            ("500 Internal Server Error", "secret words", 2),
            ("307 Temporary Redirect", "", 1),
        ])
    func status(_ status: String, _ body: String, _ requests: Int) async throws {
        let server = try LoopbackServer(Data(), .json(status, body, ["Location: /v1/elsewhere"]))
        defer { server.stop() }
        let told = try await Told(Play.model(server))
        let codes = [
            "401": "authentication_error", "404": "NotFoundError", "400": "context_length_exceeded",
        ]
        let number = String(status.prefix(3))
        #expect(told.reasons == [.status(Int(number) ?? 0, code: codes[number])])
        #expect(server.requests.count == requests && told.events.isEmpty)
        #expect(!"\(String(describing: told.error))".contains("secret"))
    }

    @Test("One that is overloaded is asked again when it says so, and not at all where it wants too long a wait")
    func overloaded() async throws {
        let server = try LoopbackServer(
            Data(), .json("429 Too Many Requests", "{}", ["Retry-After: 0"]), .chat(["at last"]))
        let busy = try LoopbackServer(Data(), .json("503 Service Unavailable", "{}", ["Retry-After: 3600"]))
        defer {
            server.stop()
            busy.stop()
        }
        #expect(try await Told(Play.model(server)).text == "at last")
        #expect(server.requests.count == 2)
        #expect(try await Told(Play.model(busy)).reasons == [.status(503, code: nil)])
        #expect(busy.requests.count == 1)
    }

    @Test("The next endpoint is asked at once; afterwards the one that failed is tried last, until it has rested")
    func failover() async throws {
        let bad = try LoopbackServer(Data(), .json("500 No", "{}"), .chat(["from the first"]))
        let good = try LoopbackServer(Data(), .chat(["from the second"]))
        defer {
            bad.stop()
            good.stop()
        }
        let model = Play.model(bad, good)
        let first = try await Told(model)
        #expect(first.text == "from the second" && first.summary?.servedBy?.model == "m-n1")
        #expect(bad.requests.count == 1)
        #expect(try await Told(model).text == "from the second" && bad.requests.count == 1)
        var patience = RemotePatience()
        patience.restSeconds = 0
        let forgiving = RemoteModel(model.endpoints, environment: [:], patience: patience)
        #expect(try await Told(forgiving).text == "from the first")
    }

    @Test("A port where nobody listens is told after a second try")
    func deadPort() async throws {
        let server = try LoopbackServer(Data(), .silent)
        server.stop()
        let told = try await Told(Play.model(server))
        guard case .http(.connection(let detail))? = told.reasons.first else {
            Issue.record("\(String(describing: told.error))")
            return
        }
        #expect(!detail.isEmpty && told.reasons.count == 1)
    }

    @Test("A server that doesn't finish connecting is given up in its time")
    func slowConnect() async throws {
        let server = try LoopbackServer(Data(), .silent)
        defer { server.stop() }
        var endpoint = Play.endpoint(server.port)
        // Without a word of TLS from the other side no connection comes about.
        endpoint.base = try #require(URL(string: "https://127.0.0.1:\(server.port)/v1"))
        endpoint.limits.connectSeconds = 0.5
        #expect(try await Told(Play.model(endpoint)).reasons == [.http(.connectTimeOut(seconds: 0.5))])
    }

    @Test("A server that takes the question and says nothing is given up in its time, before and after the first token")
    func silent() async throws {
        let server = try LoopbackServer(Data(), .silent, .chat(["Half"], finish: nil, then: [.hold]))
        defer { server.stop() }
        var endpoint = Play.endpoint(server.port)
        (endpoint.limits.connectSeconds, endpoint.limits.idleSeconds) = (3, 4)
        let model = Play.model(endpoint)
        #expect(try await Told(model).reasons == [.http(.idle(seconds: 4))])
        let half = try await Told(model)
        #expect(half.breach == .http(.idle(seconds: 4)) && half.text == "Half")
    }

    @Test("A connection that breaks in mid-answer is told, what came is kept, and nobody else is asked")
    func cut() async throws {
        let cut = try LoopbackServer(Data(), .chunked([Self.text("The first half"), Self.text(" and")]))
        let ended = try LoopbackServer(Data(), .chat(["The first half"], finish: nil))
        let spare = try LoopbackServer(Data(), .chat(["other"]))
        defer { for server in [cut, ended, spare] { server.stop() } }
        let torn = try await Told(Play.model(cut, spare))
        #expect(torn.breach == .http(.cut) && torn.text == "The first half and")
        // Without a length, only the missing end shows that it isn't whole.
        let short = try await Told(Play.model(ended, spare))
        #expect(short.breach == .unfinished && short.text == "The first half" && spare.requests.isEmpty)
    }

    @Test("A connection that breaks before the first token is tried elsewhere, and so is an error in place of one")
    func early() async throws {
        let cut = try LoopbackServer(
            Data(), .chunked([#"{"choices": [{"delta": {"role": "assistant"}}]}"#]))
        let sorry = try LoopbackServer(
            Data(), .events([#"{"error": {"message": "secret words", "type": "server_error"}}"#]))
        let spare = try LoopbackServer(Data(), .chat(["other"]))
        defer { for server in [cut, sorry, spare] { server.stop() } }
        let told = try await Told(Play.model(cut, sorry, spare))
        #expect(told.text == "other" && told.error == nil && spare.requests.count == 1)
        let both = try await Told(Play.model(cut, sorry))
        #expect(both.reasons == [.http(.cut), .complaint(code: "server_error")])
    }

    @Test("An error in mid-answer ends it; one that comes after the end harms nothing")
    func lateError() async throws {
        let error = "data: {\"error\": {\"message\": \"x\", \"code\": 500}}\n\n"
        let server = try LoopbackServer(
            Data(), .chat(["Half"], finish: nil, then: [.send(error)]),
            .chunked([#"{"choices": [{"delta": {"content": "All"}, "finish_reason": "stop"}]}"#]))
        defer { server.stop() }
        let model = Play.model(server)
        let half = try await Told(model)
        #expect(half.breach == .complaint(code: nil) && half.text == "Half")
        let all = try await Told(model)
        #expect(all.error == nil && all.text == "All")
    }

    @Test(
        "What isn't an answer isn't taken for one",
        arguments: ["<html>hello</html>", "data: not json\n\n", "", "data: [DONE]\n\n"])
    func garbage(_ body: String) async throws {
        let server = try LoopbackServer(Data(), .script([.send(LoopbackServer.Behaviour.eventHead), .send(body)]))
        defer { server.stop() }
        #expect(try await Told(Play.model(server)).reasons == [.garbage])
    }

    @Test("Bytes that aren't UTF-8, and a character cut by the network, come out as text")
    func bytes() async throws {
        let event = Data(#"data: {"choices": [{"delta": {"content": "颤"}}]}"#.utf8) + Data("\n\n".utf8)
        let place = try #require(event.firstRange(of: Data("颤".utf8)))
        let odd = Data(#"data: {"choices": [{"delta": {"content": ""#.utf8) + Data([0xFF]) + Data("\"}}]}\n\n".utf8)
        let server = try LoopbackServer(
            Data(),
            .script([
                .send(LoopbackServer.Behaviour.eventHead), .bytes(event[..<(place.lowerBound + 1)]),
                .wait(seconds: 0.05),
                .bytes(event[(place.lowerBound + 1)...]), .bytes(odd),
                .send("data: {\"choices\": [{\"delta\": {}, \"finish_reason\": \"stop\"}]}\r\n\r\n"),
            ]))
        defer { server.stop() }
        #expect(try await Told(Play.model(server)).text == "颤\u{FFFD}")
    }

    @Test("A line and an answer longer than any are given up")
    func tooLong() async throws {
        let line = String(repeating: "x", count: 1 << 19)
        let piece = String(repeating: "y", count: 1 << 17)
        let server = try LoopbackServer(
            Data(), .script([.send(LoopbackServer.Behaviour.eventHead), .send("data: " + line), .hold]),
            .chat(Array(repeating: piece, count: 9)))
        defer { server.stop() }
        let model = Play.model(server)
        #expect(try await Told(model).reasons == [.tooLong(bytes: 1 << 18)])
        let long = try await Told(model)
        #expect(
            long.breach == .tooLong(bytes: AnswerReader.mostBytes) && long.text.utf8.count <= AnswerReader.mostBytes)
    }
}
