public import Foundation

/// A request whose answer is heard piece by piece: sent once, to one address, without following a redirect.
public struct HTTPRequest: Sendable {
    public var address: URL
    /// Whole header lines; one with a control character in it is refused.
    public var headers: [String]
    /// A secret that is sent as `Authorization: Bearer …` and shown nowhere.
    public var bearer: String?
    /// Sent with POST; nil asks with GET.
    public var body: Data?
    /// A PEM file of authorities that are trusted beside the system's.
    public var authorities: URL?
    public var limits: HTTPLimits

    public init(
        _ address: URL, headers: [String] = [], bearer: String? = nil, body: Data? = nil, authorities: URL? = nil,
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.address = address
        self.headers = headers
        self.bearer = bearer
        self.body = body
        self.authorities = authorities
        self.limits = limits
    }

    /// Whether nothing of it can be read on the way: by TLS, or because it never leaves this machine.
    public static func isPrivate(_ address: URL) -> Bool {
        switch address.scheme?.lowercased() {
        case "https": address.host()?.isEmpty == false
        case "http": address.isOfThisMachine
        default: false
        }
    }
}

/// How long a server is waited for, and how much of it is heard.
public struct HTTPLimits: Sendable, Equatable {
    public var connectSeconds = 10.0
    /// So long without a byte, from the connection to the first one and between two.
    public var idleSeconds = 60.0
    /// Bytes of the body.
    public var mostBytes = 32 << 20

    public init() {}
}

/// What comes of an answer: `head`, then `body`… in pieces that end anywhere.
public enum HTTPEvent: Sendable, Equatable {
    /// - Parameter retryAfter: seconds that the server asks to wait; nil where it says nothing, or a date.
    case head(status: Int, retryAfter: Double?)
    case body(Data)
}

/// Why a request brought no whole answer. None of them holds anything of the request but for libcurl's words on hosts.
public enum HTTPError: Error, Sendable, Equatable {
    /// libcurl isn't installed, or is older than 7.73.
    case library(isInstalled: Bool)
    /// http to another machine, another scheme, or no host: nothing was sent.
    case notPrivate
    /// A header can't be sent as it is.
    case badHeader
    case connection(String)
    /// The server's certificate isn't trusted, or the file of authorities can't be used.
    case certificate(String)
    /// No connection within so many seconds.
    case connectTimeOut(seconds: Double)
    /// Nothing came for so many seconds.
    case idle(seconds: Double)
    /// The connection ended before the answer did.
    case cut
    /// More than so many bytes.
    case tooLong(bytes: Int)
}
