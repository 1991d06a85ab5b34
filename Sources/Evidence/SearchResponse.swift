/// What the ranking may know besides the question.
public struct SearchContext: Sendable, Equatable {
    /// In years.
    public var age: Double?
    public var isPregnant: Bool
    /// KDIGO's G category from the latest eGFR: 1, 2, 3 (both 3a and 3b), 4 or 5.
    public var kidneyStage: Int?
    /// Parts of organisations' names whose passages come first among equals.
    public var preferredOrganisations: [String]
    /// Whether passages that a newer edition replaced are given too.
    public var includesSuperseded: Bool

    public init(
        age: Double? = nil, isPregnant: Bool = false, kidneyStage: Int? = nil, preferredOrganisations: [String] = [],
        includesSuperseded: Bool = false
    ) {
        self.age = age
        self.isPregnant = isPregnant
        self.kidneyStage = kidneyStage
        self.preferredOrganisations = preferredOrganisations
        self.includesSuperseded = includesSuperseded
    }
}

/// Why a passage stands where it stands among the results.
public enum RankReason: Sendable, Equatable, Codable {
    /// Its place among the passages that share words with the question, and by meaning, from 1.
    case words(rank: Int)
    case meaning(rank: Int)
    /// It names these concepts of the question.
    case concepts([String])
    /// The question, or the user's settings, ask for this organisation or year.
    case organisation(String)
    case year(Int)
    /// It is about what the chart says of the patient, in a word: "pregnancy", "older-adult", "child", "ckd-4".
    case chart(String)
    /// It has these figures of the question, or the same in another unit, as the analyte and its value in one unit.
    case figures([String])
    /// It comes later for these: another passage took its place; its figures were seen on a weaker page only, or not
    /// at all; it is about patients of another kind than the chart's.
    case superseded
    case secondary
    case unverified
    case otherPatients(String)
}

/// A passage in few words, where another one stands for it or against it.
public struct OtherPassage: Sendable, Equatable, Codable {
    public var passage: String
    public var organisation: String
    public var year: Int?
    /// In each language that there is.
    public var english: String?
    public var chinese: String?
    /// How the two differ, in words; nil for a mere repetition.
    public var note: String?
    /// The same in Chinese, where the program says it and not the document.
    public var chineseNote: String?

    public init(
        passage: String, organisation: String, year: Int?, english: String? = nil, chinese: String? = nil,
        note: String? = nil, chineseNote: String? = nil
    ) {
        self.passage = passage
        self.organisation = organisation
        self.year = year
        self.english = english
        self.chinese = chinese
        self.note = note
        self.chineseNote = chineseNote
    }

    /// The note in a language (`en`, `zh-Hans`, `zh-Hant`), or in the other one where that is missing.
    public func note(in language: String) -> String? {
        language.hasPrefix("zh") ? chineseNote ?? note : note ?? chineseNote
    }
}

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
    /// The part of the score that words and meaning give, before anything else moved the passage; 0…1.
    public var fusedScore: Double?
    /// The weightiest first.
    public var reasons: [RankReason] = []
    /// Near copies of it, shown once with it.
    public var alike: [OtherPassage] = []
    /// What other organisations say otherwise.
    public var dissents: [OtherPassage] = []

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
    /// What the question was expanded to; nil where the source doesn't say.
    public var query: SearchedQuery?

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
