public import Database

/// Why the library can't do what was asked; nothing was changed.
public enum LibraryError: Error, Equatable, Sendable {
    case database(DatabaseError)
    /// A file or folder can't be read.
    case unreadable(file: String, why: String)
    /// The library reads no such files.
    case unsupportedFormat(file: String)
    /// A file is larger than the library reads.
    case tooLarge(file: String, bytes: Int, limit: Int)
    /// It can't be told in which encoding a text is, or it is no text.
    case undecodable(file: String, why: String, remedy: String)
    /// What is said of a document isn't of its kind, or fits one document only.
    case details(String)
    /// The document that is to be replaced isn't in the collection.
    case nothingToSupersede(id: String, collection: String)
    /// A PDF gave no text.
    case pdf(PDFFailure)
    /// A line of a JSON-lines file isn't a record with an id and a text.
    case malformedRecord(file: String, line: Int, why: String)
    /// Two passages have the same id.
    case duplicatePassage(id: String, first: String, second: String)
    /// Two documents have the same id.
    case duplicateGuideline(id: String, first: String, second: String)
    /// There is nothing to read in the file.
    case empty(file: String)
    /// The name of a collection isn't made of letters, digits, `-` and `_`, or is the packs' own.
    case collectionName(String)
    /// There is no document and no collection of that name.
    case unknown(String)
    /// What comes with the packs can't be removed: it would be back at the next start.
    case belongsToPack(String)
}

extension LibraryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .database(let error):
            "\(error)"
        case .unreadable(let file, let why):
            "\(file) can't be read: \(why). Check the path and that you may read it."
        case .unsupportedFormat(let file):
            "\(file) is of a kind that the library doesn't read. It reads \(Ingest.Format.list). Nothing was added."
        case .tooLarge(let file, let bytes, let limit):
            "\(file) has \(bytes >> 20) MB, and the library reads \(limit >> 20) MB of such a file at most. Split it. "
                + "Nothing was added."
        case .undecodable(let file, let why, let remedy):
            "\(file) can't be read as text: \(why). \(remedy) Nothing was added."
        case .details(let why):
            "\(why) Nothing was added."
        case .nothingToSupersede(let id, let collection):
            "The collection \"\(collection)\" has no document \"\(id)\" to be superseded. `xinglin library list` shows the "
                + "ids; an added document supersedes only within its own collection. Nothing was added."
        case .pdf(let failure): "\(failure) Nothing was added."
        case .malformedRecord(let file, let line, let why):
            "\(file), line \(line): \(why). Each line is one JSON object with \"id\", \"text\" and, if there is one, "
                + "\"title\", all text. Nothing was added."
        case .duplicatePassage(let id, let first, let second):
            "The passage id \"\(id)\" is used twice: in \(first) and in \(second). Give one of them another id."
        case .duplicateGuideline(let id, let first, let second):
            "The document id \"\(id)\" is used twice: in \(first) and in \(second). Give one of them another id."
        case .empty(let file):
            "\(file) has no text in it that can be read, so there is nothing to add."
        case .collectionName(let name):
            "\"\(name)\" can't be a collection's name. Use letters, digits, - and _, and another word than "
                + "\"\(Guideline.packCollection)\"."
        case .unknown(let name):
            "The library has no document and no collection \"\(name)\". `xinglin library list` shows what there is."
        case .belongsToPack(let id):
            "\"\(id)\" comes with a specialty pack. To be without it, remove its file from the pack's guidelines folder."
        }
    }
}
