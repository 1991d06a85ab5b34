import Foundation
import Inference
import TestSupport
import Testing

@testable import Remote

@Suite(
    "A real llama-server", .serialized,
    .enabled(if: LlamaServer.isPossible, "the set-up hasn't built llama-server, or the small model isn't there"))
struct LlamaServerTests {
    private static let rules = (1...24).map { "Rule \($0): name no more than \($0) things." }.joined(separator: " ")

    private static func options(_ most: Int, temperature: Double = 0) -> GenerationOptions {
        GenerationOptions(maxTokens: most, temperature: temperature, holdsPatientData: false)
    }

    @Test("It streams an answer piece by piece, and tells how many tokens it was and why it ended")
    func streams() async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        let model = Play.model(try await server.ready())
        let told = try await Told(model, [.user("Name three fruits.")], Self.options(24))
        let summary = try #require(told.summary, "\(String(describing: told.error))")
        let pieces = told.events.filter { if case .text = $0 { true } else { false } }
        #expect(pieces.count > 4 && pieces.count <= 24)
        #expect(summary.answerTokens > 4 && summary.answerTokens <= 24)
        // Ten tokens of question and the marks around it.
        #expect((10...60).contains(summary.promptTokens) && summary.cachedTokens == 0)
        #expect(summary.stopReason == (summary.answerTokens == 24 ? .maxTokens : .endOfGeneration))
        #expect((summary.firstTokenSeconds ?? 0) > 0 && summary.promptSeconds > 0 && summary.decodeSeconds > 0)
        #expect(summary.servedBy == ServedBy(model: "m-ward", engine: "OpenAI API of ward (127.0.0.1:\(server.port))"))

        let short = try await Told(model, [.user("Name three fruits.")], Self.options(2))
        #expect(short.summary?.stopReason == .maxTokens && short.summary?.answerTokens == 2)
        var stopped = Self.options(24)
        stopped.stop = [String(told.text.dropFirst(8).prefix(4))]
        let until = try await Told(model, [.user("Name three fruits.")], stopped)
        #expect(until.error == nil && told.text.hasPrefix(until.text) && until.text.count < told.text.count)
    }

    @Test("Of the second question with the same beginning it tells how much needn't be read again")
    func cachedTokens() async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        let model = Play.model(try await server.ready())
        let messages = { (question: String) in [ChatMessage.system(Self.rules), .user(question)] }
        let first = try await Told(model, messages("Name a fruit."), Self.options(4)).summary
        let second = try await Told(model, messages("Which river is the longest?"), Self.options(4)).summary
        let beginning = try #require(first?.promptTokens) - 20
        #expect(beginning > 200 && first?.cachedTokens == 0)
        #expect(
            try #require(second?.cachedTokens) >= beginning && second?.cachedTokens ?? 0 < second?.promptTokens ?? 0)
    }

    @Test("A call that is called off leaves its place to the next question", arguments: [false, true])
    func calledOff(beforeTheFirstToken: Bool) async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        let endpoint = try await server.ready()
        // Nothing but the context's end would end this answer.
        var options = Self.options(LlamaServer.contextLength)
        options.grammar = "root ::= [a-z ]+ \"#\""
        var willing = endpoint
        willing.takesGrammar = true
        let model = Play.model(willing)
        let session = SessionID()
        let told =
            beforeTheFirstToken
            ? try await cancelledWhileReading(model, options, session, server)
            : try await Told(model, [.user("Write words.")], options, session: session) { event in
                if case .text = event { model.cancel(session) }
            }
        #expect(told.error == nil && told.summary?.stopReason == .cancelled)
        while try await server.slot()?.isProcessing == true { try await Task.sleep(for: .milliseconds(100)) }
        let decoded = try #require(try await server.slot()?.nextToken?.first).nDecoded
        #expect(decoded < LlamaServer.contextLength / 4, "it went on to the end")
        let next = try await Told(model, [.user("Name a fruit.")], Self.options(4))
        #expect(next.error == nil && !next.text.isEmpty)
    }

    private func cancelledWhileReading(
        _ model: RemoteModel, _ options: GenerationOptions, _ session: SessionID, _ server: LlamaServer
    ) async throws -> Told {
        try await withThrowingTaskGroup(of: Told?.self) { group in
            group.addTask {
                try await Told(
                    model, [.user(String(repeating: Self.rules + " ", count: 6))], options, session: session)
            }
            group.addTask {
                while try await server.slot()?.isProcessing == false { try await Task.sleep(for: .milliseconds(5)) }
                model.cancel(session)
                return nil
            }
            for try await told in group {
                guard let told else { continue }
                group.cancelAll()
                return told
            }
            throw CancellationError()
        }
    }

    @Test("It answers, is killed in mid-answer, which is told with what came kept, and answers again once it is back")
    func killedAndRestarted() async throws {
        let first = try LlamaServer()
        defer { first.kill() }
        let model = Play.model(try await first.ready())
        let whole = try await Told(model, [.user("Name three fruits.")], Self.options(8))
        #expect(whole.error == nil && !whole.text.isEmpty)

        let question = [ChatMessage.user("Tell a very long story of a river.")]
        let cut = try await Told(model, question, Self.options(2000, temperature: 1)) { event in
            if case .text = event { first.kill() }
        }
        #expect(cut.breach != nil && !cut.text.isEmpty && cut.summary == nil, "\(String(describing: cut.error))")

        let second = try LlamaServer(port: first.port)
        defer { second.kill() }
        _ = try await second.ready()
        let again = try await Told(model, [.user("Name three fruits.")], Self.options(8))
        #expect(again.error == nil && !again.text.isEmpty)
    }

    @Test("Where the first endpoint is dead, the second one answers, and the answer says so")
    func failover() async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        var second = try await server.ready()
        second.name = "second"
        let dead = Play.endpoint(try LlamaServer.freePort(), "first")
        let told = try await Told(Play.model(dead, second), [.user("Name a fruit.")], Self.options(4))
        #expect(told.error == nil && !told.text.isEmpty)
        #expect(told.summary?.servedBy?.engine.contains("second") == true)
    }

    @Test("A prompt longer than its context is refused as such, and the server isn't held to be ill")
    func tooLong() async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        let model = Play.model(try await server.ready())
        let text = String(repeating: Self.rules + " ", count: 16)
        let told = try await Told(model, [.user(text)], Self.options(4))
        #expect(told.reasons == [.status(400, code: "exceed_context_size_error")])
        #expect(told.reasons.first?.isOfTheServer == false && told.reasons.first?.isPassing == false)
        #expect(told.reasons.first?.isTooLongPrompt == true)
    }

    @Test("A model that it doesn't have is told when it is checked")
    func wrongModel() async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        var endpoint = try await server.ready()
        #expect(await Play.model(endpoint).check().first?.hasModel == true)
        endpoint.model = "ward-70b"
        let check = await Play.model(endpoint).check().first
        #expect(check?.problem == nil && check?.hasModel == false)
    }

    @Test("A form that is asked for by a grammar is kept")
    func grammar() async throws {
        let server = try LlamaServer()
        defer { server.kill() }
        var endpoint = try await server.ready()
        endpoint.takesGrammar = true
        var options = Self.options(16)
        options.grammar = "root ::= \"yes\" | \"no\""
        let told = try await Told(Play.model(endpoint), [.user("Is an apple a fruit?")], options)
        #expect(["yes", "no"].contains(told.text) && told.summary?.stopReason == .endOfGeneration)
    }
}
