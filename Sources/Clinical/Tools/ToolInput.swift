/// One thing that a tool asks for.
public struct ToolInput: Sendable, Hashable, Identifiable {
    public enum Kind: Sendable, Hashable {
        case number(ToolQuantity)
        case choice([ToolChoice])
        case yesNo
    }

    /// Whole words in snake case: `total_cholesterol`.
    public var name: String
    /// Short names that are accepted too: `tc`.
    public var aliases: [String]
    public var label: BilingualText
    public var kind: Kind
    /// An optional input without a default may be missing; the tool then does without it.
    public var isOptional: Bool
    /// What stands in for a missing input.
    public var standard: GivenValue?

    public var id: String { name }

    public init(
        _ name: String, aliases: [String] = [], _ label: BilingualText, _ kind: Kind, isOptional: Bool = false,
        standard: GivenValue? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.label = label
        self.kind = kind
        self.isOptional = isOptional || standard != nil
        self.standard = standard
    }

    /// What is accepted, for help and errors: "0.1–15 mg/dL or 8.84–1326 µmol/L".
    public var accepted: BilingualText {
        switch kind {
        case .number(let quantity): quantity.accepted
        case .choice(let choices):
            BilingualText(
                choices.map(\.id).joined(separator: ", "),
                choices.map { $0.label.chinese == $0.id ? $0.id : "\($0.id)（\($0.label.chinese)）" }
                    .joined(separator: "、"))
        case .yesNo: BilingualText("yes or no", "yes（是）或no（否）")
        }
    }

    func isCalled(_ given: String) -> Bool {
        let wanted = Self.folded(given)
        return ([name] + aliases).contains { Self.folded($0) == wanted }
    }

    /// Names are compared without case, and hyphen, space and underscore are one.
    static func folded(_ name: String) -> String {
        String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    }
}

/// One of the answers to an input that offers a few.
public struct ToolChoice: Sendable, Hashable, Identifiable {
    public var id: String
    public var label: BilingualText
    /// Further spellings of both languages, such as `F` and `女` for `female`.
    public var spellings: [String]

    public init(_ id: String, _ english: String, _ chinese: String, spellings: [String] = []) {
        self.id = id
        label = BilingualText(english, chinese)
        self.spellings = spellings
    }

    func isSpelled(_ given: String) -> Bool {
        let wanted = ToolInput.folded(given)
        return ([id, label.english, label.chinese] + spellings).contains { ToolInput.folded($0) == wanted }
    }
}

/// A value as it was given, before it is read: `.text("1.2 mg/dL")`, `.number(55)`, `.flag(true)`.
public enum GivenValue: Sendable, Hashable {
    case number(Double)
    case text(String)
    case flag(Bool)

    /// As an error quotes it: one line without control characters.
    var shown: String {
        switch self {
        case .number(let value): value.isFinite ? NumberText.exact(value) : "\(value)"
        case .text(let text): PlainText.clean(text, limit: 60) ?? ""
        case .flag(let flag): flag ? "true" : "false"
        }
    }
}

extension GivenValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByBooleanLiteral
{
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }
}
