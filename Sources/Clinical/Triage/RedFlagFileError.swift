/// Why a `red-flags.json` was refused. Nothing of a refused file is used.
public enum RedFlagFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Not JSON; `detail` names the line when the parser knows it.
    case notJSON(file: String, detail: String)
    /// JSON of another shape; `place` is the rule's id or the path to the spot.
    case wrongShape(file: String, place: String, why: String)
    case duplicateRule(file: String, id: String)
    case unknownConcept(file: String, place: String, name: String)
    case badPhrase(file: String, place: String, why: String)
    case wrongUnit(file: String, rule: String, measure: String, unit: String, expected: String)
    case emptyRule(file: String, rule: String, why: String)

    public var description: String {
        switch self {
        case .notJSON(let file, let detail):
            "\(file) is not valid JSON: \(detail). Correct the spot, or restore the file."
        case .wrongShape(let file, let place, let why):
            "\(file), \(place): \(why). Correct it as the other rules show."
        case .duplicateRule(let file, let id):
            "\(file): two rules are called \"\(id)\". Give one of them another id."
        case .unknownConcept(let file, let place, let name):
            "\(file), \(place): \"@\(name)\" is not defined. Add it to \"concepts\" here, or load Prompts/common/red-flags.json first."
        case .badPhrase(let file, let place, let why):
            "\(file), \(place): \(why). Write words, ( | ) for alternatives, ~ for a gap, # for a number."
        case .wrongUnit(let file, let rule, let measure, let unit, let expected):
            "\(file), rule \(rule): \(measure) is given in \"\(unit)\"; it is compared in \"\(expected)\". Convert the value and write that unit."
        case .emptyRule(let file, let rule, let why):
            "\(file), rule \(rule): \(why)."
        }
    }
}
