public import Fetch

/// Why no answer came from elsewhere, or only a part of one. Nothing of what was asked or answered stands in it.
public enum RemoteError: Error, Sendable, Equatable {
    case noEndpoint
    /// There is nothing to answer.
    case emptyPrompt
    /// The request holds patient data, and none of these endpoints may have it: nothing was sent.
    case patientDataStays(endpoints: [String])
    /// Before the first token.
    case everyEndpointFailed([EndpointFailure])
    /// In mid-answer; what had come was told before.
    case broken(EndpointFailure)
}

/// Why one endpoint didn't answer.
public struct EndpointFailure: Error, Sendable, Equatable {
    public var endpoint: String
    public var host: String
    public var reason: Reason

    public enum Reason: Error, Sendable, Equatable {
        case key(KeyProblem)
        case http(HTTPError)
        /// - Parameter code: what the server calls it, such as `context_length_exceeded`.
        case status(Int, code: String?)
        /// It told an error in the stream of its answer.
        case complaint(code: String?)
        /// What came isn't an answer in this API.
        case garbage
        /// A line or the whole text is longer than any answer.
        case tooLong(bytes: Int)
        /// The answer stopped without an end.
        case unfinished
        /// The server ended the answer for a reason of its own, such as `content_filter`.
        case ended(reason: String)
    }

    public init(_ endpoint: Endpoint, _ reason: Reason) {
        self.endpoint = endpoint.name
        host = endpoint.host
        self.reason = reason
    }
}

extension EndpointFailure.Reason {
    /// Whether asking the same server again a moment later may help. Who was waited for in vain isn't waited for twice.
    var isPassing: Bool {
        switch self {
        case .http(.connection), .http(.cut), .complaint, .unfinished: true
        case .status(let status, _): [408, 425, 429, 500, 502, 503, 504].contains(status)
        case .http, .key, .garbage, .tooLong, .ended: false
        }
    }

    /// Whether the server has less room than its entry's `contextLength` says: llama-server's and OpenAI's own words for it.
    public var isTooLongPrompt: Bool {
        guard case .status(400, let code?) = self else { return false }
        return ["exceed_context_size_error", "context_length_exceeded"].contains(code)
    }

    /// Whether the next request should try others first. A request that the server refuses says nothing about it.
    var isOfTheServer: Bool {
        switch self {
        case .status(let status, _): ![400, 413, 422].contains(status)
        case .ended, .complaint: false
        case .http, .key, .garbage, .tooLong, .unfinished: true
        }
    }
}
