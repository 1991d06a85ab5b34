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
    let threads: Int
    private let pointer: OpaquePointer
    /// The number of the one that is used now, 0 for none; nil where a change failed half-way.
    private var adapter: Int32? = 0

    init(_ model: LlamaModel, options: LoadOptions) throws(InferenceError) {
        self.model = model
        batchSize = min(max(options.batchSize, 8), 2048)
        sequences = min(max(options.maxSessions, 1), 64) + SequenceLedger.mostTemplates
        threads = min(max(options.threads ?? Processor.physicalCores(), 1), 512)
        let asked = LlamaModel.contextLength(model.header, options)
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

    /// The next token after one of the last computed ones; `row` counts from the end, -1 is the last. Only a greedy sampler
    /// can be asked about others.
    func next(_ sampler: Sampler, row: Int = -1) throws(InferenceError) -> Int32 {
        let token =
            switch sampler {
            case .greedy: unsafe cllama_greedy(pointer, Int32(row))
            case .drawn(let chain): unsafe cllama_sample(chain.pointer, pointer)
            }
        if token >= 0 { return token }
        if token == Int32(CLLAMA_NOT_A_NUMBER) { throw .nanLogits(path: model.file.path) }
        throw .decodeFailed(code: Int(token), detail: unsafe String(cString: cllama_error()))
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

// MARK: Saved states

extension LlamaContext {
    /// How keys and values lie in a state.
    var layout: String { unsafe String(cString: cllama_state_layout(pointer)) }

    /// The keys and values of all tokens that a sequence holds; nil where it holds none, or this model's can't be kept.
    func state(of sequence: Int32) -> [UInt8]? {
        let size = unsafe cllama_state_size(pointer, sequence)
        guard size > 0 else { return nil }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            filled = min(size, unsafe cllama_state_get(pointer, sequence, buffer.baseAddress, size))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Lets a sequence hold a state in place of what it has. The bytes have to be those that ``state(of:)`` gave, of the same
    /// engine, model and ``layout``. False: there was no room, and it holds nothing.
    func restore(_ state: [UInt8], into sequence: Int32) -> Bool {
        unsafe cllama_state_set(pointer, sequence, state, state.count)
    }
}

/// How the next token is chosen.
enum Sampler {
    case greedy
    case drawn(SamplerChain)

    init(_ options: GenerationOptions, _ model: LlamaModel) throws(InferenceError) {
        let isChained = options.temperature > 0 || options.grammar != nil
        self = isChained ? .drawn(try SamplerChain(options, model)) : .greedy
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
