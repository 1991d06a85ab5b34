import Foundation

/// A part of a table's file, which knows its place: what is wrong with it can be said with file, line and cure.
struct TableNode {
    /// A class, so that the many nodes of a file share one reference.
    private final class Text: Sendable {
        let name: String
        let bytes: [UInt8]

        init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The way from the top, kept backwards: only a refusal needs it in order.
    private indirect enum Way {
        case top
        case part(of: Way, JSONStep)

        var steps: [JSONStep] {
            switch self {
            case .top: []
            case .part(let way, let step): way.steps + [step]
            }
        }
    }

    let value: JSONValue
    private let way: Way
    private let text: Text

    /// The whole of a file.
    ///
    /// - Parameter file: the name shown in errors
    static func file(_ json: Data, named file: String) throws(TableFileError) -> TableNode {
        let bytes = Array(json)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .unreadable(file: file, why: "it isn't UTF-8 text")
        }
        do throws(JSONParseError) {
            let value = try JSONParser.parse(bytes, in: bytes.indices)
            return TableNode(value: value, way: .top, text: Text(name: file, bytes: bytes))
        } catch {
            let line = bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            let why =
                switch error.why {
                case .truncated: "the text ends too early"
                case .trailing: "something follows the end"
                case .malformed(let what): what
                }
            throw .notJSON(file: file, line: line, why: why)
        }
    }

    var fileName: String { text.name }
    var line: Int { JSONLine.of(way.steps, in: text.bytes) }

    func refuse(_ why: String, cure: String) -> TableFileError {
        .wrongShape(file: text.name, line: line, place: place, why: why, cure: cure)
    }

    private var place: String {
        let steps = way.steps
        guard !steps.isEmpty else { return "at the top" }
        return steps.reduce(into: "") { place, step in
            switch step {
            case .member(let name): place += place.isEmpty ? name : ".\(name)"
            case .element(let index): place += "[\(index)]"
            }
        }
    }

    // MARK: Parts

    func part(_ name: String) -> TableNode? {
        value[name].map { TableNode(value: $0, way: .part(of: way, .member(name)), text: text) }
    }

    func needed(_ name: String) throws(TableFileError) -> TableNode {
        guard let part = part(name) else {
            throw refuse("\"\(name)\" is missing", cure: "Add it as the other tables show.")
        }
        return part
    }

    /// The elements of a list; a list of one may be written without brackets.
    var elements: [TableNode] {
        value.elements.enumerated().map { index, element in
            guard case .array = value else { return self }
            return TableNode(value: element, way: .part(of: way, .element(index)), text: text)
        }
    }

    /// The members of an object.
    func members() throws(TableFileError) -> [(name: String, node: TableNode)] {
        guard case .object(let members) = value else {
            throw refuse("an object was expected", cure: "Write { } with its members.")
        }
        return members.map {
            ($0.name, TableNode(value: $0.value, way: .part(of: way, .member($0.name)), text: text))
        }
    }

    /// Refuses a member of another name: a misspelt "below" must not widen a band in silence.
    func allow(_ names: Set<String>) throws(TableFileError) {
        guard case .object(let members) = value else {
            _ = try self.members()
            return
        }
        guard let foreign = members.first(where: { !names.contains($0.name) }) else { return }
        let node = try needed(foreign.name)
        let known = names.sorted().joined(separator: ", ")
        let shown = PlainText.clean(foreign.name, limit: 40) ?? ""
        throw node.refuse("\"\(shown)\" isn't known here", cure: "Known are: \(known).")
    }

    // MARK: Values

    func string() throws(TableFileError) -> String {
        if let string = value.string, !string.isEmpty, string.unicodeScalars.allSatisfy(Self.isPlain) { return string }
        guard let string = PlainText.clean(value.string, limit: 2000) else {
            throw refuse("a text was expected", cure: "Write it in quotes; it can't be empty.")
        }
        return string
    }

    /// Letters and marks of which nothing has to be cleaned, as nearly all texts of the tables are. Looking up the
    /// properties of each Chinese character would take longer than everything else.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0x4E00...0x9FFF, 0x3001...0x3011, 0xFF01...0xFF5E, 0x2010...0x2014, 0x2018...0x201D,
            0x2264...0x2265, 0xB5, 0xB7, 0xD7, 0x3B1...0x3C9:
            true
        default: false
        }
    }

    func number() throws(TableFileError) -> Double {
        guard let number = value.number, number.isFinite else {
            throw refuse("a number was expected", cure: "Write it without quotes and without its unit.")
        }
        return number
    }

    func flag() throws(TableFileError) -> Bool {
        guard let flag = value.bool else {
            throw refuse("true or false was expected", cure: "Write it without quotes.")
        }
        return flag
    }

    /// Lower case, digits, hyphens and underscores; `4A` and `G3` too.
    func identifier() throws(TableFileError) -> String {
        let string = try string()
        guard string.utf8.allSatisfy(Self.isIdentifier) else {
            throw refuse("\"\(string)\" isn't an id", cure: "Use letters a to z, digits, - and _.")
        }
        return string
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    func bilingual() throws(TableFileError) -> BilingualText {
        try allow(["en", "zh"])
        return BilingualText(try needed("en").string(), try needed("zh").string())
    }

    /// One of an enumeration's names.
    func choice<Choice: RawRepresentable & CaseIterable>(
        of type: Choice.Type
    ) throws(TableFileError) -> Choice where Choice.RawValue == String {
        let string = try string()
        guard let choice = Choice(rawValue: string) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw refuse("\"\(string)\" isn't known here", cure: "Write one of: \(known).")
        }
        return choice
    }
}
