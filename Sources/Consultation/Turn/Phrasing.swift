/// What the model adds to what the program says by itself. `Tests/Data/phrasing.md` tells what each gave.
public enum Phrasing: String, Sendable, Codable, CaseIterable {
    /// Nothing: what was computed and what the passages say, word for word.
    case none
    /// Quotations, then what the best of them mean in the model's own words; of those only what the checks find supported
    /// stays, and what is withdrawn is told.
    case phrased
    /// Quotations, then sentences of the model's own that saw all passages; each stays, with its mark.
    case free
    /// The passages in the prompt and the model's own words, without quotations: to measure what these are worth.
    case bare
    /// The model's own words without any evidence: to measure what evidence is worth.
    case alone

    public static let standard = Phrasing.phrased

    /// What a user may choose between; the others are for measuring.
    public static let forUse: [Phrasing] = [.phrased, .free, .none]

    public var usesModel: Bool { self != .none }
    /// Whether the answer begins with quotations.
    var quotes: Bool { self != .bare && self != .alone }
}
