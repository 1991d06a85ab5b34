public import Evidence
public import Inference

/// How an answer came about, stage by stage, written down while the turn ran: what stands in the answer itself (route,
/// citations, computed values, verdicts, model, timings) isn't repeated here.
public struct Explanation: Sendable, Equatable, Codable {
    public var schema = "xinglin.why/1"
    public var question: AskedQuestion
    /// Each specialty's share by meaning and names, 0…1, from which the route was chosen; empty where one was pinned.
    public var routeScores: [String: Double] = [:]
    public var subject: SubjectDecision?
    /// In the order of the citations.
    public var passages: [PassageRank] = []
    public var abstention: AbstentionReason?
    /// The exact prompt, part by part; empty where the model wasn't asked.
    public var prompt: [PromptPart] = []
    public var sampler: SamplerSettings?
    public var model: ModelFacts?
    public var generation: GenerationSummary?
    /// The model's own words, before the checks corrected its marks.
    public var written: String?
    public var confidence: [Confidence] = []
    /// In the order of the answer's sentences.
    public var sentences: [SentenceFinding] = []
    /// What the model wrote that the evidence doesn't carry: no part of the answer.
    public var withdrawn: [CheckedSentence] = []
    public var readingLevel: ReadingLevel?

    public init(question: AskedQuestion) { self.question = question }
}

extension Explanation {
    /// The question as it came, as it was searched, and what that was expanded to.
    public struct AskedQuestion: Sendable, Equatable, Codable {
        public var asked: String
        /// In Simplified characters, with what was said of the patient.
        public var searched: String
        public var expansion: SearchedQuery?

        public init(asked: String, searched: String, expansion: SearchedQuery? = nil) {
            self.asked = asked
            self.searched = searched
            self.expansion = expansion
        }
    }

    /// Whether the library has anything on the subject.
    public struct SubjectDecision: Sendable, Equatable, Codable {
        public var isCovered: Bool
        /// 0…1
        public var probability: Double
        /// Why only words were searched; nil where meaning was searched too.
        public var lexicalOnly: String?
        public var searchMilliseconds: Double

        public init(_ response: SearchResponse) {
            isCovered = response.isOnSubject
            probability = response.subjectProbability
            lexicalOnly = response.lexicalOnly
            searchMilliseconds = response.elapsedMilliseconds
        }
    }

    /// How a cited passage was found; its score stands with the citation.
    public struct PassageRank: Sendable, Equatable, Codable {
        public var n: Int
        public var passage: String
        /// From 1; nil where it isn't in that list.
        public var lexicalRank: Int?
        public var semanticRank: Int?
        /// Cosine.
        public var similarity: Double?
        /// 0…1, before organisation, year, chart and the like moved it.
        public var fusedScore: Double?
        /// The weightiest first.
        public var reasons: [RankReason]

        public init(n: Int, _ result: SearchResult) {
            self.n = n
            passage = result.passage.id
            lexicalRank = result.lexicalRank
            semanticRank = result.semanticRank
            similarity = result.semanticSimilarity
            fusedScore = result.fusedScore
            reasons = result.reasons
        }
    }

    /// Why the model wasn't asked.
    public struct AbstentionReason: Sendable, Equatable, Codable {
        /// `off-subject`, `other-field`, `future-edition`, `no-patient`, `missing-inputs`, `own-fate`, `unknown-name`,
        /// `unsaid`.
        public var code: String
        /// What it concerns: the year, the tool, the name.
        public var about: String?
    }

    public struct SamplerSettings: Sendable, Equatable, Codable {
        /// 0 takes the likeliest token every time; `topP` and `seed` say nothing then.
        public var temperature: Double
        public var topP: Double
        public var seed: UInt32
        public var maxTokens: Int
        public var cacheReuse: CacheReuse
        public var stop: [String]
        /// Whether tokens that the prompt lets expect were computed in advance.
        public var looksAhead: Bool
        /// What alone its brackets could hold; nil: anything.
        public var citations: [String]?

        public init(_ options: GenerationOptions) {
            temperature = options.temperature
            topP = options.topP
            seed = options.seed
            maxTokens = options.maxTokens
            cacheReuse = options.cacheReuse
            stop = options.stop
            looksAhead = options.looksAhead
            citations = options.citations
        }
    }

    /// What the answer's own stamp doesn't say of the model.
    public struct ModelFacts: Sendable, Equatable, Codable {
        public var format: String
        public var parameters: Int
        public var contextLength: Int
        public var template: String
        public var threads: Int

        public init(_ info: ModelInfo) {
            format = info.format
            parameters = info.parameterCount
            contextLength = info.contextLength
            template = info.template
            threads = info.threads
        }
    }
}

extension Abstention.Reason {
    var explained: Explanation.AbstentionReason {
        switch self {
        case .offSubject: .init(code: "off-subject", about: nil)
        case .otherField(_, let other): .init(code: "other-field", about: other)
        case .futureEdition(let year): .init(code: "future-edition", about: String(year))
        case .noPatient: .init(code: "no-patient", about: nil)
        case .missingInputs(let tool): .init(code: "missing-inputs", about: tool)
        case .ownFate: .init(code: "own-fate", about: nil)
        case .unknownName(let name): .init(code: "unknown-name", about: name)
        case .unsaid(let drug, let condition): .init(code: "unsaid", about: "\(drug) + \(condition.english)")
        }
    }
}
