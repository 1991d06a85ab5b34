import CLlama

/// How the next token is chosen.
enum Sampler {
    case greedy
    case drawn(SamplerChain)

    init(_ options: GenerationOptions, _ model: LlamaModel) throws(InferenceError) {
        let isChained = options.temperature > 0 || options.grammar != nil
        self = isChained ? .drawn(try SamplerChain(options, model)) : .greedy
    }

    /// Notes which token was taken.
    func accept(_ token: Int32) throws(InferenceError) {
        guard case .drawn(let chain) = self, unsafe !cllama_accept(chain.pointer, token) else { return }
        throw .engine(
            what: "the form of the answer allows nothing more", detail: unsafe String(cString: cllama_error()))
    }
}

/// The engine's chain: what the grammar allows, the 40 likeliest, the likeliest within `topP`, temperature, a draw with
/// the seed; without a temperature the likeliest of what the grammar allows.
/// Repetition penalties are left out: they distort doses and drug names.
@safe final class SamplerChain {
    let pointer: OpaquePointer

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
