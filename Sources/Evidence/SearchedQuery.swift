/// A question as it was searched: what it was expanded to.
public struct SearchedQuery: Sendable, Equatable, Codable {
    /// The concepts of the lexicon that it names, each as the list of its names.
    public var concepts: [[String]]
    /// Its own words, and those that the concepts' other names and its figures added.
    public var words: [String]
    public var addedWords: [String]
    /// What was embedded: the question and, in brackets, full names of what it names.
    public var meaning: String
    /// The word search (FTS5); nil where it has no word.
    public var match: String?
    /// Organisations and years that it asks for, and its laboratory figures in the unit of the index.
    public var organisations: [[String]]
    public var years: [Int]
    public var figures: [String]

    public init(
        concepts: [[String]] = [], words: [String] = [], addedWords: [String] = [], meaning: String,
        match: String? = nil, organisations: [[String]] = [], years: [Int] = [], figures: [String] = []
    ) {
        self.concepts = concepts
        self.words = words
        self.addedWords = addedWords
        self.meaning = meaning
        self.match = match
        self.organisations = organisations
        self.years = years
        self.figures = figures
    }
}

extension SearchedQuery {
    init(_ question: Question) {
        self.init(
            concepts: question.concepts, words: question.words, addedWords: question.addedWords,
            meaning: question.meaning, match: question.match, organisations: question.organisationHints,
            years: question.years.sorted(), figures: question.figures)
    }
}
