import Foundation
import TestSupport
import Testing

@testable import Fetch

@Suite("A file that can't be fetched is never half there")
struct DownloadFailureTests {
    let downloads: Downloads

    init() throws { downloads = try Downloads() }

    /// What the folder holds.
    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: downloads.folder.path).sorted()) ?? []
    }

    @Test("A whole file with another hash is thrown away, and the next mirror is asked")
    func wrongBytes() async throws {
        var body = Downloads.body
        body[123_456] ^= 1
        let bad = try LoopbackServer(body, .ranges)
        let good = try LoopbackServer(Downloads.body, .ranges)
        defer {
            bad.stop()
            good.stop()
        }
        #expect(await downloads.reasons(downloads.request(bad.url())) == [.hash(Downloads.sha256(body))])
        #expect(names.isEmpty)
        try await Download.run(downloads.request(bad.url(), good.url()))
        #expect(downloads.isWhole && bad.requests.count == 2 && good.requests.map(\.range) == [nil])
    }

    @Test("A file of another length is refused before a byte of it is taken", arguments: [-1, 1])
    func otherLength(_ difference: Int) async throws {
        let body = difference < 0 ? Downloads.body.dropLast() : Downloads.body + Data([1])
        let server = try LoopbackServer(Data(body), .whole)
        defer { server.stop() }
        #expect(await downloads.reasons(downloads.request(server.url())) == [.length(body.count)])
        #expect(names.isEmpty && server.requests.count == 1)
    }

    @Test("A body that goes on and on is given up where the file should end")
    func endless() async throws {
        let server = try LoopbackServer(Downloads.body, .endless)
        defer { server.stop() }
        #expect(await downloads.reasons(downloads.request(server.url())) == [.length(nil)])
        let bytes = Download.partialBytes(of: downloads.target) ?? 0
        #expect(bytes <= Downloads.body.count && !FileManager.default.fileExists(atPath: downloads.target.path))
    }

    @Test(
        "A status is told, and only one that may pass is asked about again", arguments: [(404, 1), (500, 2), (403, 1)])
    func status(_ status: Int, _ requests: Int) async throws {
        let server = try LoopbackServer(Downloads.body, .status(status))
        defer { server.stop() }
        #expect(await downloads.reasons(downloads.request(server.url())) == [.status(status)])
        #expect(server.requests.count == requests && names.isEmpty)
    }

    @Test("A server that always cuts at the same byte is given up, and what came is kept")
    func cut() async throws {
        let server = try LoopbackServer(Downloads.body, .cut(after: 40_000), .cut(after: 0))
        defer { server.stop() }
        #expect(await downloads.reasons(downloads.request(server.url())) == [.cut(at: 40_000)])
        #expect(Download.partialBytes(of: downloads.target) == 40_000)
        #expect(names == ["model.gguf.part", "model.gguf.part.json"])
    }

    @Test("A server that says nothing, and one that sends a few bytes a second, are given up")
    func slow() async throws {
        for behaviour in [LoopbackServer.Behaviour.silent, .drip(bytes: 10, seconds: 0.1)] {
            let server = try LoopbackServer(Downloads.body, behaviour)
            defer { server.stop() }
            var request = downloads.request(server.url())
            request.limits.idleAttempts = 1
            request.limits.attempts = 1
            let reasons = await downloads.reasons(request)
            guard case .tooSlow? = reasons.first else {
                Issue.record("\(reasons)")
                continue
            }
            // Given up, not waited for: the silent one would never have come to an end.
            #expect(Download.partialBytes(of: downloads.target) ?? 0 < Downloads.body.count)
        }
    }

    @Test("A slow server that keeps up the least speed is waited for")
    func steady() async throws {
        let server = try LoopbackServer(Downloads.body, .drip(bytes: 8_000, seconds: 0.1))
        defer { server.stop() }
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole && server.requests.count == 1)
    }

    @Test("A server that isn't there, and a connection that is torn down, are told with the address")
    func unreachable() async throws {
        let server = try LoopbackServer(Downloads.body, .reset(after: 0))
        let gone = server.url()
        #expect(await downloads.reasons(downloads.request(gone)) == [.cut(at: 0)])
        server.stop()
        guard case .everySourceFailed(let failures)? = await downloads.failure(downloads.request(gone)),
            case .connection(let detail)? = failures.first?.reason
        else {
            Issue.record("it should have failed to connect")
            return
        }
        #expect(failures.first?.address == gone.absoluteString && !detail.isEmpty)
        #expect(names.isEmpty)
    }

    @Test(
        "A redirect to a file, to another protocol or in a circle is refused",
        arguments: ["file:///etc/hostname", "ftp://127.0.0.1/model.gguf", "/model.gguf"])
    func redirect(_ place: String) async throws {
        let server = try LoopbackServer(Downloads.body, .redirect(to: place))
        defer { server.stop() }
        #expect(await downloads.reasons(downloads.request(server.url())) == [.redirect])
        #expect(names.isEmpty)
    }

    @Test("A compressed body isn't taken for the file")
    func encoded() async throws {
        let server = try LoopbackServer(Downloads.body, .encoded)
        defer { server.stop() }
        #expect(await downloads.reasons(downloads.request(server.url())) == [.answer("content-encoding")])
    }

    @Test("Calling it off ends it and keeps what came; the next run goes on there")
    func cancelled() async throws {
        let server = try LoopbackServer(Downloads.body, .stall(after: 12_000), .ranges)
        defer { server.stop() }
        var request = downloads.request(server.url())
        // However busy the machine is, nothing but the call ends it.
        request.limits.stallSeconds = 3600
        let task = Task { [request] in try await Download.run(request) }
        while Download.partialBytes(of: downloads.target) ?? 0 < 12_000 { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        let error = await #expect(throws: DownloadError.self) { try await task.value }
        guard case .cancelled(let done, Downloads.body.count)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(done >= 12_000 && Download.partialBytes(of: downloads.target) == done)
        try await Download.run(request)
        #expect(downloads.isWhole && server.requests.last?.range == "bytes=\(done)-")
    }

    @Test("A second process that wants the same file is told, and the first one's part stays as it is")
    func busy() async throws {
        let server = try LoopbackServer(Downloads.body, .ranges)
        defer { server.stop() }
        let part = try PartFile(downloads.request())
        try part.append(Downloads.body.prefix(100))
        #expect(await downloads.failure(downloads.request(server.url())) == .busy(path: downloads.part.path))
        #expect(part.length == 100 && server.requests.isEmpty)
    }

    @Test("A part of another file, and a link in the part's place, aren't gone on with")
    func strangePart() async throws {
        let server = try LoopbackServer(Downloads.body, .ranges)
        defer { server.stop() }
        try downloads.interrupt(at: 50_000)
        try Data(#"{"sha256":"0","bytes":200000,"isPieced":false}"#.utf8).write(
            to: downloads.folder.appending(path: "model.gguf.part.json"))
        try await Download.run(downloads.request(server.url()))
        #expect(downloads.isWhole && server.requests.map(\.range) == [nil])
        let precious = downloads.folder.appending(path: "precious")
        try Data("keep".utf8).write(to: precious)
        try FileManager.default.createSymbolicLink(at: downloads.part, withDestinationURL: precious)
        guard case .disk? = await downloads.failure(downloads.request(server.url())) else {
            Issue.record("a link was followed")
            return
        }
        #expect(try Data(contentsOf: precious) == Data("keep".utf8))
    }

    @Test("Nowhere to fetch from, nowhere to write to, and no room are told apart")
    func places() async throws {
        let server = try LoopbackServer(Downloads.body, .ranges)
        defer { server.stop() }
        #expect(await downloads.failure(downloads.request()) == .noSource)
        var request = downloads.request(server.url())
        request.target = downloads.folder.appending(path: "no/such/folder/model.gguf")
        guard case .disk? = await downloads.failure(request) else {
            Issue.record("there is no such folder")
            return
        }
        request = downloads.request(server.url())
        request.bytes = 1 << 60
        guard case .noRoom(_, 1 << 60, let free)? = await downloads.failure(request) else {
            Issue.record("no disk is so large")
            return
        }
        #expect(free > 0 && server.requests.isEmpty)
    }

    @Test("An address shows neither a name, a password nor a query, and only http and https are fetched")
    func addresses() async throws {
        let secret = try #require(URL(string: "https://li:pw@models.example.org:8443/a/b.gguf?token=1#x"))
        #expect(Download.shown(secret) == "https://models.example.org:8443/a/b.gguf")
        for text in ["file:///etc/passwd", "ftp://example.org/a", "http:///a", "gopher://x"] {
            let url = try #require(URL(string: text))
            #expect(!DownloadRequest.isFetchable(url))
            #expect(await downloads.reasons(downloads.request(url)).count == 1)
        }
    }
}
