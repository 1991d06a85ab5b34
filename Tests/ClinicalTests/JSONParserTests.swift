import Testing

@testable import Clinical

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue {
        let bytes = Array(text.utf8)
        return try JSONParser.parse(bytes, in: 0..<bytes.count)
    }

    @Test("values of every kind are told apart, numbers from booleans too")
    func kinds() throws {
        let value = try parse(#" {"a":[1,-0.5e2,true,false,null,"x"],"b":{}} "#)
        let expected: [JSONValue] = [.number(1), .number(-50), .bool(true), .bool(false), .null, .string("x")]
        #expect(value["a"]?.elements == [expected[0], expected[1], expected[2], expected[3], expected[4], expected[5]])
        #expect(value["b"] == .object([]))
        #expect(value["a"]?.elements.first?.bool == nil)
    }

    @Test("escapes are read, pairs joined, and half a pair becomes the replacement character")
    func escapes() throws {
        #expect(try parse(#""\u5f20\ud83d\ude00\n\/""#).string == "张😀\n/")
        #expect(try parse(#""a\ud83d""#).string == "a\u{FFFD}")
        #expect(try parse(#""\ud83d\u0041""#).string == "\u{FFFD}")
    }

    @Test("a number beyond a double is infinite, not a fault")
    func hugeNumbers() throws {
        #expect(try parse("1e999").number == .infinity)
        #expect(try parse("-1e999").number.map { $0.isFinite } == false)
        #expect(try parse(String(repeating: "9", count: 400)).number == .infinity)
    }

    @Test(
        "text that ends early is told apart from text that is wrong",
        arguments: [#"{"a":"#, #"{"a""#, "[1,", #""abc"#, "tru", "-", "1.", #""\u00"#, "{", "", " "])
    func truncated(_ text: String) {
        let error = #expect(throws: JSONParseError.self) { try parse(text) }
        #expect(error?.why == .truncated)
    }

    @Test(
        "wrong text is refused",
        arguments: [
            "{a:1}", "[1,]", "{\"a\":1,}", "01", "+1", ".5", "NaN", "'x'", "\"\\x\"", "\"a\nb\"", "[1 2]", "{\"a\" 1}",
            "{\"a\":1,\"a\":2}",
        ])
    func malformed(_ text: String) {
        let error = #expect(throws: JSONParseError.self) { try parse(text) }
        guard case .malformed = error?.why else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
    }

    @Test("nesting beyond the limit is refused before the stack is in danger")
    func deep() {
        for opening in ["[", "{\"a\":"] {
            let text = String(repeating: opening, count: 200_000)
            #expect(throws: JSONParseError.self) { try parse(text) }
        }
    }

    @Test("a repeated member is found in an object of any size")
    func repeatedMembers() {
        let members = (0..<5000).map { #""m\#($0)":1"# } + [#""m17":2"#]
        #expect(throws: JSONParseError.self) { try parse("{" + members.joined(separator: ",") + "}") }
    }

    @Test("what the writer writes reads back as the same value")
    func roundTrip() throws {
        let text = #"{"a":[1,2.5,-3e-7,"\"\\\u0001\u009b张",null,true],"b":{"c":{}}}"#
        let value = try parse(text)
        #expect(try parse(JSONWriter.text(value)) == value)
        #expect(!JSONWriter.text(value).unicodeScalars.contains("\u{9B}"))
        #expect(JSONWriter.text(.number(.infinity)) == "null" && JSONWriter.text(.number(8)) == "8")
    }
}
