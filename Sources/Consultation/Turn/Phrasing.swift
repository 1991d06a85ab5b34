/// What the model adds to what the program says by itself. The table in `Tests/Data/answers.md` tells what each gave.
public enum Phrasing: String, Sendable, Codable, CaseIterable {
    /// Nothing: what was computed and what the passages say, word for word.
    case none
    /// Quotations, and below them the one sentence of theirs that the model chooses as the answer.
    case chosen
    /// Quotations, and below them sentences of the model's own, each checked.
    case free
    /// The passages in the prompt and the model's own words, without quotations: to measure what these are worth.
    case bare
    /// The model's own words without any evidence: to measure what evidence is worth.
    case alone

    /// What a user may choose between; the others are for measuring.
    public static let forUse: [Phrasing] = [.chosen, .free, .none]
}
