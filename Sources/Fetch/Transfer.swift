import CCurl
import Foundation

/// One request: asks a source for what is missing and appends it to the part.
final class Transfer: AnswerListener {
    private let part: PartFile
    private let request: DownloadRequest
    private let source: URL
    private let askStopped: () -> Bool
    private let report: (Int) -> Void
    /// Where the request asked the body to begin; nil: at the beginning, without saying so.
    private let asked: Int?
    private var head = HTTPHead()
    private var hasBegun = false
    private var reason: SourceFailure.Reason?
    private var error: DownloadError?

    init(
        _ part: PartFile, _ request: DownloadRequest, from source: URL, isStopped: @escaping () -> Bool,
        report: @escaping (Int) -> Void
    ) {
        self.part = part
        self.request = request
        self.source = source
        askStopped = isStopped
        self.report = report
        asked = part.length > 0 ? part.length : nil
    }

    /// - Returns: why the file isn't whole yet; nil where it is.
    /// - Throws: what no other request would mend.
    func run() throws(DownloadError) -> SourceFailure.Reason? {
        let (code, detail) = call.send(to: self)
        if let error { throw error }
        if let reason { return reason }
        switch code {
        case CCURL_NOT_INSTALLED: throw .library(isInstalled: false)
        case CCURL_TOO_OLD: throw .library(isInstalled: true)
        case CCURL_STOPPED: throw .cancelled(done: part.length, total: request.bytes)
        case CCURL_OK:
            guard hasBegun else { return .status(head.status) }
            return part.length == request.bytes ? nil : .cut(at: part.length)
        case CCURL_CUT, CCURL_NOTHING, CCURL_SENDING, CCURL_RECEIVING: return .cut(at: part.length)
        case CCURL_TOO_SLOW: return .tooSlow(at: part.length)
        case CCURL_REDIRECTS: return .redirect
        case CCURL_PROTOCOL where head.status / 100 == 3: return .redirect
        default: return .connection(detail.isEmpty ? "libcurl \(code)" : detail)
        }
    }

    // MARK: The request

    private var range: String { asked.map { "Range: bytes=\($0)-" } ?? "" }

    /// Only who gave the last bytes can say whether it still has the same file; elsewhere the hash decides.
    private var condition: String {
        guard asked != nil, part.note.source == Download.shown(source), let validator = part.note.validator
        else { return "" }
        return "If-Range: \(validator)"
    }

    private var call: HTTPCall {
        let limits = request.limits
        // A compressed body would be another one than the file.
        return HTTPCall(
            address: source, headers: ["Accept-Encoding: identity", range, condition].filter { !$0.isEmpty },
            connectSeconds: limits.connectSeconds, leastBytesPerSecond: limits.leastBytesPerSecond,
            stallSeconds: limits.stallSeconds, redirects: limits.redirects)
    }

    // MARK: The answer

    var isStopped: Bool { askStopped() }

    func take(line: String) -> Bool {
        head.take(line)
        guard line.allSatisfy(\.isNewline) else { return true }
        switch head.status {
        case 100..<200, 300..<400: return true
        case 200, 206: return begin()
        case 416 where asked != nil:
            return stop(.status(416)) { part throws(DownloadError) in try part.reset() }
        default: return stop(.status(head.status))
        }
    }

    /// The file's bytes follow: from the beginning, or from where they were asked for.
    private func begin() -> Bool {
        guard head.isPlain else { return stop(.answer("content-encoding")) }
        let total: Int?
        if head.status == 206 {
            guard let asked, let range = head.contentRange, range.first == asked else {
                return stop(.answer("content-range")) { part throws(DownloadError) in try part.reset() }
            }
            total = range.total
        } else {
            total = head.contentLength
        }
        if let total, total != request.bytes { return stop(.length(total)) }
        hasBegun = true
        return keep { part throws(DownloadError) in
            if head.status == 200, part.length > 0 { try part.reset() }
            try part.begin(source: Download.shown(source), validator: head.validator)
            report(part.length)
        }
    }

    func take(body: Data) -> Bool {
        guard hasBegun else { return true }
        guard part.length + body.count <= request.bytes else { return stop(.length(nil)) }
        return keep { part throws(DownloadError) in
            try part.append(body)
            report(part.length)
        }
    }

    private func stop(
        _ reason: SourceFailure.Reason,
        _ body: (PartFile) throws(DownloadError) -> Void = { _ throws(DownloadError) in }
    ) -> Bool {
        self.reason = reason
        _ = keep(body)
        return false
    }

    private func keep(_ body: (PartFile) throws(DownloadError) -> Void) -> Bool {
        do throws(DownloadError) {
            try body(part)
            return true
        } catch {
            self.error = error
            return false
        }
    }
}
