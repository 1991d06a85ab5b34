import Evidence

/// A part of a sentence with its sign: what it says, and whether it says it or denies it.
///
/// "Do not start metformin below 45" and "start metformin from 45" have the same terms; they agree because both the denial
/// and the side of the figure are turned round. One turn alone is a contradiction.
struct SignedPart: Sendable {
    var terms: Terms
    /// An odd number of words that deny, forbid or end something.
    var isNegated: Bool
    var isRaising: Bool?
    /// Its figures, and on which side of each it lies; nil where it doesn't say.
    var figures: [(figure: Figure, isAbove: Bool?)]

    /// The parts of a text, each short enough to have one sign.
    static func all(in text: String) -> [SignedPart] { SignedText.parts(of: text).map(SignedPart.init) }

    init(_ part: String) {
        let read = SignedText.read(part)
        terms = Terms(read.rest)
        isNegated = !read.denials.isMultiple(of: 2)
        isRaising = read.isRaising
        figures = FigureSide.all(in: part)
    }

    /// Whether the other says the same of the same things with the opposite sign; nil where they can't be compared.
    func contradicts(_ other: SignedPart) -> Bool? {
        var isTurned = isNegated != other.isNegated
        if let isRaising, let raises = other.isRaising, isRaising != raises { isTurned.toggle() }
        for (figure, isAbove) in figures {
            // Without its own figure there, the other speaks of another case.
            guard let same = other.figures.first(where: { EvidenceSet.match(figure, $0.figure) }) else { return nil }
            if let isAbove, let isAboveThere = same.isAbove, isAbove != isAboveThere {
                isTurned.toggle()
                break
            }
        }
        return isTurned
    }
}

extension Checker {
    /// Whether the passages that say the same as a sentence say it with the opposite sign, all of them.
    func isContradicted(_ sentence: String) -> Bool {
        SignedPart.all(in: sentence).contains { part in
            guard part.terms.all.count >= Self.fewestTerms else { return false }
            let near = evidence.signed.map { (part: $0, coverage: part.terms.coverage(by: $0.terms)) }
                .filter { $0.coverage >= thresholds.same }
            let best = near.map(\.coverage).max() ?? 0
            let verdicts = near.filter { $0.coverage >= best - 0.1 }.compactMap { part.contradicts($0.part) }
            return !verdicts.isEmpty && verdicts.allSatisfy { $0 }
        }
    }

    /// Fewer could stand together by chance.
    private static let fewestTerms = 3
}

/// On which side of a figure a text lies.
enum FigureSide {
    static func all(in text: String) -> [(figure: Figure, isAbove: Bool?)] {
        let characters = Array(text.lowercased())
        // Lower case may change a text's length in some scripts; then no side can be told.
        let isAligned = characters.count == text.count
        return Figure.places(in: text).flatMap { place in
            let side = isAligned ? side(of: place.characters, in: characters) : nil
            return place.figures.map { ($0, side) }
        }
    }

    private static func side(of place: Range<Int>, in characters: [Character]) -> Bool? {
        let before = String(characters[max(0, place.lowerBound - 20)..<place.lowerBound]).trimmingSpaces
        let after = String(characters[place.upperBound..<min(characters.count, place.upperBound + 12)]).trimmingSpaces
        if above.contains(where: before.hasSuffix) || orAbove.contains(where: after.hasPrefix) { return true }
        if below.contains(where: before.hasSuffix) || orBelow.contains(where: after.hasPrefix) { return false }
        // The sign may be read as part of the figure.
        guard let first = characters[place].first else { return nil }
        return "≥>＞≧".contains(first) ? true : "≤<＜≦".contains(first) ? false : nil
    }

    private static let above = [
        "≥", ">", "＞", "≧", "at least", "above", "over", "more than", "greater than", "higher than", "no less than",
        "not less than", "not below", "exceeds", "exceeding", "from", "至少", "不低于", "不少于", "不小于", "大于", "高于", "超过",
        "大于等于",
        "大於", "高於", "超過", "不低於", "不少於",
    ]
    private static let below = [
        "≤", "<", "＜", "≦", "at most", "below", "under", "less than", "lower than", "fewer than", "up to",
        "no more than",
        "not more than", "not above", "小于", "低于", "少于", "不足", "不超过", "不高于", "不大于", "至多", "小於", "低於", "少於", "不超過", "不高於",
    ]
    private static let orAbove = [
        "or more", "or above", "or higher", "or over", "and above", "and over", "及以上", "以上", "或以上",
    ]
    private static let orBelow = [
        "or less", "or below", "or lower", "or under", "and below", "及以下", "以下", "或以下", "以内", "以內",
    ]
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
