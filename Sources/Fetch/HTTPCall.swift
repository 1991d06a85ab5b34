import CCurl
public import Foundation
import Synchronization

/// What hears an answer, on the thread that asks. Where one of these says no, the request ends.
protocol AnswerListener: AnyObject {
    /// Each header line, status lines and the empty last one included.
    func take(line: String) -> Bool
    func take(body: Data) -> Bool
    /// Asked at least every 50 ms.
    var isStopped: Bool { get }
}

/// One request as libcurl is told of it.
struct HTTPCall {
    var address: URL
    /// Whole header lines; none of them may hold a line's end.
    var headers: [String] = []
    /// Sent with POST; nil asks with GET.
    var body: Data?
    /// A PEM file of authorities that are trusted beside the system's.
    var authorities: String?
    var connectSeconds: Double
    /// Slower than this for so long ends it; 0: as slow as it likes.
    var leastBytesPerSecond = 0
    var stallSeconds = 0
    /// 0: a redirect is an answer like another.
    var redirects = 0

    /// Blocks its thread until the request has ended.
    /// - Returns: libcurl's code or CCurl's, and libcurl's words on it.
    func send(to listener: any AnswerListener) -> (code: Int, detail: String) {
        var detail = [CChar](repeating: 0, count: 256)
        let ear = Ear(listener)
        let code = unsafe address.absoluteString.withCString { address in
            unsafe headers.joined(separator: "\n").withCString { headers in
                unsafe Self.withOptional(authorities) { authorities in
                    unsafe Self.withOptional(body) { body in
                        unsafe ear.hear(request(address, headers, authorities, body), &detail)
                    }
                }
            }
        }
        let text = detail.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return (Int(code), String(decoding: text, as: UTF8.self))
    }

    private func request(
        _ address: UnsafePointer<CChar>, _ headers: UnsafePointer<CChar>, _ authorities: UnsafePointer<CChar>?,
        _ body: UnsafeRawBufferPointer?
    ) -> ccurl_request {
        unsafe ccurl_request(
            url: address, headers: headers, body: body?.baseAddress, body_length: body?.count ?? 0,
            authorities: authorities, connect_milliseconds: Int(connectSeconds * 1000),
            least_bytes_per_second: leastBytesPerSecond, least_for_seconds: stallSeconds, most_redirects: redirects,
            allows_http: self.address.scheme?.lowercased() == "http" ? 1 : 0,
            is_local: self.address.isOfThisMachine ? 1 : 0)
    }

    private static func withOptional<Result>(
        _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
    ) -> Result {
        guard let text else { return body(nil) }
        return unsafe text.withCString { unsafe body($0) }
    }

    private static func withOptional<Result>(
        _ data: Data?, _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        guard let data else { return body(nil) }
        return unsafe data.withUnsafeBytes { unsafe body($0) }
    }
}

/// Carries a listener through C.
private final class Ear {
    private let listener: any AnswerListener

    init(_ listener: any AnswerListener) { self.listener = listener }

    func hear(_ request: ccurl_request, _ detail: UnsafeMutablePointer<CChar>) -> Int32 {
        var request = unsafe request
        return withExtendedLifetime(self) {
            unsafe ccurl_send(
                &request,
                { line, length, user in
                    guard let line = unsafe line, let listener = unsafe Ear.listener(user) else { return 0 }
                    let bytes = unsafe UnsafeRawBufferPointer(start: line, count: length)
                    return listener.take(line: unsafe String(decoding: bytes, as: UTF8.self)) ? 1 : 0
                },
                { bytes, length, user in
                    guard let bytes = unsafe bytes, let listener = unsafe Ear.listener(user) else { return 0 }
                    return listener.take(body: unsafe Data(bytes: bytes, count: length)) ? 1 : 0
                },
                { user in unsafe Ear.listener(user)?.isStopped == false ? 0 : 1 },
                Unmanaged.passUnretained(self).toOpaque(), detail)
        }
    }

    private static func listener(_ user: UnsafeMutableRawPointer?) -> (any AnswerListener)? {
        unsafe user.map { unsafe Unmanaged<Ear>.fromOpaque($0).takeUnretainedValue().listener }
    }
}

extension URL {
    /// Whether it names this machine itself: no proxy can reach that, and nothing of it goes over a network.
    public var isOfThisMachine: Bool {
        let host = host() ?? ""
        return host == "localhost" || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil || host == "::1"
            || host == "[::1]"
    }
}

/// A one-way switch that any thread may raise.
final class StopFlag: Sendable {
    private let state = Atomic<Bool>(false)
    var isRaised: Bool { state.load(ordering: .relaxed) }
    func raise() { state.store(true, ordering: .relaxed) }
}
