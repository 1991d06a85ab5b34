public import Foundation

/// What a model file says about itself in its header, read without the engine.
public struct ModelFacts: Sendable, Equatable {
    public var name: String?
    public var architecture: String
    public var bytes: Int
    public var tensors: Int
    /// Tokens; 0 where the file doesn't say.
    public var trainedContext: Int
    /// The ``ChatTemplate``'s name; nil: none of those known here.
    public var template: String?
    public var languages: [String]
    public var licence: String?
    /// What answering with the usual context takes.
    public var memory: MemoryPlan

    /// Reads and checks the header.
    /// - Throws: ``InferenceError/modelFile(path:why:remedy:)`` for whatever isn't a whole GGUF file.
    public static func read(_ file: URL) throws(InferenceError) -> ModelFacts {
        let header = try GGUFHeader.read(file)
        return ModelFacts(
            name: header.text("general.name"), architecture: header.architecture, bytes: header.fileBytes,
            tensors: header.tensorCount, trainedContext: header.trainedContext,
            template: header.text("tokenizer.chat_template").flatMap(ChatTemplate.detect)?.name,
            languages: header.texts("general.languages"), licence: header.text("general.license"),
            memory: MemoryPlan(header, LoadOptions()))
    }
}
