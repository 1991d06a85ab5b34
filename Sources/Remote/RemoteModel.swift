public import Inference
import Synchronization

/// A model on servers that speak the OpenAI API. Each answer comes from the first endpoint that begins one; what is begun is
/// never gone on with elsewhere.
///
/// A request that holds patient data (``GenerationOptions/holdsPatientData``) goes to endpoints that allow it and to no
/// others. Tokens are estimated until the server has counted them; probabilities of tokens aren't told.
public final class RemoteModel: LanguageModel {
    public let endpoints: [Endpoint]
    private let environment: [String: String]
    private let patience: RemotePatience
    private let standing: EndpointStanding
    private let explain: @Sendable (RemoteError) -> any Error
    private let running = Mutex<[SessionID: [Int: Task<Void, Never>]]>([:])
    private let calls = Atomic<Int>(0)

    /// - Parameters:
    ///   - environment: where keys may be
    ///   - explain: what streams throw, such as the error in the user's language
    public init(
        _ endpoints: [Endpoint], environment: [String: String], patience: RemotePatience = RemotePatience(),
        explain: @escaping @Sendable (RemoteError) -> any Error = { $0 }
    ) {
        self.endpoints = endpoints
        self.environment = environment
        self.patience = patience
        self.explain = explain
        standing = EndpointStanding(rest: .seconds(patience.restSeconds))
    }

    /// Of all endpoints together: a prompt must fit wherever it goes. An answer's summary tells who made it.
    public var info: ModelInfo {
        let names = endpoints.map(\.model)
        return ModelInfo(
            name: names.enumerated().filter { !names.prefix($0.offset).contains($0.element) }.map(\.element)
                .joined(separator: ", "),
            contextLength: endpoints.map(\.contextLength).min() ?? 0,
            engine: endpoints.map(\.engine).joined(separator: ", "), format: ModelInfo.remoteFormat)
    }

    public var countsExactly: Bool { false }

    /// An estimate, rather too high: see ``TokenEstimate``.
    public func countTokens(_ messages: [ChatMessage]) -> Int { TokenEstimate.tokens(messages) }

    public func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error> {
        let call = RemoteCall(
            messages: messages, options: options, endpoints: endpoints, environment: environment, standing: standing,
            patience: patience)
        let (events, sender) = AsyncThrowingStream<GenerationEvent, any Error>.makeStream()
        let number = calls.add(1, ordering: .relaxed).newValue
        // The lock is held until the task is noted, so that it can't be struck off before.
        running.withLock { running in
            let task = Task { [explain] in
                do throws(RemoteError) {
                    try await call.run { sender.yield($0) }
                    sender.finish()
                } catch {
                    sender.finish(throwing: explain(error))
                }
                strikeOff(number, of: session)
            }
            sender.onTermination = { _ in task.cancel() }
            running[session, default: [:]][number] = task
        }
        return events
    }

    public func cancel(_ session: SessionID) {
        for task in running.withLock({ Array(($0[session] ?? [:]).values) }) { task.cancel() }
    }

    private func strikeOff(_ number: Int, of session: SessionID) {
        running.withLock { running in
            running[session]?[number] = nil
            if running[session]?.isEmpty == true { running[session] = nil }
        }
    }

    /// The server keeps its own cache: nothing is sent ahead but the question whether it is there.
    public func prepare(_ beginning: String, adapter: String?) async { _ = await check() }

    /// Asks each endpoint which models it has; those that don't answer are tried last for a while. Nothing of a
    /// conversation is sent.
    public func check() async -> [EndpointCheck] {
        await withTaskGroup(of: (Int, EndpointCheck).self) { group in
            for (index, endpoint) in endpoints.enumerated() {
                group.addTask { [environment, patience] in
                    (index, await EndpointCheck.make(of: endpoint, environment, seconds: patience.checkSeconds))
                }
            }
            var checks: [(Int, EndpointCheck)] = []
            for await check in group { checks.append(check) }
            for (_, check) in checks where !Task.isCancelled {
                if check.problem == nil { standing.answered(check.endpoint) } else { standing.failed(check.endpoint) }
            }
            return checks.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

/// How often and for how long endpoints are tried.
public struct RemotePatience: Sendable, Equatable {
    /// Times that an endpoint is asked for one answer, where asking again may help.
    public var rounds = 2
    /// Before the next round, where the server names no time of its own; one that asks for more than the longest isn't
    /// asked again.
    public var pauseSeconds = 1.0
    public var longestPauseSeconds = 10.0
    /// For how long an endpoint that failed is tried last.
    public var restSeconds = 30.0
    /// For a check, connecting and answering each.
    public var checkSeconds = 3.0

    public init() {}
}
