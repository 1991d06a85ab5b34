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
    let pointer: OpaquePointer
    /// The number of the one that is used now, 0 for none; nil where a change failed half-way.
    private var adapter: Int32? = 0

    init(_ model: LlamaModel, options: LoadOptions) throws(InferenceError) {
        self.model = model
        let calibration = options.calibration
        batchSize = min(
            max(options.batchSize ?? calibration?.bestChunk ?? LoadOptions.usualBatchSize, Self.mostOutputs), 2048)
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

    /// Tokens of a sequence after each of which one computation can tell the next, and of all sequences together where there
    /// are fewer than four.
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

    /// Tokens of one sequence that are computed together, with those of others or alone.
    struct Part {
        let sequence: Int32
        /// Of the first token.
        let position: Int
        let tokens: ArraySlice<Int32>
        /// After how many of the last tokens the next one will be asked for, at most ``mostOutputs``.
        let outputs: Int
    }

    /// Computes the parts' tokens, at most `batchSize` together; stops when a flag is raised.
    func decode(_ parts: [Part], watch: CancelWatch) -> Outcome {
        let mark = EngineLog.mark()
        let tokens = parts.flatMap(\.tokens)
        let descriptions = parts.map {
            cllama_part(
                sequence: $0.sequence, position: Int32($0.position), count: Int32($0.tokens.count),
                outputs: Int32($0.outputs))
        }
        let code = unsafe watch.withPointer { watchPointer in
            unsafe cllama_decode(
                pointer, tokens, descriptions, Int32(descriptions.count), { unsafe CancelWatch.isRaised($0) },
                watchPointer)
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
