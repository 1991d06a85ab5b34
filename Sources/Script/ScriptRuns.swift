/// A text as runs of Han characters and what lies between them.
///
/// Each Han run is converted by itself and everything else is left alone: figures, units, Latin names and citation marks
/// stay byte for byte, and a text that arrives in pieces is converted as the whole is.
struct ScriptRuns {
    struct Run {
        var text: Substring.UnicodeScalarView
        var isHan: Bool
    }

    /// A longer run is cut here, so that a stream isn't held back for ever.
    static let longest = 64

    /// In order; together they are the text.
    let all: [Run]

    init(_ text: String) {
        var runs: [Run] = []
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            let isHan = Self.isHan(first)
            var run = rest.prefix { Self.isHan($0) == isHan }
            if isHan { run = run.prefix(Self.longest) }
            runs.append(Run(text: run, isHan: isHan))
            rest = rest[run.endIndex...]
        }
        all = runs
    }

    /// Where the last run begins that what follows may still make longer; nil where there is none.
    var openEnd: String.Index? {
        guard let last = all.last, last.isHan, last.text.count < Self.longest else { return nil }
        return last.text.startIndex
    }

    static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
        default: false
        }
    }
}
