/// How sure the model was of a word that matters: a figure or a drug's name.
public struct Confidence: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable { case figure, drug }

    /// As the model wrote it.
    public var text: String
    public var kind: Kind
    /// The least probability of the tokens that spell it, 0…1: how probable the model itself found its least certain
    /// step. A measure of its hesitation, not of truth: a model can be sure and wrong.
    public var probability: Double

    public init(text: String, kind: Kind, probability: Double) {
        self.text = text
        self.kind = kind
        self.probability = probability
    }

    /// Below, the model found something else more probable, or could have.
    public static let low = 0.5

    public var isLow: Bool { probability < Self.low }
}
