/// What one answer's header lines say, as far as it is needed here (RFC 9110).
struct HTTPHead: Equatable {
    private(set) var status = 0
    private var fields: [String: String] = [:]

    /// Takes one line. A status line begins a new answer: after a redirect the last one counts.
    mutating func take(_ line: String) {
        let line = line.trimmingSuffix(while: \.isNewline)
        if line.hasPrefix("HTTP/") {
            self = HTTPHead()
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        fields[name] = String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
    }

    var contentLength: Int? { fields["content-length"].flatMap(Int.init) }

    /// Seconds that the server asks to wait; nil where it says nothing, or a date.
    var retryAfter: Double? { fields["retry-after"].flatMap { UInt16($0) }.map(Double.init) }

    /// Whether the body is the file itself and not a compressed form of it.
    var isPlain: Bool { ["identity", ""].contains(fields["content-encoding"]?.lowercased() ?? "") }

    /// Where the body begins in the file, and how long the whole file is; nil for anything but `bytes A-B/TOTAL`.
    var contentRange: (first: Int, total: Int?)? {
        guard let match = fields["content-range"]?.wholeMatch(of: /bytes ([0-9]{1,18})-[0-9]{1,18}\/([0-9]{1,18}|\*)/),
            let first = Int(match.1)
        else { return nil }
        return (first, Int(match.2))
    }

    /// What tells this version of the file from others, for If-Range: a strong entity tag, else the date of its last
    /// change. A weak tag (`W/`) says nothing of the bytes.
    var validator: String? {
        if let tag = fields["etag"], tag.hasPrefix("\""), isSafe(tag) { return tag }
        return fields["last-modified"].flatMap { isSafe($0) ? $0 : nil }
    }

    /// It is sent back to the server: printable ASCII only.
    private func isSafe(_ text: String) -> Bool {
        text.utf8.count < 200 && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    }
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
