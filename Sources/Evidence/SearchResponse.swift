/// A passage that was found, with how it was found.
public struct SearchResult: Sendable, Equatable {
    public var passage: Passage
    public var guideline: Guideline
    /// 0…1: the fused rank, where 1 would be first by every measure.
    public var score: Double
    /// The place among the passages that share words with the question, from 1; nil where it shares none.
    public var lexicalRank: Int?
    /// The place by meaning, from 1; nil where it isn't among the nearest.
    public var semanticRank: Int?
    /// The cosine between question and passage; about 0.80 for unrelated texts and 0.95 for near copies.
    public var semanticSimilarity: Double?

    public init(
        passage: Passage, guideline: Guideline, score: Double, lexicalRank: Int? = nil, semanticRank: Int? = nil,
        semanticSimilarity: Double? = nil
    ) {
        self.passage = passage
        self.guideline = guideline
        self.score = score
        self.lexicalRank = lexicalRank
        self.semanticRank = semanticRank
        self.semanticSimilarity = semanticSimilarity
    }
}

/// A concept of the lexicon that a question names, and where the library names it too.
public struct NamedConcept: Sendable, Equatable {
    /// Its English name, or the Chinese one where there is no other; and the other way round.
    public var english: String
    public var chinese: String
    /// How many passages of each pack name it.
    public var passages: [String: Int]

    public init(english: String, chinese: String, passages: [String: Int]) {
        self.english = english
        self.chinese = chinese
        self.passages = passages
    }

    init(names: [String], passages: [String: Int]) {
        let isChinese = { (name: String) in name.unicodeScalars.contains(where: Folding.isHan) }
        let first = names.first ?? ""
        self.init(
            english: names.first { !isChinese($0) } ?? first, chinese: names.first(where: isChinese) ?? first,
            passages: passages)
    }
}

public struct SearchResponse: Sendable, Equatable {
    /// Best first.
    public var results: [SearchResult]
    /// What the question names.
    public var concepts: [NamedConcept]
    /// Whether the library has anything on the question's subject: a decision calibrated on questions that it
    /// can and can't answer. The results are given either way.
    public var isOnSubject: Bool
    /// How probable it is that the library covers the subject, 0…1.
    public var subjectProbability: Double
    /// Why passages were found by their words only; nil where meaning was searched too.
    public var lexicalOnly: String?
    public var elapsedMilliseconds: Double

    public init(
        results: [SearchResult], concepts: [NamedConcept] = [], isOnSubject: Bool, subjectProbability: Double = 1,
        lexicalOnly: String? = nil,
        elapsedMilliseconds: Double = 0
    ) {
        self.results = results
        self.concepts = concepts
        self.isOnSubject = isOnSubject
        self.subjectProbability = subjectProbability
        self.lexicalOnly = lexicalOnly
        self.elapsedMilliseconds = elapsedMilliseconds
    }
}
