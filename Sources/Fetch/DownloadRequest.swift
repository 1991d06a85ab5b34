public import Foundation

/// One file that is to be fetched, from any of several places that have it.
public struct DownloadRequest: Sendable, Equatable {
    /// Where the file shall stand. What has come of it so far stands beside it, as `NAME.part`.
    public var target: URL
    /// Its length; not one byte more is taken.
    public var bytes: Int
    /// Its SHA-256, 64 lower-case hexadecimal digits.
    public var sha256: String
    /// Addresses of the same file, http or https, tried in this order.
    public var sources: [URL]
    public var limits: DownloadLimits

    public init(
        target: URL, bytes: Int, sha256: String, sources: [URL], limits: DownloadLimits = DownloadLimits()
    ) {
        self.target = target
        self.bytes = bytes
        self.sha256 = sha256
        self.sources = sources
        self.limits = limits
    }

    /// Whether an address can be fetched at all.
    public static func isFetchable(_ source: URL) -> Bool {
        ["http", "https"].contains(source.scheme?.lowercased() ?? "") && source.host()?.isEmpty == false
    }
}

/// How long a server is waited for, and how often it is asked again.
public struct DownloadLimits: Sendable, Equatable {
    public var connectSeconds = 20.0
    /// A server that sends less than this is given up after ``stallSeconds`` of it: one that sends nothing, too.
    public var leastBytesPerSecond = 1024
    public var stallSeconds = 30
    public var redirects = 5
    /// Requests to one server in all, and in a row without a byte more than before.
    public var attempts = 50
    public var idleAttempts = 2
    /// Between two requests to the same server.
    public var pauseSeconds = 1.0

    public init() {}
}

/// How far a download is.
public struct DownloadProgress: Sendable, Equatable {
    public enum Stage: Sendable, Equatable { case receiving, checking }

    public var stage: Stage
    public var done: Int
    public var total: Int
}
