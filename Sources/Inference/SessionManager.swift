public import Foundation
import Synchronization

/// A model in this process that answers several conversations.
///
/// An actor whose executor is one thread of its own: everything the engine computes happens there, a chunk or
/// a token at a time, so that short requests get in between. Prompts are read one after the other, in the order they
/// were asked; several answers are written at the same time, each of their steps in one computation.
///
/// Each session keeps its last prompt and answer in the engine's cache; the next prompt is computed only from
/// where it differs. The instructions a prompt begins with stay in the cache as a template, which new sessions share
/// without computing it. After a cancelled or failed answer the cache is rolled back to the end of the prompt, or
/// to the chunks of it that were done. When the cache is full, the session used longest ago is dropped from it, and kept
/// on disk where ``keep(in:digests:)`` says so.
public actor SessionManager: LanguageModel {
    public nonisolated let info: ModelInfo
    public nonisolated let model: LlamaModel
    let context: LlamaContext
    var ledger: SequenceLedger
    var adapters: [String: LlamaAdapter] = [:]
    var lastAdapter: Int32 = 0
    /// Of the requests that have their turn.
    var active: [CancelFlag] = []
    /// Answers that are being written, and what they have to be computed next.
    var writing = 0
    var steps: [WaitingStep] = []
    nonisolated let turnstile: Turnstile
    /// Where sessions are kept that had to make room; nil: they are read again.
    var states: SavedStates?
    nonisolated let running = Mutex<[SessionID: [CancelFlag]]>([:])
    /// Work that gives way to answers.
    nonisolated let background = Mutex<[CancelFlag]>([])
    var governor: ThreadGovernor
    private(set) var adaptsThreads = true
    var costs: StepCosts
    var odds = GuessOdds()
    private let thread: EngineThread

    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    /// Call it on `thread`: it computes.
    init(_ model: LlamaModel, options: LoadOptions, thread: EngineThread, flag: CancelFlag) throws(InferenceError) {
        let context = try LlamaContext(model, options: options)
        try SessionManager.probe(context, flag)
        self.model = model
        self.context = context
        self.thread = thread
        turnstile = Turnstile(capacity: context.length)
        governor = ThreadGovernor(threads: context.threads, secondsPerToken: options.calibration?.secondsPerToken)
        costs = StepCosts(options.calibration?.steps)
        info = model.info(contextLength: context.length, threads: context.threads)
        ledger = SequenceLedger(
            capacity: context.length, sequences: context.sequences - SequenceLedger.mostTemplates,
            chunkSize: context.batchSize)
    }

    deinit { thread.stop() }

    /// What was reserved for the model.
    public nonisolated var memory: MemoryPlan { model.memory }

    /// What the model takes of the memory, with all of its weights; nil where the system doesn't say.
    /// - Parameter before: the process's ``MemoryBudget/ownBytes()`` when it wasn't loaded yet
    public nonisolated func takenBytes(since before: Int?) -> Int? {
        guard let before, let now = MemoryBudget.ownBytes() else { return nil }
        return now - before + max(0, memory.weightsBytes - model.arrangedBytes)
    }

    /// The model's.
    public nonisolated var file: URL { model.file }

    /// A place in the cache. It costs nothing until it's used.
    public nonisolated func openSession() -> SessionID { SessionID() }

    public func close(_ session: SessionID) async {
        cancel(session)
        let isBusy = running.withLock { $0[session] != nil }
        guard isBusy else { return forgetForGood(session) }
        // Its last answer may still be rolling back: not before the engine is done with it.
        let ticket = Turnstile.Ticket(session, purpose: .closing, flag: CancelFlag())
        guard await turnstile.enter(ticket) else { return }
        forgetForGood(session)
        turnstile.leave(ticket)
    }

    public nonisolated func cancel(_ session: SessionID) {
        let flags = running.withLock { $0[session] ?? [] }
        for flag in flags { flag.raise() }
        turnstile.dismissCancelled()
    }

    public nonisolated func countTokens(_ messages: [ChatMessage]) async throws -> Int {
        try promptTokens(messages).count
    }

    /// Tokens in the cache for a session, and for all.
    public func cachedTokens(_ session: SessionID) -> (session: Int, all: Int) {
        (ledger[session]?.cache.count ?? 0, ledger.sessionTokens)
    }

    /// The threads that compute an answer's next tokens.
    public var writingThreads: Int { context.threads }

    /// Whether fewer threads compute while other programs hold them up. Without, for measuring, all do.
    public func adaptThreads(_ adapts: Bool) {
        adaptsThreads = adapts
        if !adapts { context.use(threads: governor.most) }
    }

    func forget(_ session: SessionID) {
        guard let sequence = ledger.drop(session) else { return }
        _ = context.truncate(sequence, to: 0)
    }

    /// Computes one token: damaged weights show here instead of in the first answer, and the weights get read
    /// from the disk.
    private static func probe(_ context: LlamaContext, _ flag: CancelFlag) throws(InferenceError) {
        let token = context.model.leadingToken ?? 0
        let part = LlamaContext.Part(sequence: 0, position: 0, tokens: [token], outputs: 1)
        let outcome = context.decode([part], watch: CancelWatch([flag]))
        switch outcome {
        case .done: break
        case .stopped: throw .cancelled
        case .noRoom: throw .engine(what: "the cache has no room for one token", detail: "")
        case .failed(let code, let detail): throw .decodeFailed(code: code, detail: detail)
        }
        _ = try context.choose(TokenChooser(.greedy))
        _ = context.truncate(0, to: 0)
    }
}
