/// Why the medication data was refused. Nothing of it is used then.
public enum MedicationFileError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadable(file: String, why: String)
    case wrongColumns(file: String, line: Int, expected: Int, found: Int)
    case broken(file: String, line: Int, why: String)
    case duplicate(file: String, line: Int, id: String)
    case unknownID(file: String, id: String, named: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let why):
            "\(file) can't be read: \(why) Install the program again, or restore the file."
        case .wrongColumns(let file, let line, let expected, let found):
            "\(file), line \(line): \(found) columns instead of \(expected). Separate them by tabs, as the first line does."
        case .broken(let file, let line, let why):
            "\(file), line \(line): \(why). Correct it as the other lines show."
        case .duplicate(let file, let line, let id):
            "\(file), line \(line): \"\(id)\" stands twice. Give one of them another id."
        case .unknownID(let file, let id, let named):
            "\(file), \(id): \"\(named)\" is neither a drug, a class nor a condition. Add it to drugs.tsv or correct it."
        }
    }
}
