/// What an answer may be and how it is chosen.
public struct GenerationOptions: Sendable, Equatable {
    /// The most tokens an answer may have.
    public var maxTokens: Int
    /// 0 takes the likeliest token every time (greedy); above, the answer is drawn with `seed`.
    public var temperature: Double
    /// With a temperature: draw from the likeliest tokens that together have this probability.
    public var topP: Double
    /// With a temperature: the random generator's start. The same seed draws the same numbers; the text is
    /// the same only with the same threads and cache reuse too (see ``CacheReuse``).
    public var seed: UInt32
    /// Texts that end the answer; they aren't part of it.
    public var stop: [String]
    public var cacheReuse: CacheReuse
    /// The form of the answer in llama.cpp's GBNF, beginning at `root`; nil leaves it free.
    public var grammar: String?
    /// The ids that may stand in square brackets, such as "1" and "C1", and nothing else may; nil leaves brackets free. A remote
    /// model can't be held to it.
    public var citations: [String]?
    /// Computes what the prompt lets expect along with the last token (prompt lookup); the answer stays the same.
    public var looksAhead: Bool
    /// What the first message begins with in other sessions too, such as a specialty's instructions; never anything of a
    /// patient. It stays in the cache when the session is closed, and other sessions don't compute it again.
    public var sharedBeginning: String?
    /// The name of the adapter to answer with; the base model answers where none of that name was added.
    public var adapter: String?
    /// Whether the prompt says anything of a patient, so that it may leave this machine only where that is allowed. It counts
    /// as such until it is said that it doesn't.
    public var holdsPatientData: Bool

    public init(
        maxTokens: Int = 512, temperature: Double = 0, topP: Double = 0.95, seed: UInt32 = 1,
        stop: [String] = [], cacheReuse: CacheReuse = .longest, grammar: String? = nil,
        citations: [String]? = nil, looksAhead: Bool = true, sharedBeginning: String? = nil, adapter: String? = nil,
        holdsPatientData: Bool = true
    ) {
        self.adapter = adapter
        self.holdsPatientData = holdsPatientData
        self.sharedBeginning = sharedBeginning
        self.looksAhead = looksAhead
        self.maxTokens = maxTokens
        self.temperature = temperature
        self.topP = topP
        self.seed = seed
        self.stop = stop
        self.cacheReuse = cacheReuse
        self.grammar = grammar
        self.citations = citations
    }
}

/// How much of a session's cache the next prompt takes over.
///
/// A token's cached keys and values depend, in their last bits, on how many tokens were computed with it.
/// So an answer that builds on a reused cache can differ from one computed afresh, where two next tokens are
/// almost equally likely; with 4-bit weights it often does after some words.
public enum CacheReuse: String, Sendable, Equatable, Codable {
    /// The longest common prefix: the fastest.
    case longest
    /// Only whole prompt chunks that a fresh session would have computed the same way, so that the answer
    /// doesn't depend on what was asked before: for audits, evaluations and tests. Other sessions' caches are
    /// dropped, since they change the order in which sums are taken.
    case exact
    /// Nothing.
    case none
}

/// Why an answer ended.
public enum StopReason: String, Sendable, Equatable, Codable {
    case endOfGeneration, maxTokens, stopString, cancelled, contextFull
}

/// Who made an answer, where it wasn't this machine.
public struct ServedBy: Sendable, Equatable, Codable {
    public var model: String
    public var engine: String

    public init(model: String, engine: String) {
        self.model = model
        self.engine = engine
    }
}

/// What an answer took.
public struct GenerationSummary: Sendable, Equatable, Codable {
    /// Tokens of the whole prompt, and how many of them came from the cache.
    public var promptTokens: Int
    public var cachedTokens: Int
    /// Tokens generated, the end marker not counted.
    public var answerTokens: Int
    /// Of these, the ones that were computed in advance along with another.
    public var draftedTokens: Int
    /// Computations that another answer shared: their number decides the order of sums, and with it the last bits.
    public var sharedSteps: Int
    /// What it was given with; nil: the base model.
    public var adapter: AdapterInfo?
    /// Reading the prompt, without the time the request waited for its turn.
    public var promptSeconds: Double
    /// From the first generated token to the last.
    public var decodeSeconds: Double
    /// From the request to the first generated token, waiting included; nil when there was none.
    public var firstTokenSeconds: Double?
    public var stopReason: StopReason
    /// Nil where this machine did.
    public var servedBy: ServedBy?

    public init(
        promptTokens: Int = 0, cachedTokens: Int = 0, answerTokens: Int = 0, draftedTokens: Int = 0,
        sharedSteps: Int = 0, promptSeconds: Double = 0, decodeSeconds: Double = 0, firstTokenSeconds: Double? = nil,
        stopReason: StopReason,
        servedBy: ServedBy? = nil
    ) {
        self.servedBy = servedBy
        self.promptTokens = promptTokens
        self.cachedTokens = cachedTokens
        self.answerTokens = answerTokens
        self.draftedTokens = draftedTokens
        self.sharedSteps = sharedSteps
        self.promptSeconds = promptSeconds
        self.decodeSeconds = decodeSeconds
        self.firstTokenSeconds = firstTokenSeconds
        self.stopReason = stopReason
    }

    /// Generation speed. The first token is part of reading the prompt, so it isn't counted.
    public var tokensPerSecond: Double {
        answerTokens > 1 && decodeSeconds > 0 ? Double(answerTokens - 1) / decodeSeconds : 0
    }

    /// Prompt reading speed, cached tokens not counted.
    public var promptTokensPerSecond: Double {
        promptSeconds > 0 ? Double(promptTokens - cachedTokens) / promptSeconds : 0
    }
}

/// One token of an answer, and how sure the model was of it.
public struct GeneratedToken: Sendable, Equatable {
    /// Where it stands among the bytes of all pieces of text together. Tokens that share a character overlap there; what a
    /// stop string cuts off lies beyond the text.
    public var bytes: Range<Int>
    /// 0…1, by the model's own scores over its whole vocabulary: temperature and sampling don't count.
    public var probability: Double

    public init(bytes: Range<Int>, probability: Double) {
        self.bytes = bytes
        self.probability = probability
    }
}

/// What happens while an answer is made, in this order: `started`, `promptProgress`…, `token` and `text`…, `finished`.
public enum GenerationEvent: Sendable, Equatable {
    /// The request's turn has come; `cachedTokens` of its prompt needn't be read again.
    case started(promptTokens: Int, cachedTokens: Int)
    /// Prompt tokens in the cache so far, of all.
    case promptProgress(done: Int, total: Int)
    /// The next token; its text comes later, or never where a stop string ends the answer.
    case token(GeneratedToken)
    /// The next piece of the answer: whole characters.
    case text(String)
    /// The last event.
    case finished(GenerationSummary)
}
