/// A JSON document as a value. Members keep their order; the parser refuses a name that stands twice.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// Infinite where the text is beyond what a `Double` holds.
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// The member of that name; nil where this isn't an object or has none.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        for member in members where member.name == name { return member.value }
        return nil
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
    var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }
    var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }
    /// The elements of an array; a single value where a list was due reads as a list of one, null as none.
    var elements: [JSONValue] {
        switch self {
        case .array(let values): values
        case .null: []
        default: [self]
        }
    }
    var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

struct JSONMember: Sendable, Hashable {
    var name: String
    var value: JSONValue
}

extension JSONValue? {
    subscript(_ name: String) -> JSONValue? { self?[name] }
    var string: String? { self?.string }
    var number: Double? { self?.number }
    var bool: Bool? { self?.bool }
    var elements: [JSONValue] { self?.elements ?? [] }
}
