import Foundation
import Inference
import TestSupport
import Testing

@testable import Remote

@Suite("Calling a remote answer off closes its connection")
struct CancelTests {
    /// Waits for what a server sees; far longer than it takes, on a machine that does much else too.
    private func seen(_ condition: () -> Bool) async throws -> Bool {
        for _ in 0..<60_000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
        return condition()
    }

    @Test("By the session: the stream ends with its last event, and the server sees the end")
    func session() async throws {
        let server = try LoopbackServer(Data(), .chat(["Half"], finish: nil, then: [.hold]))
        defer { server.stop() }
        let model = Play.model(server)
        let session = SessionID()
        let told = try await Told(model, session: session) { event in
            if case .text = event { model.cancel(session) }
        }
        #expect(told.error == nil && told.text == "Half" && told.summary?.stopReason == .cancelled)
        #expect(try await seen { server.closes == 1 })
    }

    @Test("By the task that reads it, before the first token")
    func task() async throws {
        let server = try LoopbackServer(Data(), .script([.hold]))
        defer { server.stop() }
        let model = Play.model(server)
        let reading = Task { try await Told(model) }
        #expect(try await seen { server.requests.count == 1 })
        reading.cancel()
        _ = try await reading.value
        #expect(try await seen { server.closes == 1 })
        #expect(server.requests.count == 1)
    }

    @Test("By dropping the stream")
    func dropped() async throws {
        let server = try LoopbackServer(Data(), .chat(["Half"], finish: nil, then: [.hold]))
        defer { server.stop() }
        let model = Play.model(server)
        for try await event in model.generate(Play.question, session: SessionID(), options: Play.options) {
            if case .text = event { break }
        }
        #expect(try await seen { server.closes == 1 })
    }

    @Test("Another session's answer goes on")
    func others() async throws {
        let server = try LoopbackServer(Data(), .chat(["whole"]))
        defer { server.stop() }
        let model = Play.model(server)
        let told = try await Told(model) { _ in model.cancel(SessionID()) }
        #expect(told.summary?.stopReason == .endOfGeneration)
    }
}
