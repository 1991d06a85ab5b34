/// Why a table's file was refused; nothing of a refused file is used.
public enum TableFileError: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(file: String, why: String)
    case notJSON(file: String, line: Int, why: String)
    /// JSON of another shape; `place` names the spot, such as `rows[2].when.systolic`.
    case wrongShape(file: String, line: Int, place: String, why: String, cure: String)
    /// Answers that no row takes, in words. The line is that of the rows.
    case gap(file: String, line: Int, cell: BilingualText)
    /// Answers that two rows take, in words. The line is that of the second row.
    case overlap(file: String, line: Int, first: String, second: String, cell: BilingualText)
    case duplicateTable(file: String, id: String, other: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let why):
            "\(file) can't be read: \(why). Check its permissions, or restore the file."
        case .notJSON(let file, let line, let why):
            "\(file), line \(line): not valid JSON: \(why). Correct the spot, or restore the file."
        case .wrongShape(let file, let line, let place, let why, let cure):
            "\(file), line \(line), \(place): \(why). \(cure)"
        case .gap(let file, let line, let cell):
            "\(file), line \(line): no row covers \(cell.english). Widen a band, or add a row; where the guideline is "
                + "silent, give it \"covered\": false."
        case .overlap(let file, let line, let first, let second, let cell):
            "\(file), line \(line): the rows \"\(first)\" and \"\(second)\" both cover \(cell.english). Narrow one of "
                + "them; \"from\" and \"to\" include their figure, \"above\" and \"below\" don't."
        case .duplicateTable(let file, let id, let other):
            "\(file): the id \"\(id)\" is also that of \(other). Give one of them another id."
        }
    }
}
