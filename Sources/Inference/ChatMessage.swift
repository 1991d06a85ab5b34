/// Who wrote a message of a conversation.
public enum Role: String, Sendable, Equatable, Codable {
    case system, user, assistant
}

/// One message of a conversation, as plain text; a ``ChatTemplate`` puts the model's own markers around it.
public struct ChatMessage: Sendable, Equatable, Codable {
    public var role: Role
    public var text: String

    public init(role: Role, text: String) {
        self.role = role
        self.text = text
    }

    public static func system(_ text: String) -> ChatMessage { ChatMessage(role: .system, text: text) }
    public static func user(_ text: String) -> ChatMessage { ChatMessage(role: .user, text: text) }
    public static func assistant(_ text: String) -> ChatMessage { ChatMessage(role: .assistant, text: text) }
}
