import CLlama
import Foundation

/// A loaded model's weights and vocabulary. Immutable once loaded, so any thread may tokenise with it; what
/// computes is a ``SessionManager``.
@safe public final class LlamaModel: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer
    let file: URL
    public let template: ChatTemplate
    let header: GGUFHeader
    let facts: cllama_model_facts
    /// Such as "qwen2 1.5B Q4_K - Medium".
    let format: String
    let memory: MemoryPlan

    /// Loads a model on the calling thread.
    /// - Parameter progress: told 0 to 1 on the same thread.
    /// - Throws: ``InferenceError/modelFile(path:why:remedy:)`` for a file that can't be used,
    ///   ``InferenceError/notEnoughMemory(_:limitBytes:isSet:)``,
    ///   ``InferenceError/cancelled`` once the flag is raised.
    init(
        _ file: URL, options: LoadOptions, flag: CancelFlag, progress: @escaping (Double) -> Void
    ) throws(InferenceError) {
        cllama_prepare()
        header = try GGUFHeader.read(file)
        guard !flag.isRaised else { throw .cancelled }
        let plan = try MemoryBudget.plan(header, options)
        template = try LlamaModel.template(header, file)
        unsafe pointer = try unsafe LlamaModel.load(file, options, flag, progress)
        self.file = file
        facts = unsafe cllama_model_get_facts(pointer)
        format = unsafe LlamaModel.describe(pointer)
        memory = plan
        guard facts.can_generate else {
            throw .modelFile(
                path: file.path, why: "it doesn't write text (its architecture is \(header.architecture))",
                remedy: "Choose an instruction-tuned language model.")
        }
    }

    deinit { unsafe cllama_model_free(pointer) }

    /// Whether a token's scores are the same to the last bit with up to ``LlamaContext/mostOutputs`` tokens computed at once, behind
    /// the same cells of the cache.
    var sumsAlike: Bool { facts.sums_alike }

    /// Weights that lie in memory of their own, not in the file's.
    var arrangedBytes: Int { Int(clamping: facts.arranged_bytes) }

    /// The token that belongs in front of every prompt, if the model wants one.
    var leadingToken: Int32? { facts.leading_token >= 0 ? facts.leading_token : nil }

    /// The context to reserve: what was asked for, as far as the model was trained.
    static func contextLength(_ header: GGUFHeader, _ options: LoadOptions) -> Int {
        let asked = min(max(options.contextLength, 256), 1 << 20)
        return header.trainedContext > 0 ? min(asked, header.trainedContext) : asked
    }
}

// MARK: Loading

extension LlamaModel {
    private final class LoadProgress {
        let flag: CancelFlag
        let report: (Double) -> Void

        init(flag: CancelFlag, report: @escaping (Double) -> Void) {
            self.flag = flag
            self.report = report
        }
    }

    private static func load(
        _ file: URL, _ options: LoadOptions, _ flag: CancelFlag, _ report: @escaping (Double) -> Void
    ) throws(InferenceError) -> OpaquePointer {
        let mark = EngineLog.mark()
        let progress = LoadProgress(flag: flag, report: report)
        let pointer = unsafe withExtendedLifetime(progress) {
            unsafe cllama_model_load(
                file.path, options.checksWeights,
                { done, user in
                    guard let user = unsafe user else { return true }
                    let progress = unsafe Unmanaged<LoadProgress>.fromOpaque(user).takeUnretainedValue()
                    progress.report(Double(done))
                    return !progress.flag.isRaised
                }, Unmanaged.passUnretained(progress).toOpaque())
        }
        if let pointer = unsafe pointer { return unsafe pointer }
        guard !flag.isRaised else { throw .cancelled }
        let reason = EngineLog.reason(since: mark)
        throw .modelFile(
            path: file.path, why: "the engine refused it" + (reason.isEmpty ? "" : " (\(reason.prefix(500)))"),
            remedy: "Download it again and compare its SHA-256, or choose another model.")
    }

    private static func template(_ header: GGUFHeader, _ file: URL) throws(InferenceError) -> ChatTemplate {
        if let template = header.text("tokenizer.chat_template").flatMap(ChatTemplate.detect) { return template }
        let known = "ChatML (Qwen, SmolLM and others), Llama 3 or Gemma"
        throw .modelFile(
            path: file.path, why: "its chat template isn't one of those known here: \(known)",
            remedy: "Choose an instruction-tuned model of one of these families.")
    }

    private static func describe(_ pointer: OpaquePointer) -> String {
        unsafe String(unsafeUninitializedCapacity: 256) { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let base = characters.baseAddress else { return 0 }
                let length = unsafe cllama_model_description(pointer, base, characters.count)
                return max(0, min(Int(length), characters.count - 1))
            }
        }
    }
}

// MARK: Facts

extension LlamaModel {
    func info(contextLength: Int, threads: Int) -> ModelInfo {
        ModelInfo(
            name: header.text("general.name") ?? file.deletingPathExtension().lastPathComponent,
            path: file.path, sizeBytes: header.fileBytes, parameterCount: Int(clamping: facts.parameters),
            trainedContext: Int(facts.trained_context), contextLength: contextLength, template: template.name,
            engine: unsafe String(cString: cllama_version()), architecture: header.architecture, format: format,
            languages: header.texts("general.languages"), license: header.text("general.license"),
            threads: threads)
    }
}
