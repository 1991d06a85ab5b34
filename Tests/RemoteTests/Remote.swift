import Fetch
import Foundation
import Inference
import TestSupport

@testable import Remote

/// Endpoints on this machine, and what a model over them says.
enum Play {
    /// Nothing but what a test does may end an answer, however busy the machine is.
    static func endpoint(_ port: Int, _ name: String = "ward", patientData: Bool = false) -> Endpoint {
        var limits = HTTPLimits()
        (limits.connectSeconds, limits.idleSeconds) = (600, 600)
        return Endpoint(
            name: name, base: URL(string: "http://127.0.0.1:\(port)/v1") ?? URL(filePath: "/"), model: "m-\(name)",
            allowsPatientData: patientData, limits: limits)
    }

    static func model(_ endpoints: Endpoint..., environment: [String: String] = [:]) -> RemoteModel {
        RemoteModel(endpoints, environment: environment, patience: patience)
    }

    static func model(_ servers: LoopbackServer...) -> RemoteModel {
        let endpoints = servers.enumerated().map { endpoint($0.element.port, "n\($0.offset)") }
        return RemoteModel(endpoints, environment: [:], patience: patience)
    }

    /// Asks again at once, and waits and rests for longer than any test takes.
    private static let patience = {
        var patience = RemotePatience()
        (patience.pauseSeconds, patience.restSeconds, patience.checkSeconds) = (0.05, 3600, 600)
        return patience
    }()

    static let question = [ChatMessage.system("Answer briefly."), .user("What is 心房颤动?")]
    static let options = GenerationOptions(maxTokens: 64, stop: ["\n\n"], holdsPatientData: false)
}

/// What came of one question.
struct Told {
    var events: [GenerationEvent] = []
    var error: RemoteError?

    init(
        _ model: RemoteModel, _ messages: [ChatMessage] = Play.question, _ options: GenerationOptions = Play.options,
        session: SessionID = SessionID(), each: (GenerationEvent) -> Void = { _ in }
    ) async throws {
        do {
            for try await event in model.generate(messages, session: session, options: options) {
                events.append(event)
                each(event)
            }
        } catch let error as RemoteError {
            self.error = error
        }
    }

    var text: String {
        events.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    var summary: GenerationSummary? {
        if case .finished(let summary)? = events.last { summary } else { nil }
    }

    /// Of each endpoint that failed before the first token.
    var reasons: [EndpointFailure.Reason] {
        if case .everyEndpointFailed(let failures)? = error { failures.map(\.reason) } else { [] }
    }

    /// Of the endpoint that failed in mid-answer.
    var breach: EndpointFailure.Reason? {
        if case .broken(let failure)? = error { failure.reason } else { nil }
    }
}
