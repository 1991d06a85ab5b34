/// The inputs of one run, read and checked: numbers in the tool's own units, choices by id.
public struct ToolValues: Sendable {
    private enum Value {
        case number(Double, stated: Quantity)
        case choice(String)
        case flag(Bool)
    }

    private let inputs: [ToolInput]
    private let values: [String: Value]

    init(_ given: [String: GivenValue], for inputs: [ToolInput]) throws(ToolError) {
        self.inputs = inputs
        values = try Self.read(Self.named(given, for: inputs), inputs)
    }

    /// In the tool's own unit.
    public func number(_ name: String) throws(ToolError) -> Double {
        guard let number = optionalNumber(name) else { throw missing(name) }
        return number
    }

    public func optionalNumber(_ name: String) -> Double? {
        if case .number(let value, _)? = values[name] { value } else { nil }
    }

    /// The unit in which the number was given (UCUM), so that a result can be told in the same one.
    public func statedUnit(_ name: String) -> String? { stated(name)?.unit }

    /// The number as it was given.
    public func stated(_ name: String) -> Quantity? {
        if case .number(_, let stated)? = values[name] { stated } else { nil }
    }

    /// The id of the answer.
    public func choice(_ name: String) throws(ToolError) -> String {
        guard let choice = optionalChoice(name) else { throw missing(name) }
        return choice
    }

    public func optionalChoice(_ name: String) -> String? {
        if case .choice(let id)? = values[name] { id } else { nil }
    }

    public func flag(_ name: String) throws(ToolError) -> Bool {
        guard let flag = optionalFlag(name) else { throw missing(name) }
        return flag
    }

    public func optionalFlag(_ name: String) -> Bool? {
        if case .flag(let flag)? = values[name] { flag } else { nil }
    }

    /// One point for each of these that is true.
    public func points(_ names: String...) throws(ToolError) -> Double {
        var sum = 0.0
        for name in names where try flag(name) { sum += 1 }
        return sum
    }

    /// The points that the answer is worth; an answer that isn't listed is worth none.
    public func points(of name: String, _ table: [String: Double]) throws(ToolError) -> Double {
        table[try choice(name)] ?? 0
    }

    /// What was used, as text: `1.2 mg/dL`, `female`, `yes`.
    public var shown: [String: String] {
        values.mapValues { value in
            switch value {
            case .number(_, let stated):
                stated.unit.isEmpty
                    ? NumberText.exact(stated.value) : "\(NumberText.exact(stated.value)) \(stated.unit)"
            case .choice(let id): id
            case .flag(let flag): flag ? "yes" : "no"
            }
        }
    }

    private func missing(_ name: String) -> ToolError {
        guard let input = inputs.first(where: { $0.name == name }) else {
            return .unknownInput(given: name, known: inputs.map(\.name))
        }
        return .missing([ToolNeed(input)])
    }

    /// The values under the inputs' own names.
    private static func named(
        _ given: [String: GivenValue], for inputs: [ToolInput]
    ) throws(ToolError) -> [String: GivenValue] {
        var named: [String: GivenValue] = [:]
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let input = inputs.first(where: { $0.isCalled(name) }) else {
                throw .unknownInput(given: name, known: inputs.map(\.name))
            }
            guard named.updateValue(value, forKey: input.name) == nil else { throw .givenTwice(field: input.name) }
        }
        return named
    }

    private static func read(
        _ given: [String: GivenValue], _ inputs: [ToolInput]
    ) throws(ToolError) -> [String: Value] {
        let needed = inputs.filter { !$0.isOptional && given[$0.name] == nil }
        guard needed.isEmpty else { throw .missing(needed.map(ToolNeed.init)) }
        var values: [String: Value] = [:]
        for input in inputs {
            guard let value = given[input.name] ?? input.standard else { continue }
            values[input.name] = try read(value, for: input)
        }
        return values
    }

    private static func read(_ given: GivenValue, for input: ToolInput) throws(ToolError) -> Value {
        switch input.kind {
        case .number(let quantity):
            let (value, stated) = try quantity.read(given, field: input.name)
            return .number(value, stated: stated)
        case .choice(let choices):
            guard let choice = choices.first(where: { $0.isSpelled(given.shown) }) else {
                throw .notUnderstood(field: input.name, given: given.shown, accepted: input.accepted)
            }
            return .choice(choice.id)
        case .yesNo:
            guard let flag = given.yesNo else {
                throw .notUnderstood(field: input.name, given: given.shown, accepted: input.accepted)
            }
            return .flag(flag)
        }
    }
}

extension GivenValue {
    private static let yes: Set = ["true", "yes", "y", "1", "是", "有"]
    private static let no: Set = ["false", "no", "n", "0", "否", "无", "無"]

    fileprivate var yesNo: Bool? {
        if case .flag(let flag) = self { return flag }
        let text = shown.lowercased()
        return Self.yes.contains(text) ? true : Self.no.contains(text) ? false : nil
    }
}
