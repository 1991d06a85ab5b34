/// Why a file wasn't fetched. What had come of it stays beside the target unless its hash was wrong.
public enum DownloadError: Error, Sendable, Equatable {
    /// No address was given.
    case noSource
    /// libcurl isn't installed, or is older than 7.73.
    case library(isInstalled: Bool)
    /// Another process is fetching the same file.
    case busy(path: String)
    /// The file can't be written.
    case disk(path: String, why: String)
    case noRoom(path: String, neededBytes: Int, freeBytes: Int)
    /// No place had it.
    case everySourceFailed([SourceFailure])
    case cancelled(done: Int, total: Int)
}

/// Why one place didn't give the file.
public struct SourceFailure: Sendable, Equatable {
    /// The address without a user's name, password or query: those may be secrets.
    public var address: String
    public var reason: Reason

    public enum Reason: Sendable, Equatable {
        /// The server answered with this status instead of the file.
        case status(Int)
        /// Its file has another length; nil: more than expected, and it didn't say how much.
        case length(Int?)
        /// The whole file came and is another one.
        case hash(String)
        /// The connection ended too early again and again.
        case cut(at: Int)
        /// Too little came for too long, or no connection within the time.
        case tooSlow(at: Int)
        /// No connection, in libcurl's words.
        case connection(String)
        /// A redirect to something that isn't http or https, from https to http, or in a circle.
        case redirect
        /// An answer that doesn't fit what was asked for, such as a part of the file that begins elsewhere.
        case answer(String)
    }
}

extension SourceFailure.Reason {
    /// Whether asking the same server again may help.
    var isPassing: Bool {
        switch self {
        case .cut, .tooSlow, .answer: true
        case .status(let status): [408, 416, 425, 429, 500, 502, 503, 504].contains(status)
        case .length, .hash, .connection, .redirect: false
        }
    }
}
