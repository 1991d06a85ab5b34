import Synchronization

/// A model that answers conversations.
public protocol LanguageModel: Sendable {
    var info: ModelInfo { get async }

    /// How many tokens the prompt for these messages has, answer header included.
    func countTokens(_ messages: [ChatMessage]) async throws -> Int

    /// Whether ``countTokens(_:)`` counts; otherwise it estimates, rather too much than too little.
    var countsExactly: Bool { get }

    /// Streams the answer to `messages`. What `session` has in common with its previous prompt isn't computed
    /// again. Ending the task that reads the stream, or dropping the stream, stops the work within 100 ms.
    func generate(
        _ messages: [ChatMessage], session: SessionID, options: GenerationOptions
    ) -> AsyncThrowingStream<GenerationEvent, any Error>

    /// Stops the session's answers; their streams end with `finished` and the reason `cancelled`.
    func cancel(_ session: SessionID)

    /// Reads what many prompts will begin with (``GenerationOptions/sharedBeginning``) while nobody waits, as
    /// ``GenerationOptions/adapter`` will read it.
    func prepare(_ beginning: String, adapter: String?) async

    /// Reads a prompt that the session is likely to have next while nobody waits, to have its answer sooner if it comes to that.
    func readAhead(_ messages: [ChatMessage], session: SessionID, options: GenerationOptions) async

    /// Frees what is kept for the session. Using it again later is allowed and starts afresh.
    func close(_ session: SessionID) async
}

extension LanguageModel {
    /// For models whose streams stop on their own once nobody reads them.
    public func cancel(_ session: SessionID) {}
    /// For models that keep nothing.
    public func close(_ session: SessionID) async {}
    public func prepare(_ beginning: String, adapter: String?) async {}
    public func readAhead(_ messages: [ChatMessage], session: SessionID, options: GenerationOptions) async {}
    public var countsExactly: Bool { true }
}

/// Names one conversation's place in the model's cache.
public struct SessionID: Hashable, Sendable, CustomStringConvertible {
    private let number: UInt64
    private static let last = Atomic<UInt64>(0)

    /// A new one, different from all others of this process.
    public init() { number = SessionID.last.wrappingAdd(1, ordering: .relaxed).newValue }

    public var description: String { "session \(number)" }
}

/// What is known about a loaded model.
public struct ModelInfo: Sendable, Equatable, Codable {
    /// The name the file gives itself, or the file's name.
    public var name: String
    public var path: String
    public var sizeBytes: Int
    public var parameterCount: Int
    /// Tokens of context the model was trained for, and tokens given to it here.
    public var trainedContext: Int
    public var contextLength: Int
    /// The ``ChatTemplate``'s name.
    public var template: String
    /// Engine and version, such as "llama.cpp 0.5.0-dev, ggml 0.25.3".
    public var engine: String
    public var architecture: String
    /// Weight format as the file states it, such as "qwen2 1.5B Q4_K - Medium".
    public var format: String
    /// ISO 639-1 codes the file names; often empty.
    public var languages: [String]
    public var license: String?
    public var threads: Int

    /// The ``format`` of a model whose file is elsewhere.
    public static let remoteFormat = "remote"

    public init(
        name: String, path: String = "", sizeBytes: Int = 0, parameterCount: Int = 0, trainedContext: Int = 0,
        contextLength: Int = 0, template: String = "", engine: String = "", architecture: String = "",
        format: String = "", languages: [String] = [], license: String? = nil, threads: Int = 0
    ) {
        self.name = name
        self.path = path
        self.sizeBytes = sizeBytes
        self.parameterCount = parameterCount
        self.trainedContext = trainedContext
        self.contextLength = contextLength
        self.template = template
        self.engine = engine
        self.architecture = architecture
        self.format = format
        self.languages = languages
        self.license = license
        self.threads = threads
    }
}
