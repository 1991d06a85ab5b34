/// Why a tool gave no result: the field, what was given and what is accepted.
public enum ToolError: Error, Sendable, Hashable {
    case unknownTool(given: String, known: [String])
    case unknownInput(given: String, known: [String])
    /// One input under two of its names.
    case givenTwice(field: String)
    case missing([ToolNeed])
    /// Not a number, or none of the answers.
    case notUnderstood(field: String, given: String, accepted: BilingualText)
    case foreignUnit(field: String, given: String, accepted: BilingualText)
    case outOfRange(field: String, given: String, accepted: BilingualText)
    /// The inputs don't go together.
    case notApplicable(field: String, reason: BilingualText)

    /// The inputs concerned; none where the tool or an input isn't known.
    public var fields: [String] {
        switch self {
        case .unknownTool: []
        case .unknownInput(let given, _): [given]
        case .missing(let needs): needs.map(\.field)
        case .givenTwice(let field), .notUnderstood(let field, _, _), .foreignUnit(let field, _, _),
            .outOfRange(let field, _, _), .notApplicable(let field, _):
            [field]
        }
    }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func text(in language: String) -> String { message.text(in: language) }

    public var message: BilingualText {
        switch self {
        case .unknownTool(let given, let known):
            Self.unknown(given, known, "There is no tool", "没有工具", "The tools are", "可用工具")
        case .unknownInput(let given, let known):
            Self.unknown(given, known, "There is no input", "没有输入项", "The inputs are", "可用输入项")
        case .givenTwice(let field):
            BilingualText("\(field) was given twice. Give it once.", "\(field)重复给出。请只给一次。")
        case .missing(let needs):
            BilingualText(
                "Missing: \(needs.map(\.description.english).joined(separator: "; ")).",
                "缺少：\(needs.map(\.description.chinese).joined(separator: "；"))。")
        case .notUnderstood(let field, let given, let accepted):
            BilingualText(
                "\(field): \"\(given)\" can't be read. Accepted: \(accepted.english).",
                "\(field)：无法识别“\(given)”。可接受：\(accepted.chinese)。")
        case .foreignUnit(let field, let given, let accepted):
            BilingualText(
                "\(field): the unit of \"\(given)\" doesn't measure it. Accepted: \(accepted.english).",
                "\(field)：“\(given)”的单位不适用。可接受：\(accepted.chinese)。")
        case .outOfRange(let field, let given, let accepted):
            BilingualText(
                "\(field): \(given) lies outside \(accepted.english). Check the figure and its unit.",
                "\(field)：\(given)超出范围\(accepted.chinese)。请核对数值和单位。")
        case .notApplicable(let field, let reason):
            BilingualText("\(field): \(reason.english)", "\(field)：\(reason.chinese)")
        }
    }

    private static func unknown(
        _ given: String, _ known: [String], _ english: String, _ chinese: String, _ list: String, _ chineseList: String
    ) -> BilingualText {
        let shown = PlainText.clean(given, limit: 60) ?? ""
        return BilingualText(
            "\(english) \"\(shown)\". \(list): \(known.joined(separator: ", ")).",
            "\(chinese)“\(shown)”。\(chineseList)：\(known.joined(separator: "、"))。")
    }
}

extension ToolError: CustomStringConvertible {
    public var description: String { message.english }
}

/// An input that is missing, and what would be accepted.
public struct ToolNeed: Sendable, Hashable {
    public var field: String
    public var label: BilingualText
    public var accepted: BilingualText

    public init(_ input: ToolInput) {
        field = input.name
        label = input.label
        accepted = input.accepted
    }

    var description: BilingualText {
        BilingualText(
            "\(field) (\(label.english): \(accepted.english))", "\(field)（\(label.chinese)：\(accepted.chinese)）")
    }
}
