import Evidence

/// A statement, of the evidence or of a model. A small model may repeat what the evidence states: from its beginning, clause by
/// clause, word for word but for words that say nothing; alternatives and later clauses may be left out, never what limits.
///
/// Terms and figures alone don't tell "start at 81 mg daily and consider stopping about 75" from a passage that advises
/// against starting: every word of it stands there.
struct StatedText: Sendable {
    fileprivate enum Piece: Equatable {
        case word(String)
        case number(String)
        /// A word that turns or limits what is said.
        case limit(String)
        /// What ends a clause.
        case mark
    }

    private var pieces: [Piece] = []
    /// Places of pieces that stand in brackets.
    private var asides: Set<Int> = []

    /// The statements of a text: what stands between full stops and semicolons; where what follows a semicolon limits, one
    /// with it. "Safe from an eGFR of 30; not in liver failure" doesn't state that it is safe from 30.
    static func all(in text: String) -> [StatedText] {
        var sentences: [[StatedText]] = [[]]
        for part in Sentences.split(text) {
            sentences[sentences.count - 1] += part.split { ";；".contains($0) }.map { StatedText($0) }
            // A full-width semicolon ends a sentence for those who read it, not what it states.
            if part.last != "；" { sentences.append([]) }
        }
        return sentences.flatMap { parts in
            let limits = parts.dropFirst().contains { $0.pieces.contains(where: isLimit) }
            return limits ? [StatedText(joining: parts)] : parts
        }
    }

    private init(joining parts: [StatedText]) {
        for part in parts {
            if !pieces.isEmpty { pieces.append(.mark) }
            asides.formUnion(part.asides.map { $0 + pieces.count })
            pieces += part.pieces
        }
    }

    private init(_ text: Substring) {
        var depth = 0
        for match in text.matches(of: Self.pattern.regex) {
            switch match.output {
            case "(", "（": depth += 1
            case ")", "）": depth = max(0, depth - 1)
            default:
                if depth > 0 { asides.insert(pieces.count) }
                pieces.append(Self.piece(String(match.output)))
            }
        }
    }

    /// Its words, figures and Han characters.
    var length: Int { pieces.count { $0 != .mark } }

    /// Whether leaving words out of one of the statements gives this one.
    func isExcerpt(of statements: [StatedText]) -> Bool {
        let said = pieces.filter { $0 != .mark && !Self.isNeutral($0) }
        return !said.isEmpty && statements.contains { $0.leads(to: said) }
    }

    private func leads(to said: [Piece]) -> Bool {
        pieces.indices.contains { start in
            guard pieces[start] == said[0], let matched = match(said, from: start) else { return false }
            return keeps(matched)
        }
    }

    /// Where each piece stands, in order; nil where one doesn't.
    private func match(_ said: [Piece], from start: Int) -> Set<Int>? {
        var matched: Set<Int> = []
        var place = start
        for piece in said {
            guard let next = pieces[place...].firstIndex(of: piece) else { return nil }
            matched.insert(next)
            place = next + 1
        }
        return matched
    }

    /// Whether what is left out may be.
    private func keeps(_ matched: Set<Int>) -> Bool {
        let ends = pieces.indices.filter { pieces[$0] == .mark && !asides.contains($0) }
        let clauses = pieces.indices.split { ends.contains($0) }
        return clauses.enumerated().allSatisfy { number, clause in
            if matched.isDisjoint(with: clause) {
                // What comes first says whom it is about: "Children: …".
                return number > 0 && !clause.contains { Self.isLimit(pieces[$0]) }
            }
            return clause.split { matched.contains($0) }.allSatisfy { run in
                mayGo(run, isFirst: number == 0 && run.first == clause.first)
            }
        }
    }

    /// Whether a run of pieces within a clause may be left out: words that say nothing, what stands in brackets, an
    /// alternative, or the source's name and year at the beginning.
    private func mayGo(_ run: Range<Int>, isFirst: Bool) -> Bool {
        if run.contains(where: { Self.isLimit(pieces[$0]) }) { return false }
        let said = run.filter { !asides.contains($0) }.map { pieces[$0] }
        if said.allSatisfy({ $0 == .mark || Self.isNeutral($0) }) { return true }
        if let first = said.first, let last = said.last, Self.isOr(first) || Self.isOr(last) { return true }
        if isFirst, case .number(let year)? = said.last { return year.wholeMatch(of: /(?:19|20)\d\d/) != nil }
        return false
    }

    private static func isOr(_ piece: Piece) -> Bool { piece == .word("or") || piece == .word("或") }

    private static func isLimit(_ piece: Piece) -> Bool {
        if case .limit = piece { true } else { false }
    }
}

// MARK: Pieces

extension StatedText {
    /// A number with its comparator, or a range; a word; a Han character; a mark.
    private static let pattern = Pattern(
        /[<>≤≥＜＞≦≧]?\s?\d+(?:[.,]\d+)*(?:\s?[–—-]\s?[<>≤≥]?\d+(?:[.,]\d+)*)?|[A-Za-zµμ][A-Za-zµμ0-9]*(?:[-'’][A-Za-z0-9]+)*|[\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}]|[,:，：、()（）]/
    )

    private static func piece(_ text: String) -> Piece {
        if let first = text.first, ",:，：、".contains(first) { return .mark }
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
