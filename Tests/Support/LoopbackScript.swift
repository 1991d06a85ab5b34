public import Foundation

/// What a server says in its answer, step by step, over a connection of its own.
public enum LoopbackStep: Sendable {
    /// As it is.
    case send(String)
    case bytes(Data)
    case wait(seconds: Double)
    /// Says nothing more until the client closes; ``LoopbackServer/closes`` counts it.
    case hold
}

extension LoopbackServer.Behaviour {
    /// An answer of server-sent events, one `data:` event each; `[DONE]` isn't added.
    public static func events(_ data: [String], then: [LoopbackStep] = []) -> Self {
        .script([.send(eventHead)] + data.map { .send("data: \($0)\n\n") } + then)
    }

    /// The same in chunks whose end never comes: the client can tell that the connection was cut.
    public static func chunked(_ data: [String]) -> Self {
        let head = eventHead.replacing("Connection: close", with: "Transfer-Encoding: chunked")
        return .script(
            [.send(head)]
                + data.map { data in
                    let event = "data: \(data)\n\n"
                    return .send("\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n")
                })
    }

    public static let eventHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

    /// A status with a JSON body.
    public static func json(_ status: String, _ body: String, _ fields: [String] = []) -> Self {
        let head =
            ["HTTP/1.1 \(status)", "Content-Type: application/json", "Content-Length: \(body.utf8.count)"] + fields
            + ["Connection: close", "", ""]
        return .script([.send(head.joined(separator: "\r\n") + body)])
    }

    /// A whole answer in the OpenAI API's form.
    public static func chat(
        _ pieces: [String], finish: String? = "stop", usage: String? = nil, then: [LoopbackStep] = []
    ) -> Self {
        var events = pieces.map { piece in
            let text = (try? JSONEncoder().encode(piece)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
            return "{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \(text)}, \"finish_reason\": null}]}"
        }
        if let finish {
            events.append("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"\(finish)\"}]}")
        }
        if let usage { events.append("{\"choices\": [], \"usage\": \(usage)}") }
        if finish != nil { events.append("[DONE]") }
        return .events(events, then: then)
    }
}
