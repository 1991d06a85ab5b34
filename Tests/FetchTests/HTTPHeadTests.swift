import Testing

@testable import Fetch

@Suite("An answer's header lines")
struct HTTPHeadTests {
    private func head(_ lines: String...) -> HTTPHead {
        lines.reduce(into: HTTPHead()) { $0.take($1 + "\r\n") }
    }

    @Test("Names are read whatever their case; after a redirect only the last answer counts")
    func last() {
        let head = head(
            "HTTP/1.1 302 Found", "ETag: \"old\"", "", "HTTP/2 206", "content-LENGTH: 30",
            "Content-Range:bytes 70-99/100", "")
        #expect(head.status == 206 && head.contentLength == 30 && head.validator == nil)
        #expect(head.contentRange?.first == 70 && head.contentRange?.total == 100)
    }

    @Test("A weak or odd tag isn't used to go on; a date of last change is")
    func validators() {
        #expect(head("HTTP/1.1 200 OK", "ETag: W/\"1\"").validator == nil)
        #expect(head("HTTP/1.1 200 OK", "ETag: \"\u{1B}[2J\"").validator == nil)
        let date = "Sat, 21 Nov 2026 08:00:00 GMT"
        #expect(head("HTTP/1.1 200 OK", "ETag: W/\"1\"", "Last-Modified: \(date)").validator == date)
    }

    @Test(
        "A range that can't be is none",
        arguments: [
            "bytes */100", "bytes 5-", "items 1-2/3", "bytes 1-2/3x", "bytes -1-2/3", "bytes 99999999999999999999-1/2",
        ])
    func ranges(_ text: String) {
        #expect(head("HTTP/1.1 206 Partial Content", "Content-Range: \(text)").contentRange == nil)
    }

    @Test("Garbage in place of a head has no status")
    func garbage() {
        #expect(head("HTTP/1.1 abc", "no colon here", ": empty").status == 0)
        #expect(head("HTTP/").status == 0)
    }
}
