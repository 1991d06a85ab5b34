import CCurl
import Foundation

/// One request: asks a source for what is missing and appends it to the part.
final class Transfer {
    private let part: PartFile
    private let request: DownloadRequest
    private let source: URL
    private let isStopped: () -> Bool
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
        self.isStopped = isStopped
        self.report = report
        asked = part.length > 0 ? part.length : nil
    }

    /// - Returns: why the file isn't whole yet; nil where it is.
    /// - Throws: what no other request would mend.
    func run() throws(DownloadError) -> SourceFailure.Reason? {
        let (code, detail) = perform()
        if let error { throw error }
        if let reason { return reason }
        switch Int(code) {
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

    private func perform() -> (code: Int32, detail: String) {
        var detail = [CChar](repeating: 0, count: 256)
        let code = unsafe source.absoluteString.withCString { address in
            unsafe range.withCString { range in
                unsafe condition.withCString { condition in
                    unsafe get(wanted(address, range, condition), &detail)
                }
            }
        }
        let text = detail.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return (code, String(decoding: text, as: UTF8.self))
    }

    private func wanted(
        _ address: UnsafePointer<CChar>, _ range: UnsafePointer<CChar>, _ condition: UnsafePointer<CChar>
    ) -> ccurl_request {
        let limits = request.limits
        return unsafe ccurl_request(
            url: address, range: range, condition: condition,
            connect_milliseconds: Int(limits.connectSeconds * 1000),
            least_bytes_per_second: limits.leastBytesPerSecond, least_for_seconds: limits.stallSeconds,
            most_redirects: limits.redirects, allows_http: source.scheme?.lowercased() == "http" ? 1 : 0,
            is_local: Transfer.isLocal(source.host() ?? "") ? 1 : 0)
    }

    private func get(_ wanted: ccurl_request, _ detail: UnsafeMutablePointer<CChar>) -> Int32 {
        var wanted = unsafe wanted
        return withExtendedLifetime(self) {
            unsafe ccurl_get(
                &wanted,
                { line, length, user in
                    guard let line = unsafe line, let transfer = unsafe Transfer.of(user) else { return 0 }
                    return unsafe transfer.take(line: UnsafeRawBufferPointer(start: line, count: length)) ? 1 : 0
                },
                { bytes, length, user in
                    guard let bytes = unsafe bytes, let transfer = unsafe Transfer.of(user) else { return 0 }
                    return unsafe transfer.take(body: UnsafeRawBufferPointer(start: bytes, count: length)) ? 1 : 0
                },
                { user in unsafe Transfer.of(user)?.isStopped() == false ? 0 : 1 },
                Unmanaged.passUnretained(self).toOpaque(), detail)
        }
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> Transfer? {
        unsafe user.map { unsafe Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// This machine's own addresses, which no proxy can reach.
    private static func isLocal(_ host: String) -> Bool {
        host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
    }

    // MARK: The answer

    private func take(line: UnsafeRawBufferPointer) -> Bool {
        let text = unsafe String(decoding: line, as: UTF8.self)
        head.take(text)
        guard text.allSatisfy(\.isNewline) else { return true }
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

    private func take(body: UnsafeRawBufferPointer) -> Bool {
        guard hasBegun else { return true }
        guard part.length + body.count <= request.bytes else { return stop(.length(nil)) }
        return keep { part throws(DownloadError) in
            try part.append(unsafe Data(body))
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
