public import Consultation

/// One question with everything that came back for it.
public struct Exchange: Sendable, Equatable, Identifiable {
    public typealias ID = Int

    public enum Phase: Sendable, Equatable {
        /// Behind another question that is still being answered.
        case queued
        /// Sent: triage, routing and retrieval are under way.
        case preparing
        case readingPrompt(done: Int, total: Int)
        case generating
        /// The user stopped it; the engine hasn't confirmed yet.
        case cancelling
        case finished
        case failed(Failure)
        /// Taken from the store: the program ended before the answer did.
        case interrupted
    }

    public let id: ID
    public let question: String
    /// As a reader counts them; counted once, since a pasted question may be a megabyte.
    let questionCharacters: Int
    public let audience: Audience
    public let language: Language
    /// Whom it was asked about.
    public var patientName: String?
    /// Whether a chart was open; of a turn out of the store it isn't known, so it counts as one.
    public var isAboutPatient = false
    /// Set where a form is filled.
    public var task: TaskCall?
    public var phase: Phase
    public var triage = TriageNotice()
    /// Questions before it that it was searched with.
    public var leansOn: [String] = []
    public var specialty: SpecialtyChoice?
    /// Nil until retrieval has answered; empty when it found nothing.
    public var citations: [Citation]?
    public var computed: [ComputedValue] = []
    public var promptTokens: Int?
    /// What the model was given; nil where it wasn't asked, or the turn comes out of the store.
    public var prompt: [PromptPart]?
    public var cachedTokens: Int?
    /// The answer as it streams, then as it was checked.
    public var text = ""
    /// What `finished` brought.
    public var answer: Answer?

    public init(id: ID, question: String, audience: Audience, phase: Phase) {
        self.id = id
        self.question = question
        questionCharacters = question.count
        self.audience = audience
        self.phase = phase
        language = Language(of: question)
    }

    /// A turn out of the store.
    init(id: ID, stored: StoredExchange, patientName: String?) {
        self.init(
            id: id, question: stored.question, audience: stored.answer?.audience ?? .clinician, phase: .interrupted)
        self.patientName = patientName
        isAboutPatient = true
        text = stored.partialText
        if let answer = stored.answer { finish(answer) }
    }

    /// Whether the engine works on it now.
    public var isRunning: Bool {
        switch phase {
        case .preparing, .readingPrompt, .generating, .cancelling: true
        case .queued, .finished, .failed, .interrupted: false
        }
    }

    /// Whether it may serve as context for the next question: a cancelled or broken answer must not.
    var isContext: Bool { phase == .finished && task == nil && (answer.map { $0.status != .cancelled } ?? false) }

    /// Whether the passages came without any specialty that they speak for. What was stopped before has neither.
    var isNobodysField: Bool { task == nil && specialty == nil && citations != nil && answer?.status != .cancelled }

    /// Markers that can be opened, in reading order: passages `1`, `2` …, then computed values `C1` …
    var markers: [String] { (citations ?? []).map { String($0.n) } + computed.map(\.n) }

    mutating func apply(_ event: TurnEvent) {
        switch event {
        case .triaged(let notice): triage = notice
        case .leaning(let before): leansOn = before
        case .routed(let choice): specialty = choice
        case .evidence(let found): citations = found
        case .computed(let values): computed = values
        case .lead(let lead): text = lead
        case .promptBuilt(let parts): prompt = parts
        case .readingPrompt(let done, let total):
            advance(to: done < total ? .readingPrompt(done: done, total: total) : .generating)
        case .generating(let promptTokens, let cachedTokens):
            self.promptTokens = promptTokens
            self.cachedTokens = cachedTokens
            begin(promptTokens: promptTokens, cachedTokens: cachedTokens)
        case .text(let piece):
            text += piece
            advance(to: .generating)
        case .finished(let answer): finish(answer)
        }
    }

    /// The engine has the prompt. It reads what isn't cached before it writes, unless it has told of that already.
    private mutating func begin(promptTokens: Int, cachedTokens: Int) {
        if case .readingPrompt = phase {
            advance(to: .generating)
        } else if phase != .generating {
            advance(to: .readingPrompt(done: cachedTokens, total: promptTokens))
        }
    }

    /// A stop that was asked for stays visible, whatever still arrives before the engine confirms it.
    private mutating func advance(to next: Phase) {
        if phase != .cancelling { phase = next }
    }

    private mutating func finish(_ answer: Answer) {
        self.answer = answer
        phase = .finished
        text = answer.answer
        triage = answer.triage
        leansOn = answer.leansOn ?? []
        specialty = answer.specialty ?? specialty
        citations = answer.citations
        computed = answer.computed
        promptTokens = answer.timings.promptTokens ?? promptTokens
        cachedTokens = answer.timings.cachedTokens ?? cachedTokens
    }
}
