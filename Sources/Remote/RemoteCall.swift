import Fetch
import Foundation
import Inference

/// One answer, from the first endpoint that gives it.
struct RemoteCall {
    let messages: [ChatMessage]
    let options: GenerationOptions
    let endpoints: [Endpoint]
    let environment: [String: String]
    let standing: EndpointStanding
    let patience: RemotePatience

    private enum Outcome {
        case finished
        case cancelled(GenerationSummary)
        /// Nothing of an answer came.
        case refused(EndpointFailure.Reason, retryAfter: Double?)
        /// Something did, and then no more.
        case broken(EndpointFailure.Reason)
    }

    /// Tells the events up to `finished`, which comes also when the task is cancelled.
    func run(_ tell: (GenerationEvent) -> Void) async throws(RemoteError) {
        guard !messages.isEmpty else { throw .emptyPrompt }
        guard !endpoints.isEmpty else { throw .noEndpoint }
        var waiting = standing.ordered(endpoints.filter { $0.allowsPatientData || !options.holdsPatientData })
        guard !waiting.isEmpty else { throw .patientDataStays(endpoints: endpoints.map(\.name)) }
        var failures: [String: EndpointFailure] = [:]
        var pause: Double?
        for round in 0..<max(1, patience.rounds) where !waiting.isEmpty {
            if round > 0 { try? await Task.sleep(for: .seconds(pause ?? patience.pauseSeconds)) }
            pause = nil
            var again: [Endpoint] = []
            for endpoint in waiting {
                switch await ask(endpoint, tell) {
                case .finished: return standing.answered(endpoint)
                case .cancelled(let summary): return tell(.finished(summary))
                case .broken(let reason):
                    if reason.isOfTheServer { standing.failed(endpoint) }
                    throw .broken(EndpointFailure(endpoint, reason))
                case .refused(let reason, let wished):
                    if reason.isOfTheServer { standing.failed(endpoint) }
                    failures[endpoint.name] = EndpointFailure(endpoint, reason)
                    let wait = wished ?? patience.pauseSeconds
                    guard reason.isPassing, wait <= patience.longestPauseSeconds else { continue }
                    again.append(endpoint)
                    pause = max(pause ?? 0, wait)
                }
            }
            waiting = again
        }
        throw .everyEndpointFailed(endpoints.compactMap { failures[$0.name] })
    }

    private func ask(_ endpoint: Endpoint, _ tell: (GenerationEvent) -> Void) async -> Outcome {
        var reader = AnswerReader(
            messages, from: endpoint, start: .now, estimate: TokenEstimate.tokens(messages))
        guard !Task.isCancelled else { return .cancelled(reader.summary(.cancelled)) }
        do throws(EndpointFailure.Reason) {
            try await read(try request(to: endpoint), with: &reader, tell)
            if Task.isCancelled { return .cancelled(reader.summary(.cancelled)) }
            for event in try reader.finish() { tell(event) }
            return .finished
        } catch {
            if Task.isCancelled { return .cancelled(reader.summary(.cancelled)) }
            return reader.hasBegun ? .broken(error) : .refused(error, retryAfter: reader.retryAfter)
        }
    }

    private func request(to endpoint: Endpoint) throws(EndpointFailure.Reason) -> HTTPRequest {
        let bearer: String?
        do throws(KeyProblem) {
            bearer = try endpoint.key.read(environment)
        } catch {
            throw .key(error)
        }
        guard let body = try? ChatRequest(messages, options, for: endpoint).data else { throw .garbage }
        return endpoint.request("chat/completions", body, bearer: bearer, limits: endpoint.limits)
    }

    /// Ends with the stream, with the server's mark that all is said, or when the task is cancelled.
    private func read(
        _ request: HTTPRequest, with reader: inout AnswerReader, _ tell: (GenerationEvent) -> Void
    ) async throws(EndpointFailure.Reason) {
        do {
            for try await event in request.open() {
                try reader.take(event, at: .now, tell: tell)
                if reader.isOver { break }
            }
        } catch let reason as EndpointFailure.Reason {
            throw reason
        } catch let error as HTTPError {
            // Where all had been said, nothing is missing.
            guard reader.isComplete else { throw .http(error) }
        } catch {
            throw .garbage
        }
    }
}
