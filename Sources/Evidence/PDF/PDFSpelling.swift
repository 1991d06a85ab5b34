/// Tells whether a hyphen at the end of a line belongs to the word, from what the document writes elsewhere.
struct PDFSpelling: Equatable, Sendable {
    static let hyphens: Set<Character> = ["-", "\u{2010}", "\u{AD}"]
    private static let mostWords = 200_000

    private struct Ends: Hashable {
        var left: String
        var right: String
    }

    private var words: Set<String> = []
    private var ends: Set<Ends> = []
    private var breaksWords = true

    /// Takes up the words of lines that follow each other.
    mutating func learn(_ lines: some Sequence<String>) {
        var last = ""
        for line in lines where words.count < Self.mostWords {
            let isRest = last.last.map(Self.hyphens.contains) ?? false
            words.formUnion(Self.wholeWords(line, isRest: isRest))
            if isRest, let ends = Self.ends(last, line) { self.ends.insert(ends) }
            last = line
        }
    }

    /// Text that isn't justified has hyphens at the ends of lines only where words have them anyway.
    mutating func decide() {
        let broken = ends.count { words.contains($0.left + $0.right) }
        let whole = ends.count { words.contains($0.left + "-" + $0.right) || Self.isCompound($0) }
        breaksWords = broken * 3 >= whole
    }

    /// Whether the hyphen at the end of `text` is there for the line's end only.
    func isBroken(_ text: String, _ line: String) -> Bool {
        if text.last == "\u{AD}" { return true }
        guard let ends = Self.ends(text, line) else { return false }
        if words.contains(ends.left + ends.right) { return true }
        // CGM-derived, scalpel-bougie-tube
        if text.dropLast().last?.isUppercase == true || line.dropFirst(ends.right.count).first == "-" { return false }
        if !breaksWords || words.contains(ends.left + "-" + ends.right) || Self.isCompound(ends) { return false }
        return !(words.contains(ends.left) && words.contains(ends.right))
    }

    /// The two parts, if both are made of letters and the second one is small.
    private static func ends(_ text: String, _ line: String) -> Ends? {
        let tail = text.dropLast().reversed().prefix {
            ($0.isLetter || $0.isNumber || $0 == "-") && !PDFText.isChinese($0)
        }
        let start = line.prefix { $0.isLetter && !PDFText.isChinese($0) }
        guard let first = start.first, first.isLowercase, !tail.isEmpty, tail.allSatisfy(\.isLetter) else { return nil }
        return Ends(left: String(tail.reversed()).lowercased(), right: start.lowercased())
    }

    private static func wholeWords(_ line: String, isRest: Bool) -> [String] {
        let words = line.lowercased().split { !$0.isLetter && $0 != "-" || PDFText.isChinese($0) }.map(String.init)
        return words.dropFirst(isRest ? 1 : 0).filter { $0.last != "-" }
            .flatMap { $0.contains("-") ? [$0] + $0.split(separator: "-").map(String.init) : [$0] }
            .filter { $0.count > 2 }
    }

    // MARK: Compounds

    /// Parts that words with hyphens are made of, and that are seldom the start or the rest of a broken word.
    private static func isCompound(_ ends: Ends) -> Bool {
        firstParts.contains(ends.left) || secondParts.contains(ends.right)
    }

    private static let secondParts: Set<String> = [
        "acting", "adjusted", "associated", "based", "blocker", "blockers", "blind", "blinded", "care", "controlled",
        "degree", "density", "dependent", "derived", "dose", "effect", "free", "grade", "induced", "intensity", "level",
        "like",
        "line", "negative", "onset", "organ", "positive", "related", "release", "resistant", "risk", "sparing",
        "specific", "term", "type", "year", "years",
    ]
    private static let firstParts: Set<String> = [
        "alpha", "auto", "beta", "co", "evidence", "first", "follow", "high", "higher", "long", "low", "lower",
        "medium",
        "moderate", "non", "second", "self", "short", "third", "well",
    ]
}
