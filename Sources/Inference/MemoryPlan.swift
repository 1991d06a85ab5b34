/// What a model takes of the memory, part by part, and what it's done without where all would be too much.
public struct MemoryPlan: Sendable, Equatable, Codable {
    public var weightsBytes: Int
    /// Keys and values of `contextLength` tokens.
    public var cacheBytes: Int
    /// Activations of one chunk, scores, the engine itself.
    public var bufferBytes: Int
    /// Tokens.
    public var contextLength: Int
    public var askedContextLength: Int

    public var totalBytes: Int { weightsBytes + cacheBytes + bufferBytes }
    public var isShortened: Bool { contextLength < askedContextLength }
}

extension MemoryPlan {
    /// A context that holds less than this is of no use for a consultation with passages.
    static let leastContext = 2048
    /// The engine rounds contexts to this.
    private static let step = 256

    /// Everything that was asked for, whatever is there.
    init(_ header: GGUFHeader, _ options: LoadOptions) {
        let context = LlamaModel.contextLength(header, options)
        weightsBytes = header.fileBytes
        cacheBytes = header.cacheBytesPerToken * context
        bufferBytes = MemoryBudget.workingBytes
        contextLength = context
        askedContextLength = context
    }

    /// What of it fits into so many bytes: the context gets shorter. Nil: nothing does.
    func fitting(into bytes: Int) -> MemoryPlan? {
        guard totalBytes > bytes else { return self }
        var plan = self
        let perToken = cacheBytes / max(contextLength, 1)
        let room = bytes - weightsBytes - bufferBytes
        guard perToken > 0, room > 0 else { return nil }
        plan.contextLength = room / perToken / Self.step * Self.step
        plan.cacheBytes = perToken * plan.contextLength
        return plan.contextLength >= min(Self.leastContext, askedContextLength) ? plan : nil
    }
}
