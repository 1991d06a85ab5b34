/// An answer's Markdown as blocks. Inline text stands apart in `texts`, so that checks can mark sentences in it
/// without walking the tree.
struct MarkdownDocument: Sendable, Equatable {
    indirect enum Block: Sendable, Equatable {
        /// Index into `texts`.
        case paragraph(Int)
        case heading(Int)
        case code(String)
        /// `start` is nil for bullets.
        case list(start: Int?, items: [[Block]])
        case quote([Block])
        /// Rows of indices into `texts`; the first row is the head.
        case table([[Int]])
        case rule
    }

    struct Inline: Sendable, Equatable {
        /// Clean; a line feed is a forced line end.
        var text: String
        var isStrong = false
        var isEmphasised = false
        var isCode = false
        /// The citation that the text `[3]` points to.
        var marker: String?
        /// Index of the checked sentence that it belongs to.
        var sentence: Int?
        /// Set by the checks for signs that the program puts in.
        var role: Role?
    }

    var blocks: [Block] = []
    var texts: [[Inline]] = []
}
