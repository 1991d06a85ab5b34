import Digest
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Fetch

/// A folder of its own, gone with the test, and a file of which every byte matters.
final class Downloads {
    static let body = Data((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
    static let digest = sha256(body)

    let folder = FileManager.default.temporaryDirectory.appending(path: "fetch-\(UUID().uuidString)")
    var target: URL { folder.appending(path: "model.gguf") }
    var part: URL { folder.appending(path: "model.gguf.part") }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func sha256(_ data: Data) -> String {
        var digest = SHA256()
        digest.update([UInt8](data))
        return digest.finish()
    }

    func request(_ sources: URL...) -> DownloadRequest {
        var limits = DownloadLimits()
        (limits.pauseSeconds, limits.connectSeconds, limits.stallSeconds) = (0.02, 2, 2)
        return DownloadRequest(
            target: target, bytes: Self.body.count, sha256: Self.digest, sources: sources, limits: limits)
    }

    /// Leaves a part behind, as an interrupted download does.
    func interrupt(at bytes: Int, source: URL? = nil, validator: String? = nil, body: Data = body) throws {
        let part = try PartFile(request())
        try part.begin(source: source.map(Download.shown) ?? "http://127.0.0.1/elsewhere", validator: validator)
        try part.append(body.prefix(bytes))
    }

    /// Whether exactly the file is there and nothing else.
    var isWhole: Bool {
        (try? Data(contentsOf: target)) == Self.body
            && (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["model.gguf"]
    }

    /// Why a download failed.
    func failure(_ request: DownloadRequest) async -> DownloadError? {
        do throws(DownloadError) {
            try await Download.run(request)
            return nil
        } catch {
            return error
        }
    }

    func reasons(_ request: DownloadRequest) async -> [SourceFailure.Reason] {
        guard case .everySourceFailed(let failures)? = await failure(request) else { return [] }
        return failures.map(\.reason)
    }
}

@Suite("A file is fetched whole")
struct DownloadTests {
    let downloads: Downloads

    init() throws { downloads = try Downloads() }

    @Test("From a server that gives it at once, with its progress told in order up to the last byte")
    func whole() async throws {
        let server = try LoopbackServer(Downloads.body, .whole)
        defer { server.stop() }
        let steps = Mutex<[DownloadProgress]>([])
        try await Download.run(downloads.request(server.url())) { step in steps.withLock { $0.append(step) } }
        #expect(downloads.isWhole)
        #expect(server.requests == [.init(path: "/model.gguf", range: nil, condition: nil)])
        let received = steps.withLock { $0 }.filter { $0.stage == .receiving }.map(\.done)
        #expect(received == received.sorted() && received.first == 0 && received.last == Downloads.body.count)
        #expect(steps.withLock { $0 }.last?.stage == .checking)
    }

    @Test("Going on where the last attempt stopped, if the server still has the same version")
    func resumed() async throws {
        let server = try LoopbackServer(Downloads.body, tag: "\"v1\"", .ranges)
        defer { server.stop() }
        try downloads.interrupt(at: 70_000, source: server.url(), validator: "\"v1\"")
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole)
        #expect(server.requests == [.init(path: "/model.gguf", range: "bytes=70000-", condition: "\"v1\"")])
    }

    @Test("From the beginning where the server's version has changed meanwhile")
    func changed() async throws {
        let server = try LoopbackServer(Downloads.body, tag: "\"v2\"", .ranges)
        defer { server.stop() }
        let other = Data(repeating: 7, count: 90_000)
        try downloads.interrupt(at: 90_000, source: server.url(), validator: "\"v1\"", body: other)
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole)
        #expect(server.requests.map(\.condition) == ["\"v1\""])
    }

    @Test("From the beginning where the server doesn't know ranges")
    func ignoringRanges() async throws {
        let server = try LoopbackServer(Downloads.body, .whole)
        defer { server.stop() }
        try downloads.interrupt(at: 70_000)
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole)
        #expect(server.requests.map(\.range) == ["bytes=70000-"])
    }

    @Test("Piece by piece from a server whose connections die again and again")
    func dying() async throws {
        let server = try LoopbackServer(
            Downloads.body, .cut(after: 60_000), .reset(after: 60_000), .cut(after: 1), .cut(after: 60_000), .ranges)
        defer { server.stop() }
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole)
        #expect(server.requests.count == 5)
        let starts = server.requests.compactMap { $0.range.flatMap { Int($0.dropFirst(6).dropLast()) } }
        #expect(starts == starts.sorted() && starts.last == 180_001)
    }

    @Test("Going on at the next mirror with what the first one gave")
    func nextMirror() async throws {
        let first = try LoopbackServer(Downloads.body, .cut(after: 50_000), .status(503))
        let second = try LoopbackServer(Downloads.body, tag: "\"other\"", .ranges)
        defer {
            first.stop()
            second.stop()
        }
        try await Download.run(downloads.request(first.url(), second.url("mirror/model.gguf")))
        #expect(downloads.isWhole)
        #expect(second.requests == [.init(path: "/mirror/model.gguf", range: "bytes=50000-", condition: nil)])
    }

    @Test("Once more and whole where two pieces don't belong to one file")
    func mixed() async throws {
        let server = try LoopbackServer(Downloads.body, .ranges)
        defer { server.stop() }
        try downloads.interrupt(at: 100_000, body: Data(repeating: 9, count: 100_000))
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole)
        #expect(server.requests.map(\.range) == ["bytes=100000-", nil])
    }

    @Test("Without a request where all of it is there and only wasn't checked yet")
    func unchecked() async throws {
        let server = try LoopbackServer(Downloads.body, .status(500))
        defer { server.stop() }
        try downloads.interrupt(at: Downloads.body.count)
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole && server.requests.isEmpty)
    }

    @Test("Through a redirect to another address of the same kind")
    func redirected() async throws {
        let server = try LoopbackServer(Downloads.body, .ranges)
        let door = try LoopbackServer(Data(), .redirect(to: server.url("there.gguf").absoluteString))
        defer {
            server.stop()
            door.stop()
        }
        try downloads.interrupt(at: 10_000)
        try await Download.run(downloads.request(door.url()))
        #expect(downloads.isWhole)
        #expect(server.requests == [.init(path: "/there.gguf", range: "bytes=10000-", condition: nil)])
    }

    @Test("From the beginning where a server refuses the range or gives another one", arguments: [true, false])
    func wrongRange(_ isRefused: Bool) async throws {
        let server = try LoopbackServer(Downloads.body, isRefused ? .status(416) : .wrongRange, .ranges)
        defer { server.stop() }
        try downloads.interrupt(at: 30_000)
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole)
        #expect(server.requests.map(\.range) == ["bytes=30000-", nil])
    }
}
