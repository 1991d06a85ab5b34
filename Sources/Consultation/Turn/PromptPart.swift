/// A part of the prompt as the model is given it.
public struct PromptPart: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Equatable, Codable, CaseIterable {
        case system, patient
        case earlierQuestion = "earlier-question"
        case earlierAnswer = "earlier-answer"
        case passages, question
        /// How the answer begins: the model goes on from here.
        case lead
    }

    public var kind: Kind
    public var text: String
    /// With the markers of a message around it; nil where it wasn't counted.
    public var tokens: Int?

    public init(kind: Kind, text: String, tokens: Int? = nil) {
        self.kind = kind
        self.text = text
        self.tokens = tokens
    }
}
