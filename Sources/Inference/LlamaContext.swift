import CLlama
import Foundation

/// The engine's working state: the cache of keys and values for several sequences. One thread at a time.
@safe final class LlamaContext {
    /// How a computation ended.
    enum Outcome: Equatable {
        case done
        /// The cache has no room for the tokens.
        case noRoom
        /// Called off; whole chunks computed before stay in the cache.
        case stopped
        case failed(code: Int, detail: String)
    }

    let model: LlamaModel
    let length: Int
    let batchSize: Int
    let sequences: Int
    private(set) var threads: Int
    fileprivate let pointer: OpaquePointer
    /// The number of the one that is used now, 0 for none; nil where a change failed half-way.
    private var adapter: Int32? = 0

    init(_ model: LlamaModel, options: LoadOptions) throws(InferenceError) {
        self.model = model
        let calibration = options.calibration
        batchSize = min(max(options.batchSize ?? calibration?.bestChunk ?? LoadOptions.usualBatchSize, 8), 2048)
        sequences = min(max(options.maxSessions, 1), 64) + SequenceLedger.mostTemplates
        threads = min(max(options.threads ?? calibration?.bestThreads ?? Processor.physicalCores(), 1), 512)
        let asked = model.memory.contextLength
        let settings = cllama_context_options(
            context_length: UInt32(asked), batch_size: UInt32(batchSize), sequences: UInt32(sequences),
            threads: Int32(threads))
        let mark = EngineLog.mark()
        let created = unsafe cllama_context_new(model.pointer, settings)
        guard let pointer = unsafe created else {
            throw .engine(what: "no context of \(asked) tokens could be set up", detail: EngineLog.reason(since: mark))
        }
        unsafe self.pointer = pointer
        // The engine rounds up to its own step; beyond what was asked for isn't ours to use.
        length = min(asked, Int(unsafe cllama_context_length(pointer)))
    }

    deinit { unsafe cllama_context_free(pointer) }

    /// What is computed from now on is computed by so many threads.
    func use(threads: Int) {
        guard threads != self.threads else { return }
        self.threads = threads
        unsafe cllama_use_threads(pointer, Int32(threads))
    }

    /// Whether written tokens are computed with the rearranged weights, where they are loaded. For measuring.
    func use(writer: Bool) { unsafe cllama_use_writer(pointer, writer) }

    /// Tokens after each of which one computation can tell the next.
    static let mostOutputs = Int(CLLAMA_MOST_OUTPUTS)

    /// What is computed from now on is computed with this adapter, or without any.
    func use(_ adapter: LlamaAdapter?) throws(InferenceError) {
        let number = adapter?.number ?? 0
        guard number != self.adapter else { return }
        self.adapter = nil
        guard unsafe cllama_use_adapter(pointer, adapter?.pointer, Float(adapter?.info.scale ?? 0)) else {
            throw .engine(what: "the adapter can't be changed", detail: unsafe String(cString: cllama_error()))
        }
        self.adapter = number
    }

    /// Computes `tokens` (at most `batchSize`) from `position` on; stops when the flag is raised.
    /// - Parameter outputs: after how many of the last tokens the next one will be asked for, at most ``mostOutputs``.
    func decode(
        _ tokens: ArraySlice<Int32>, position: Int, sequence: Int32, outputs: Int, flag: CancelFlag
    ) -> Outcome {
        let mark = EngineLog.mark()
        let code = unsafe flag.withPointer { flagPointer in
            unsafe tokens.withUnsafeBufferPointer { buffer in
                unsafe cllama_decode(
                    pointer, buffer.baseAddress, Int32(buffer.count), Int32(position), sequence, Int32(outputs),
                    { unsafe CancelFlag.isRaised($0) }, flagPointer)
            }
        }
        switch code {
        case 0: return .done
        case 1: return .noRoom
        case 2: return .stopped
        default: return .failed(code: Int(code), detail: EngineLog.reason(since: mark))
        }
    }

    /// Forgets a sequence's tokens from `position` on. Returns how many are left: fewer than asked for when
    /// the model can only forget all.
    func truncate(_ sequence: Int32, to position: Int) -> Int {
        if unsafe cllama_remove(pointer, sequence, Int32(position)) { return min(position, count(sequence)) }
        _ = unsafe cllama_remove(pointer, sequence, 0)
        return 0
    }

    /// Lets the sequence `to` begin with the first `count` tokens of `from`, and hold nothing else. False: it holds nothing.
    func share(from: Int32, to: Int32, count: Int) -> Bool {
        if unsafe cllama_share(pointer, from, to, Int32(count)) { return true }
        _ = unsafe cllama_remove(pointer, to, 0)
        return false
    }

    /// Tokens a sequence holds.
    func count(_ sequence: Int32) -> Int { Int(unsafe cllama_sequence_length(pointer, sequence)) }

    /// What follows one of the last computed tokens, and how probable it was; the sampler and the guard take note of it.
    /// - Parameter row: counts from the end, -1 is the last. Only a greedy sampler can be asked about others.
    func choose(
        _ sampler: Sampler, row: Int = -1, _ citations: inout CitationGuard
    ) throws(InferenceError) -> (token: Int32, probability: Double) {
        let row = RowTokens(context: self, sampler: sampler, row: row)
        let token = try take(from: row, &citations)
        try sampler.accept(token)
        return (token, try probability(of: token, row: row.row))
    }

    private func take(from row: RowTokens, _ citations: inout CitationGuard) throws(InferenceError) -> Int32 {
        // The model's own scores again afterwards: probabilities are taken from them.
        defer { unsafe cllama_include(pointer) }
        return try citations.take(from: row)
    }

    /// How probable a token was after one of the last computed ones, 0…1, by the model's own scores: temperature and
    /// sampling don't count.
    func probability(of token: Int32, row: Int = -1) throws(InferenceError) -> Double {
        let probability = unsafe cllama_probability(pointer, token, Int32(row))
        if probability >= 0 { return probability }
        if probability == Double(CLLAMA_NOT_A_NUMBER) { throw .nanLogits(path: model.file.path) }
        throw .decodeFailed(code: Int(probability), detail: unsafe String(cString: cllama_error()))
    }
}

/// The tokens that may follow one of the last computed ones.
private struct RowTokens: NextToken {
    let context: LlamaContext
    let sampler: Sampler
    let row: Int

    var vocabulary: Int { Int(context.model.facts.vocabulary) }

    func best() throws(InferenceError) -> Int32 {
        let token =
            switch sampler {
            case .greedy: unsafe cllama_greedy(context.pointer, Int32(row))
            case .drawn(let chain): unsafe cllama_sample(chain.pointer, context.pointer)
            }
        if token >= 0 { return token }
        if token == Int32(CLLAMA_NOT_A_NUMBER) { throw .nanLogits(path: context.model.file.path) }
        throw .decodeFailed(code: Int(token), detail: unsafe String(cString: cllama_error()))
    }

    func exclude(_ token: Int32) { unsafe cllama_exclude(context.pointer, token, Int32(row)) }
    func bytes(of token: Int32) -> [UInt8] { context.model.piece(token) }
    func isEnd(_ token: Int32) -> Bool { context.model.isEnd(token) }
}

/// How the next token is chosen.
enum Sampler {
    case greedy
    case drawn(SamplerChain)

    init(_ options: GenerationOptions, _ model: LlamaModel) throws(InferenceError) {
        let isChained = options.temperature > 0 || options.grammar != nil
        self = isChained ? .drawn(try SamplerChain(options, model)) : .greedy
    }

    /// Notes which token was taken.
    fileprivate func accept(_ token: Int32) throws(InferenceError) {
        guard case .drawn(let chain) = self, unsafe !cllama_accept(chain.pointer, token) else { return }
        throw .engine(
            what: "the form of the answer allows nothing more", detail: unsafe String(cString: cllama_error()))
    }
}

/// The engine's chain: what the grammar allows, the 40 likeliest, the likeliest within `topP`, temperature, a draw with
/// the seed; without a temperature the likeliest of what the grammar allows.
/// Repetition penalties are left out: they distort doses and drug names.
@safe final class SamplerChain {
    fileprivate let pointer: OpaquePointer

    init(_ options: GenerationOptions, _ model: LlamaModel) throws(InferenceError) {
        let mark = EngineLog.mark()
        let created = unsafe cllama_sampler_new(
            model.pointer, Float(options.temperature), Float(min(max(options.topP, 0.01), 1)), options.seed,
            options.grammar ?? "")
        guard let pointer = unsafe created else {
            if options.grammar != nil { throw .badGrammar(detail: EngineLog.reason(since: mark)) }
            throw .engine(what: "the sampler could not be set up", detail: unsafe String(cString: cllama_error()))
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe cllama_sampler_free(pointer) }
}
