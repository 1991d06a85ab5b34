/// What a turn tells its client (interface, `ask`, scenario player) while it runs, in this order.
public enum TurnEvent: Sendable, Equatable {
    case triaged(TriageNotice)
    /// The question says too little by itself; these, asked before, are searched with it, oldest first.
    case leaning(on: [String])
    case routed(SpecialtyChoice)
    /// The passages, before the first token.
    case evidence([Citation])
    case computed([ComputedValue])
    /// The beginning of the answer, which the program writes itself: quotations and computed values.
    case lead(String)
    /// The exact prompt, before the model reads it; not told where the model isn't asked.
    case promptBuilt([PromptPart])
    /// Reading the prompt: tokens done of all.
    case readingPrompt(done: Int, total: Int)
    case generating(promptTokens: Int, cachedTokens: Int)
    /// The next piece of the answer: whole characters, already free of control characters.
    case text(String)
    /// The last event. A cancelled turn ends with status `cancelled` and the text so far.
    case finished(Answer)
}

/// An error as the user reads it: what happened, why, and what to do.
public struct Failure: Error, Sendable, Equatable {
    public var what: String
    public var why: String
    public var whatToDo: String

    public init(what: String, why: String, whatToDo: String) {
        self.what = what
        self.why = why
        self.whatToDo = whatToDo
    }
}

extension Failure: CustomStringConvertible {
    public var description: String {
        [what, why, whatToDo].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
