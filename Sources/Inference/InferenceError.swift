/// Why the model can't be used, or an answer couldn't be made.
public enum InferenceError: Error, Sendable, Equatable {
    /// The model file can't be used: why, and what to do about it.
    case modelFile(path: String, why: String, remedy: String)
    /// An adapter can't be used with this model: why, and what to do about it.
    case adapterFile(path: String, why: String, remedy: String)
    /// No model was found in the places that were searched.
    case modelNotFound(searched: [String])
    /// Weights, cache and working buffers don't fit into the memory that is free, or that was set as the most to take.
    case notEnoughMemory(MemoryPlan, limitBytes: Int, isSet: Bool)
    /// The prompt and the smallest useful answer don't fit into the context. Nothing was cut.
    case contextFull(promptTokens: Int, contextLength: Int, answerTokens: Int)
    /// There is nothing to answer.
    case emptyPrompt
    /// The engine stopped while computing.
    case decodeFailed(code: Int, detail: String)
    /// The model computed something that isn't a number, as damaged weights do.
    case nanLogits(path: String)
    /// The engine couldn't be set up.
    case engine(what: String, detail: String)
    /// The grammar that an answer had to follow can't be read.
    case badGrammar(detail: String)
    /// Loading was called off.
    case cancelled
}

extension InferenceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .modelFile(let path, let why, let remedy):
            "The model file \(path) can't be used: \(why). \(remedy)"
        case .adapterFile(let path, let why, let remedy):
            "The adapter \(path) can't be used: \(why). \(remedy)"
        case .modelNotFound(let searched):
            "No model was found. Looked for: \(searched.joined(separator: ", ")). "
                + "Name a GGUF file with --model or XINGLIN_MODEL."
        case .notEnoughMemory(let plan, let limit, let isSet):
            "The model needs about \(megabytes(plan.totalBytes)): weights \(megabytes(plan.weightsBytes)), cache of "
                + "\(plan.contextLength) tokens \(megabytes(plan.cacheBytes)), buffers \(megabytes(plan.bufferBytes)). "
                + (isSet
                    ? "It may take \(megabytes(limit)). Raise that (--memory, XINGLIN_MEMORY or \"memory\" in config.json)"
                    : "But \(megabytes(limit)) are free. Close other programs") + ", or choose a smaller model."
        case .contextFull(let prompt, let context, let answer):
            "The conversation is too long for the model: its \(prompt) tokens and an answer of at least "
                + "\(answer) don't fit into the context of \(context). Nothing was left out silently. Start a "
                + "new consultation, ask with fewer passages or raise the context length."
        case .emptyPrompt:
            "There is nothing to answer: the conversation is empty. Write a question first."
        case .decodeFailed(let code, let detail):
            "The model stopped while computing (code \(code))\(detailed(detail)). Ask again; if it happens "
                + "again, restart the program with a smaller context."
        case .nanLogits(let path):
            "The model \(path) computed values that aren't numbers, so its weights are damaged. Download it "
                + "again and compare its SHA-256."
        case .engine(let what, let detail):
            "The language engine failed: \(what)\(detailed(detail)). Restart the program; if it happens again, "
                + "run the set-up again."
        case .badGrammar(let detail):
            "The form that the answer must have can't be read as a grammar\(detailed(detail)). Correct the file of the task."
        case .cancelled:
            "Loading the model was cancelled. Load it again when it is needed."
        }
    }

    private func megabytes(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20) MB" }

    private func detailed(_ detail: String) -> String { detail.isEmpty ? "" : ": \(detail)" }
}
