public import Foundation
import Synchronization

/// An HTTP server on this machine's loopback address that behaves as well or as badly as it is told to, one behaviour a
/// request; the last one holds for all that follow.
public final class LoopbackServer: Sendable {
    public enum Behaviour: Sendable {
        /// The whole file, whatever was asked for.
        case whole
        /// What was asked for, by RFC 9110: ranges, and If-Range against the entity tag.
        case ranges
        /// As `ranges`, but the connection ends after so many bytes of body.
        case cut(after: Int)
        /// As `cut`, but the connection is torn down instead of ended (RST).
        case reset(after: Int)
        /// As `ranges`, a few bytes at a time with a pause between.
        case drip(bytes: Int, seconds: Double)
        /// As `ranges`, but after so many bytes of body nothing more comes.
        case stall(after: Int)
        /// Takes the request and says nothing.
        case silent
        case status(Int)
        case redirect(to: String)
        /// A range that begins elsewhere than asked for.
        case wrongRange
        /// The file and something more, without saying how much.
        case endless
        /// Says that the body is compressed.
        case encoded
        case script([LoopbackStep])
    }

    public struct Request: Sendable, Equatable {
        public var path: String
        public var range: String?
        public var condition: String?
        public var method = "GET"
        public var body = Data()
        /// What stands behind `Authorization: Bearer`.
        public var bearer: String?

        public init(path: String, range: String?, condition: String?) {
            self.path = path
            self.range = range
            self.condition = condition
        }
    }

    public let port: Int
    private let listener: Int32
    private let body: Data
    private let tag: String
    private let behaviours: [Behaviour]
    private let seen = Mutex<[Request]>([])
    private let closed = Mutex(0)
    private let isOver = Mutex(false)

    /// - Parameter tag: the entity tag, with its quotes; nil to send none.
    public init(_ body: Data, tag: String? = "\"1\"", _ behaviours: Behaviour...) throws {
        self.body = body
        self.tag = tag ?? ""
        self.behaviours = behaviours
        signal(SIGPIPE, SIG_IGN)
        (listener, port) = try LoopbackSocket.listen()
        Thread { [self] in serve() }.start()
    }

    public var requests: [Request] { seen.withLock { $0 } }

    /// How often a client closed the connection before the answer was over.
    public var closes: Int { closed.withLock { $0 } }

    public func url(_ path: String = "model.gguf") -> URL {
        URL(string: "http://127.0.0.1:\(port)/\(path)") ?? URL(filePath: "/")
    }

    public func stop() {
        isOver.withLock { $0 = true }
        LoopbackSocket.end(listener)
    }

    private func serve() {
        while !isOver.withLock({ $0 }) {
            guard let client = LoopbackSocket.accept(listener) else { break }
            Thread { [self] in
                answer(client)
                LoopbackSocket.end(client)
            }.start()
        }
    }

    private func answer(_ client: Int32) {
        guard let request = LoopbackServer.request(LoopbackSocket.message(client)) else { return }
        let number = seen.withLock { seen in
            seen.append(request)
            return seen.count - 1
        }
        guard let behaviour = number < behaviours.count ? behaviours[number] : behaviours.last else { return }
        switch behaviour {
        case .whole: send(client, "200 OK", body)
        case .ranges: sendRange(client, request) { LoopbackSocket.send(client, $0) }
        case .cut(let most): sendRange(client, request) { LoopbackSocket.send(client, $0.prefix(most)) }
        case .reset(let most):
            sendRange(client, request) { LoopbackSocket.send(client, $0.prefix(most)) }
            Thread.sleep(forTimeInterval: 0.1)
            LoopbackSocket.tearDown(client)
        case .drip(let bytes, let seconds):
            sendRange(client, request) { body in
                for start in stride(from: 0, to: body.count, by: bytes) where !isOver.withLock({ $0 }) {
                    let piece = body.dropFirst(start).prefix(bytes)
                    guard LoopbackSocket.send(client, piece) else { return }
                    Thread.sleep(forTimeInterval: seconds)
                }
            }
        case .stall(let most):
            sendRange(client, request) { LoopbackSocket.send(client, $0.prefix(most)) }
            waitForTheEnd()
        case .silent: waitForTheEnd()
        case .status(let status): send(client, "\(status) No", Data("no such file".utf8))
        case .redirect(let place): send(client, "302 Found", Data(), ["Location: \(place)"])
        case .wrongRange:
            let range = "Content-Range: bytes 1-\(body.count - 1)/\(body.count)"
            send(client, "206 Partial Content", body.dropFirst(), [range])
        case .endless:
            LoopbackSocket.send(client, Data("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8))
            LoopbackSocket.send(client, body + Data(repeating: 0, count: 100_000))
        case .encoded: send(client, "200 OK", body, ["Content-Encoding: gzip"])
        case .script(let steps): play(steps, to: client)
        }
    }

    private func play(_ steps: [LoopbackStep], to client: Int32) {
        for step in steps {
            switch step {
            case .send(let text): LoopbackSocket.send(client, Data(text.utf8))
            case .bytes(let bytes): LoopbackSocket.send(client, bytes)
            case .wait(let seconds): Thread.sleep(forTimeInterval: seconds)
            case .hold:
                let isClosed = LoopbackSocket.waitForClose(client) { isOver.withLock { $0 } }
                if isClosed { closed.withLock { $0 += 1 } }
            }
        }
    }

    private func waitForTheEnd() {
        while !isOver.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.05) }
    }

    /// The part that was asked for, where the tag is still the one it was; else the whole.
    private func sendRange(_ client: Int32, _ request: Request, _ body: (Data) -> Void) {
        let first = request.range.flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
        guard let first, request.condition == nil || request.condition == tag else {
            sendHead(client, "200 OK", self.body.count)
            return body(self.body)
        }
        guard first < self.body.count else {
            return send(client, "416 Range Not Satisfiable", Data(), ["Content-Range: bytes */\(self.body.count)"])
        }
        let range = "Content-Range: bytes \(first)-\(self.body.count - 1)/\(self.body.count)"
        sendHead(client, "206 Partial Content", self.body.count - first, [range])
        body(self.body.dropFirst(first))
    }

    private func send(_ client: Int32, _ status: String, _ body: Data, _ fields: [String] = []) {
        sendHead(client, status, body.count, fields)
        LoopbackSocket.send(client, body)
    }

    private func sendHead(_ client: Int32, _ status: String, _ length: Int, _ fields: [String] = []) {
        let own = ["Content-Length: \(length)", "Connection: close"] + (tag.isEmpty ? [] : ["ETag: \(tag)"])
        let lines = ["HTTP/1.1 \(status)"] + own + fields + ["", ""]
        LoopbackSocket.send(client, Data(lines.joined(separator: "\r\n").utf8))
    }

    private static func request(_ message: (head: String, body: Data)) -> Request? {
        let lines = message.head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1 else { return nil }
        let field = { (name: String) in
            lines.first { $0.lowercased().hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        var request = Request(path: String(words[1]), range: field("range"), condition: field("if-range"))
        request.method = String(words[0])
        request.body = message.body
        request.bearer = field("authorization").map { String($0.trimmingPrefix("Bearer ")) }
        return request
    }
}
