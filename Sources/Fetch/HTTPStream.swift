import CCurl
import Foundation

extension HTTPRequest {
    /// Sends it, on a thread of its own. Ending the task that reads the stream, or dropping the stream, closes the
    /// connection within 100 ms.
    /// - Returns: a stream that throws ``HTTPError``.
    public func open() -> AsyncThrowingStream<HTTPEvent, any Error> {
        let (events, sender) = AsyncThrowingStream<HTTPEvent, any Error>.makeStream()
        guard Self.isPrivate(address) else {
            sender.finish(throwing: HTTPError.notPrivate)
            return events
        }
        guard headerLines.allSatisfy(Self.isSendable) else {
            sender.finish(throwing: HTTPError.badHeader)
            return events
        }
        let flag = StopFlag()
        sender.onTermination = { _ in flag.raise() }
        // Not on Swift's pool: libcurl blocks its thread until the request ends.
        Thread { sender.finish(throwing: HTTPAnswer(self, sender, flag).run()) }.start()
        return events
    }

    fileprivate var call: HTTPCall {
        HTTPCall(
            address: address, headers: headerLines, body: body, authorities: authorities?.path,
            connectSeconds: limits.connectSeconds)
    }

    /// `Expect:` keeps libcurl from asking first whether it may send a long body.
    private var headerLines: [String] {
        headers + (bearer.map { ["Authorization: Bearer \($0)"] } ?? []) + (body == nil ? [] : ["Expect:"])
    }

    private static func isSendable(_ line: String) -> Bool { line.utf8.allSatisfy { (0x20..<0x7F).contains($0) } }
}

/// One answer as it comes, on the request's thread.
private final class HTTPAnswer: AnswerListener {
    private let request: HTTPRequest
    private let sender: AsyncThrowingStream<HTTPEvent, any Error>.Continuation
    private let flag: StopFlag
    private var head = HTTPHead()
    private var bytes = 0
    private var lastHeard: ContinuousClock.Instant?
    private var problem: HTTPError?

    init(
        _ request: HTTPRequest, _ sender: AsyncThrowingStream<HTTPEvent, any Error>.Continuation, _ flag: StopFlag
    ) {
        self.request = request
        self.sender = sender
        self.flag = flag
    }

    /// - Returns: nil where the answer is whole, or nobody listens any more.
    func run() -> HTTPError? {
        let (code, detail) = request.call.send(to: self)
        if let problem { return problem }
        switch code {
        case CCURL_OK, CCURL_STOPPED: return nil
        case CCURL_NOT_INSTALLED: return .library(isInstalled: false)
        case CCURL_TOO_OLD: return .library(isInstalled: true)
        case CCURL_TOO_SLOW: return .connectTimeOut(seconds: request.limits.connectSeconds)
        case CCURL_CUT, CCURL_NOTHING, CCURL_SENDING, CCURL_RECEIVING, CCURL_STREAM: return .cut
        case CCURL_TLS, CCURL_CERTIFICATE, CCURL_AUTHORITIES: return .certificate(detail)
        default: return .connection(detail.isEmpty ? "libcurl \(code)" : detail)
        }
    }

    /// The wait for the first byte begins with the request: its own limit ends the connecting before.
    var isStopped: Bool {
        if flag.isRaised { return true }
        let waited = ContinuousClock.now - (lastHeard ?? start)
        let limit = request.limits.idleSeconds + (lastHeard == nil ? request.limits.connectSeconds : 0)
        guard waited > .seconds(limit) else { return false }
        problem = .idle(seconds: request.limits.idleSeconds)
        return true
    }

    private lazy var start = ContinuousClock.now

    func take(line: String) -> Bool {
        lastHeard = .now
        head.take(line)
        guard line.allSatisfy(\.isNewline), head.status >= 200 else { return true }
        sender.yield(.head(status: head.status, retryAfter: head.retryAfter))
        return true
    }

    func take(body: Data) -> Bool {
        lastHeard = .now
        bytes += body.count
        guard bytes <= request.limits.mostBytes else {
            problem = .tooLong(bytes: request.limits.mostBytes)
            return false
        }
        sender.yield(.body(body))
        return true
    }
}
