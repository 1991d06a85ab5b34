public import Clinical
public import Evidence
import Inference

/// Whom the answer is written for.
public enum Audience: String, Sendable, Codable, CaseIterable {
    case clinician, patient
}

/// Which specialty pack answers, and how it came to be chosen.
public struct SpecialtyChoice: Sendable, Equatable, Codable {
    public enum How: String, Sendable, Codable { case pinned, routed }

    /// Why it was chosen, in both languages.
    public struct Reason: Sendable, Equatable, Codable {
        public var english: String
        public var chinese: String

        enum CodingKeys: String, CodingKey {
            case english = "en"
            case chinese = "zh"
        }

        public init(english: String, chinese: String) {
            self.english = english
            self.chinese = chinese
        }

        public func text(in language: Language) -> String { language.isChinese ? chinese : english }
    }

    public var id: String
    public var how: How
    /// 0…1; nil when the user pinned the specialty.
    public var score: Double?
    /// nil when the user pinned the specialty.
    public var reason: Reason?

    public init(id: String, how: How, score: Double?, reason: Reason? = nil) {
        self.id = id
        self.how = how
        self.score = score
        self.reason = reason
    }
}

/// What the red-flag rules found in the question.
public struct TriageNotice: Sendable, Equatable, Codable {
    public struct Rule: Sendable, Equatable, Codable {
        public var id: String
        public var message: String
        /// The asker's own words that set the rule off.
        public var matched: String
        /// The document that the rule comes from.
        public var source: String?
        /// The ids of the passages behind it; nil in conversations of earlier versions.
        public var passages: [String]?

        public init(id: String, message: String, matched: String, source: String?, passages: [String]? = nil) {
            self.id = id
            self.message = message
            self.matched = matched
            self.source = source
            self.passages = passages
        }
    }

    public var level: TriageLevel
    public var rules: [Rule]

    public init(level: TriageLevel = .none, rules: [Rule] = []) {
        self.level = level
        self.rules = rules
    }
}

/// A guideline passage as it stands beside the answer, numbered from 1.
public struct Citation: Sendable, Equatable, Codable, Identifiable {
    public enum Edition: String, Sendable, Codable { case current, superseded }

    public var n: Int
    /// The passage's id in the library, e.g. `ada-dm-diagnostic-cutoffs`.
    public var passage: String
    /// The document's title.
    public var guideline: String
    public var organisation: String
    public var year: Int?
    public var section: String?
    public var grade: String?
    public var edition: Edition
    /// `verified`, `secondary` or `unverified`: whether the figure was seen on a page.
    public var status: String
    public var url: String?
    /// The passage in the answer's language (in its other language where only that exists).
    public var text: String
    /// Both language versions, for checking; not part of the JSON.
    public var alternatives: [String]
    public var score: Double
    /// The page of the document on which it starts.
    public var page: Int?
    /// Why it ranks where it does, in the answer's language, the weightiest first.
    public var why: [String] = []
    /// Near copies that are shown with it, and what other organisations say otherwise.
    public var alike: [OtherPassage] = []
    public var dissents: [OtherPassage] = []
    /// What took its place, where that is known; its passage is empty where only the document was replaced.
    public var replacement: OtherPassage?

    public var id: String { passage }

    enum CodingKeys: String, CodingKey {
        case n, passage, guideline, organisation, year, section, grade, edition, status, url, text, score, page, why,
            alike, dissents, replacement
    }

    public init(
        n: Int, passage: String, guideline: String, organisation: String, year: Int?, section: String?, grade: String?,
        edition: Edition, status: String, url: String?, text: String, alternatives: [String], score: Double
    ) {
        self.n = n
        self.passage = passage
        self.guideline = guideline
        self.organisation = organisation
        self.year = year
        self.section = section
        self.grade = grade
        self.edition = edition
        self.status = status
        self.url = url
        self.text = text
        self.alternatives = alternatives
        self.score = score
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        n = try values.decode(Int.self, forKey: .n)
        passage = try values.decode(String.self, forKey: .passage)
        guideline = try values.decode(String.self, forKey: .guideline)
        organisation = try values.decode(String.self, forKey: .organisation)
        year = try values.decodeIfPresent(Int.self, forKey: .year)
        section = try values.decodeIfPresent(String.self, forKey: .section)
        grade = try values.decodeIfPresent(String.self, forKey: .grade)
        edition = try values.decode(Edition.self, forKey: .edition)
        status = try values.decode(String.self, forKey: .status)
        url = try values.decodeIfPresent(String.self, forKey: .url)
        text = try values.decode(String.self, forKey: .text)
        score = try values.decode(Double.self, forKey: .score)
        alternatives = [text]
        page = try values.decodeIfPresent(Int.self, forKey: .page)
        why = try values.decodeIfPresent([String].self, forKey: .why) ?? []
        alike = try values.decodeIfPresent([OtherPassage].self, forKey: .alike) ?? []
        dissents = try values.decodeIfPresent([OtherPassage].self, forKey: .dissents) ?? []
        replacement = try values.decodeIfPresent(OtherPassage.self, forKey: .replacement)
    }
}

/// What the program computed from the chart and the question, or found in a decision table (C1, C2 …), never the model.
public struct ComputedValue: Sendable, Equatable, Codable {
    public var n: String
    public var tool: String
    public var inputs: [String: String]
    /// Nil for a category, and null in the JSON.
    public var value: Double?
    /// UCUM.
    public var unit: String
    public var text: String
    public var source: String
    /// In the answer's language, as are the limits: whom and what the figure must not be used for.
    public var formula: String?
    public var limits: String?
    /// `verified`, `secondary` or `unverified`: whether the formula was seen on a page.
    public var status: String?

    public init(
        n: String, tool: String, inputs: [String: String], value: Double?, unit: String, text: String, source: String,
        formula: String? = nil, limits: String? = nil, status: String? = nil
    ) {
        self.n = n
        self.tool = tool
        self.inputs = inputs
        self.value = value
        self.unit = unit
        self.text = text
        self.source = source
        self.formula = formula
        self.limits = limits
        self.status = status
    }

    /// - Parameter language: of the answer.
    public init(n: String, _ fact: ComputedFact, language: Language) {
        self.init(
            n: n, tool: fact.tool, inputs: fact.inputs, value: fact.value, unit: fact.unit,
            text: fact.text(in: language.rawValue), source: fact.source,
            formula: fact.formula.text(in: language.rawValue), limits: fact.limits.text(in: language.rawValue),
            status: fact.status)
    }
}

extension TriageNotice {
    /// What its emergency rules say, each once.
    var emergencies: [Warning] {
        guard level == .emergency else { return [] }
        var told: Set<String> = []
        return rules.map(\.message).filter { !$0.isEmpty && told.insert($0).inserted }
            .map { Warning(kind: Warning.emergency, message: $0) }
    }
}

extension Answer {
    /// The warnings that triage doesn't show already.
    public var warningsBesideTriage: [Warning] { warnings.filter { $0.kind != Warning.emergency } }
}

extension ComputedValue {
    /// Written out, since a missing value is null rather than left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(n, forKey: .n)
        try container.encode(tool, forKey: .tool)
        try container.encode(inputs, forKey: .inputs)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(text, forKey: .text)
        try container.encode(source, forKey: .source)
        try container.encodeIfPresent(formula, forKey: .formula)
        try container.encodeIfPresent(limits, forKey: .limits)
        try container.encodeIfPresent(status, forKey: .status)
    }
}

/// What the checks say of one sentence.
public enum Verdict: String, Sendable, Codable, CaseIterable {
    case supported
    case numberNotInEvidence = "number-not-in-evidence"
    case uncited
    case unknownCitation = "unknown-citation"
    case againstChart = "against-chart"
    case weakSupport = "weak-support"
}

/// One sentence of the answer, tied to the passages that the program found to support it.
public struct CheckedSentence: Sendable, Equatable, Codable {
    public var text: String
    public var citations: [Int]
    public var verdict: Verdict
    /// In the answer's language: which figure is not in the evidence, which citation was corrected.
    public var detail: String?

    public init(text: String, citations: [Int], verdict: Verdict, detail: String?) {
        self.text = text
        self.citations = citations
        self.verdict = verdict
        self.detail = detail
    }
}

public struct Warning: Sendable, Equatable, Codable {
    /// The kind of those that repeat what triage says, for clients that show an answer and its warnings only.
    public static let emergency = "emergency"
    /// The answer reached its longest length.
    static let cut = "cut"

    public var kind: String
    public var message: String

    public init(kind: String, message: String) {
        self.kind = kind
        self.message = message
    }
}

/// Which model said it, so that an answer can be traced and repeated.
public struct ModelStamp: Sendable, Equatable, Codable {
    public var name: String
    public var sha256: String?
    /// The adapter's name, hash and scale; nil: the base model alone.
    public var adapter: String?
    public var engine: String
    public var seed: UInt32
    public var temperature: Double

    public init(name: String, sha256: String?, adapter: String?, engine: String, seed: UInt32, temperature: Double) {
        self.name = name
        self.sha256 = sha256
        self.adapter = adapter
        self.engine = engine
        self.seed = seed
        self.temperature = temperature
    }

    static func words(_ adapter: AdapterInfo) -> String {
        "\(adapter.name), SHA-256 \(adapter.sha256), × \(adapter.scale)"
    }
}

public struct Timings: Sendable, Equatable, Codable {
    public var retrievalMilliseconds: Double?
    public var promptTokens: Int?
    public var cachedTokens: Int?
    /// From the question's arrival to the first token of the answer (TTFT).
    public var firstTokenMilliseconds: Double?
    public var answerTokens: Int?
    public var tokensPerSecond: Double?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case retrievalMilliseconds = "retrieval_ms"
        case promptTokens = "prompt_tokens"
        case cachedTokens = "cached_tokens"
        case firstTokenMilliseconds = "first_token_ms"
        case answerTokens = "answer_tokens"
        case tokensPerSecond = "tokens_per_second"
    }
}

public enum AnswerStatus: String, Sendable, Codable {
    case answered, abstained, escalated, cancelled
}

/// A finished turn: the `xinglin.answer/1` object of the command line.
public struct Answer: Sendable, Equatable, Codable {
    public var schema = "xinglin.answer/1"
    public var id: String?
    public var question: String
    /// Questions asked before that it was searched with, oldest first; nil where it stands by itself.
    public var leansOn: [String]?
    public var language: Language
    public var audience: Audience
    public var status: AnswerStatus
    public var specialty: SpecialtyChoice?
    public var triage: TriageNotice
    public var citations: [Citation]
    public var computed: [ComputedValue]
    public var answer: String
    public var sentences: [CheckedSentence]
    public var warnings: [Warning]
    public var model: ModelStamp?
    public var timings: Timings
    /// How it came about; not part of the JSON, see `ExplainedAnswer`.
    public var why: Explanation?

    enum CodingKeys: String, CodingKey {
        case schema, id, question, language, audience, status, specialty, triage, citations, computed, answer,
            sentences,
            warnings, model, timings
        case leansOn = "leans_on"
    }

    /// The question with those it leans on: what the answer has to be about.
    var subject: String { ((leansOn ?? []) + [question]).joined(separator: " ") }

    public init(question: String, language: Language, audience: Audience) {
        self.question = question
        self.language = language
        self.audience = audience
        status = .answered
        triage = TriageNotice()
        citations = []
        computed = []
        answer = ""
        sentences = []
        warnings = []
        timings = Timings()
    }
}
