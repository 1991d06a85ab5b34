/// A piece of a document in reading order, whatever kind of file it came from: what the readers of Markdown, HTML, PDF
/// and plain text hand to the one place that makes passages of them.
struct Block: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        /// A heading of a level from 1 (the document's title) to 6.
        case heading(Int)
        case paragraph
        case listItem
        /// One row of a table, its cells joined by " | "; the first row of a table is its head.
        case tableRow(isHead: Bool)
        case footnote
    }

    var kind: Kind
    /// One line, without the marks of its format; not yet cleaned.
    var text: String
    /// The page on which it starts, from 1; nil where the format has no pages.
    var page: Int?
}
