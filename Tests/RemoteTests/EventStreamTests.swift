import Testing

@testable import Remote

@Suite("Server-sent events are taken apart wherever they are cut")
struct EventStreamTests {
    typealias Message = EventStream.Message

    private static let text = """
        : a comment, as servers send to keep a connection\r
        data: {"a": "心房颤动 💊"}\r
        \r
        event: error\rdata:first\rdata: second\r\r
        id: 7
        retry: 10
        data

        data: [DONE]


        """

    private static let messages = [
        Message(data: "{\"a\": \"心房颤动 💊\"}"), Message(event: "error", data: "first\nsecond"), Message(data: ""),
        Message(data: "[DONE]"),
    ]

    @Test("Two pieces, cut at every byte")
    func everyOffset() throws {
        let bytes = [UInt8](Self.text.utf8)
        for offset in 0...bytes.count {
            var stream = EventStream()
            let messages = try stream.append(bytes[..<offset]) + stream.append(bytes[offset...])
            #expect(messages == Self.messages, "cut at \(offset)")
        }
    }

    @Test("Byte by byte, and after a byte-order mark")
    func singleBytes() throws {
        var stream = EventStream()
        var messages: [Message] = []
        for byte in [0xEF, 0xBB, 0xBF] + [UInt8](Self.text.utf8) { messages += try stream.append([byte]) }
        #expect(messages == Self.messages)
    }

    @Test("What the stream ends in before its empty line isn't an event")
    func unfinished() throws {
        var stream = EventStream()
        #expect(try stream.append("data: {\"cho".utf8).isEmpty)
        #expect(try stream.append("ices\": 1}\n".utf8).isEmpty)
        #expect(try stream.append("\n".utf8) == [Message(data: "{\"choices\": 1}")])
    }

    @Test("llama-server's own error line is an error event")
    func errorLine() throws {
        var stream = EventStream()
        let messages = try stream.append("error: {\"code\": 500}\n\n".utf8)
        #expect(messages == [Message(event: "error", data: "{\"code\": 500}")])
    }

    @Test("A giant line, and an event of ever more lines, are given up at the limit")
    func giant() throws {
        var line = EventStream(mostBytes: 1000)
        _ = try line.append(("data: " + String(repeating: "x", count: 900)).utf8)
        #expect(throws: EventStream.TooLong(bytes: 1000)) { try line.append(String(repeating: "x", count: 200).utf8) }
        var lines = EventStream(mostBytes: 1000)
        #expect(throws: EventStream.TooLong(bytes: 1000)) {
            for _ in 0..<200 { _ = try lines.append("data: xxxxxxxxxx\n".utf8) }
        }
    }
}
