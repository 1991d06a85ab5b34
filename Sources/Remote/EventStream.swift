/// Takes server-sent events apart (WHATWG HTML, "Server-sent events"). Pure; pieces may end anywhere, inside a character too.
struct EventStream {
    struct Message: Equatable {
        /// Empty where the server names none.
        var event = ""
        var data: String
    }

    /// A line or an event grew beyond any answer's.
    struct TooLong: Error, Equatable { var bytes: Int }

    private let mostBytes: Int
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var event = ""
    private var followsReturn = false
    private var isFirst = true

    init(mostBytes: Int = 1 << 18) { self.mostBytes = mostBytes }

    /// Takes the next bytes; gives the events that are whole by now. One that the stream ends in is none.
    mutating func append(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [Message] {
        var messages: [Message] = []
        for byte in bytes {
            let isPair = followsReturn && byte == UInt8(ascii: "\n")
            followsReturn = byte == UInt8(ascii: "\r")
            if isPair { continue }
            if byte == UInt8(ascii: "\n") || followsReturn {
                if let message = endLine() { messages.append(message) }
            } else {
                line.append(byte)
                guard line.count + data.count <= mostBytes else { throw TooLong(bytes: mostBytes) }
            }
        }
        return messages
    }

    private mutating func endLine() -> Message? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirst = false
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[min(colon + 1, line.endIndex)...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "data": take(value)
        case "event": event = String(decoding: value, as: UTF8.self)
        // llama-server's own way to tell one.
        case "error":
            event = "error"
            take(value)
        default: break
        }
        return nil
    }

    private mutating func take(_ value: ArraySlice<UInt8>) {
        if hasData { data.append(UInt8(ascii: "\n")) }
        data += value
        hasData = true
    }

    private mutating func dispatch() -> Message? {
        defer { (event, data, hasData) = ("", [], false) }
        return hasData ? Message(event: event, data: String(decoding: data, as: UTF8.self)) : nil
    }
}
