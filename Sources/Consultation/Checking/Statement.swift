import Evidence

/// A statement, of the evidence or of a model. A small model may repeat what the evidence states: words may be left out, none added, none moved, and nothing
/// left out that turns, limits or addresses it.
///
/// Terms and figures alone don't tell "start at 81 mg daily and consider stopping about 75" from a passage that advises
/// against starting: every word of it stands there.
struct Statement: Sendable {
    fileprivate enum Piece: Equatable {
        case word(String)
        case number(String)
        /// A word that turns or limits what is said.
        case limit(String)
        /// What ends a clause.
        case mark
    }

    fileprivate var pieces: [Piece]

    /// The statements of a text: what stands between full stops and semicolons.
    static func all(in text: String) -> [Statement] {
        Sentences.split(text).flatMap { $0.split { ";；".contains($0) } }.map { Statement($0) }
    }

    private init(_ text: Substring) { pieces = Self.pieces(of: text) }

    /// Its words, figures and Han characters.
    var length: Int { pieces.count { $0 != .mark } }

    /// Whether leaving words out of one of the statements gives this one.
    func isExcerpt(of statements: [Statement]) -> Bool {
        let said = pieces.filter { $0 != .mark && !Self.isNeutral($0) }
        return !said.isEmpty && statements.contains { Self.leads(from: $0.pieces, to: said) }
    }

    private static func leads(from source: [Piece], to said: [Piece]) -> Bool {
        source.indices.contains { start in
            guard source[start] == said[0], let matched = match(said, in: source, from: start) else { return false }
            return keeps(source, matched)
        }
    }

    /// Where each piece stands, in order; nil where one doesn't.
    private static func match(_ said: [Piece], in source: [Piece], from start: Int) -> Set<Int>? {
        var matched: Set<Int> = []
        var place = start
        for piece in said {
            guard let next = source[place...].firstIndex(of: piece) else { return nil }
            matched.insert(next)
            place = next + 1
        }
        return matched
    }

    /// Whether what is left out may be: whole clauses behind the beginning, and words that change nothing.
    private static func keeps(_ source: [Piece], _ matched: Set<Int>) -> Bool {
        guard let first = matched.min(), let last = matched.max() else { return false }
        // What comes first says whom it is about: "Children: …".
        guard !source[..<first].contains(.mark) else { return false }
        let end = source[last...].firstIndex(of: .mark) ?? source.endIndex
        return source[..<end].indices.allSatisfy { index in
            switch source[index] {
            case .limit: matched.contains(index)
            case .number: matched.contains(index) || !isInside(index, source, matched)
            case .word, .mark: true
            }
        }
    }

    /// Whether a place lies in a clause of which something was taken, between the first and the last of it: of "126 = 7.0"
    /// neither half can stay alone.
    private static func isInside(_ index: Int, _ source: [Piece], _ matched: Set<Int>) -> Bool {
        let from = source[..<index].lastIndex(of: .mark) ?? source.startIndex
        let to = source[index...].firstIndex(of: .mark) ?? source.endIndex
        let taken = matched.filter { (from..<to).contains($0) }
        guard let first = taken.min(), let last = taken.max() else { return false }
        return index > first && index < last
    }
}

// MARK: Pieces

extension Statement {
    private static func pieces(of text: Substring) -> [Piece] {
        text.matches(of: pattern.regex).map { piece(String($0.output)) }
    }

    /// A number with its comparator, or a range; a word; a Han character; a mark.
    private static let pattern = Pattern(
        /[<>≤≥＜＞≦≧]?\s?\d+(?:[.,]\d+)*(?:\s?[–—-]\s?[<>≤≥]?\d+(?:[.,]\d+)*)?|[A-Za-zµμ][A-Za-zµμ0-9]*(?:[-'’][A-Za-z0-9]+)*|\p{Han}|[,:，：、()（）]/)

    private static func piece(_ text: String) -> Piece {
        if let first = text.first, ",:，：、()（）".contains(first) { return .mark }
        if text.contains(where: \.isNumber), text.first?.isLetter != true { return .number(number(text)) }
        let word = text.lowercased()
        if SignedText.denies(word) || limits.contains(word) { return .limit(word) }
        return .word(Terms.stem(word))
    }

    private static func number(_ text: String) -> String {
        let plain: [Character: Character] = ["＜": "<", "＞": ">", "≦": "≤", "≧": "≥", "–": "-", "—": "-"]
        return String(text.filter { !$0.isWhitespace }.map { plain[$0] ?? $0 })
    }

    private static func isNeutral(_ piece: Piece) -> Bool {
        if case .word(let word) = piece { neutral.contains(word) } else { false }
    }

    private static let limits: Set<String> = [
        "unless", "except", "only", "if", "until", "but", "若", "仅", "僅", "只", "除", "非", "如", "禁", "停", "避",
    ]

    /// Words that a sentence may have of its own: they say nothing, and take nothing back.
    private static let neutral: Set<String> = Set(
        [
            "the", "a", "an", "is", "are", "was", "were", "be", "of", "to", "in", "on", "at", "for", "with", "as", "by",
            "it", "its", "this", "that", "these", "those", "which", "you", "your", "he", "she", "his", "her", "their",
            "they", "patient", "patients", "guideline", "guidelines", "according", "recommends", "recommend",
            "recommended", "and", "so", "therefore", "states", "says",
        ].map(Terms.stem) + "的是为為在时時则則就即也了并並和及与與患者指南推荐薦建议議根据據应應该該".map(String.init))
}
