/// Tells whether two passages say the same: near-identical words, or near-identical meaning, and in either case the same
/// figures, the same negations and the same people.
///
/// What is compared is found once for a passage, and only where a comparison comes so far.
final class NearCopy {
    /// Words that both have, of all that either has.
    static let sameWords = 0.9
    /// The same for texts of which the vectors are near, and how near those have to be.
    static let likeWords = 0.3
    static let nearVectors = 0.93

    let passage: Passage
    let text: String
    private(set) lazy var figures = Self.figures(in: text)
    private lazy var isNegative = Self.isNegative(text)
    private lazy var populations = FigureCues.populations(in: text.lowercased())
    private lazy var words = Set(Words.asked(text))

    init(_ passage: Passage) {
        self.passage = passage
        text = passage.english ?? passage.chinese ?? ""
    }

    private var isChinese: Bool { passage.english == nil }

    /// Whether it may be a copy, by what is quickly compared.
    func isCandidate(_ other: NearCopy) -> Bool {
        guard passage.edition == other.passage.edition, figures == other.figures else { return false }
        if !figures.isEmpty { return true }
        let lengths = [text.utf8.count, other.text.utf8.count].sorted()
        return lengths[0] * 5 >= lengths[1] * 4
    }

    /// - Parameter similarity: the cosine of both texts' directions; nil where it isn't known.
    func isCopy(of other: NearCopy, similarity: () throws -> Double?) rethrows -> Bool {
        guard isCandidate(other), isNegative == other.isNegative, populations == other.populations else { return false }
        let shared = sharedWords(other)
        if shared >= Self.sameWords { return true }
        guard !figures.isEmpty, isChinese != other.isChinese || shared >= Self.likeWords else { return false }
        return try (similarity() ?? 0) >= Self.nearVectors
    }

    private func sharedWords(_ other: NearCopy) -> Double {
        let shared = words.intersection(other.words).count
        let all = words.count + other.words.count - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }

    /// The figures with their units and comparators; one in brackets has the comparator of what it repeats.
    private static func figures(in text: String) -> Set<String> {
        let characters = FigureText.normalised(text)
        var sign: Character?
        return Set(
            FigureGroup.all(in: characters).filter { !$0.isYear }.map { group in
                let own = Bounds.sign(of: group, in: characters)
                let isRepeated = group.isBracketed(in: characters)
                sign = own ?? (isRepeated ? sign : nil)
                let values = group.values.map { "\($0)" }.joined(separator: "/")
                return "\(sign.map(String.init) ?? "")\(values) \(group.unit ?? "")"
            })
    }

    /// Whether it says no to something.
    private static func isNegative(_ text: String) -> Bool {
        let small = text.lowercased()
        return small.contains { "不无勿禁未非".contains($0) }
            || small.split { !$0.isLatinLetter }.contains { negationWords.contains(String($0)) }
    }

    private static let negationWords: Set<String> = [
        "no", "not", "never", "without", "avoid", "against", "contraindicated", "insufficient", "neither", "nor",
        "cannot", "except", "unless", "stop",
    ]
}

extension FigureGroup {
    /// A year that an edition is named by.
    fileprivate var isYear: Bool { unit == nil && values.count == 1 && (1990...2099).contains(values[0]) }
}
