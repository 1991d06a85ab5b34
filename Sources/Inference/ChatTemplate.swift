/// A piece of a rendered prompt. The two kinds are tokenised differently, so that nothing a person wrote,
/// and nothing a document says, can act as a marker of the conversation.
public enum PromptSegment: Sendable, Equatable {
    /// The template's own text, tokenised with special tokens recognised.
    case marker(String)
    /// Text from outside (instructions, patient, passages, user): never a special token.
    case text(String)

    /// The characters, whichever the kind.
    public var string: String {
        switch self {
        case .marker(let string), .text(let string): string
        }
    }
}

/// How a model family marks the turns of a conversation.
///
/// Written by hand for each family instead of running the file's own Jinja: a handful of families cover the
/// models in use, and only a hand-written one can keep markers and text apart.
public struct ChatTemplate: Sendable, Equatable {
    public let name: String
    /// Before the first turn.
    let opening: String
    /// Around each turn: header, the text, footer. Nil: the family has no system role and the system text
    /// goes in front of the first user turn.
    let systemHeader: String?
    let userHeader: String
    let assistantHeader: String
    let footer: String
    /// After the assistant header that asks for an answer, such as an empty thinking block.
    let answerPrefix: String
    /// Stands in when the conversation has no system message, where the family was trained with one.
    let defaultSystem: String?
    /// Whether the family's own template strips white space around each text.
    let trimsText: Bool

    /// The prompt for `messages`, markers and text apart; with `addAssistantHeader` it ends where the
    /// answer begins, or goes on where the last message is the beginning of one.
    public func render(_ messages: [ChatMessage], addAssistantHeader: Bool) -> [PromptSegment] {
        var segments: [PromptSegment] = opening.isEmpty ? [] : [.marker(opening)]
        var messages = withSystem(messages)
        let begun = addAssistantHeader && messages.last?.role == .assistant ? messages.popLast() : nil
        for message in messages {
            segments.append(.marker(header(message.role)))
            segments.append(.text(trimsText ? trimmed(message.text) : message.text))
            segments.append(.marker(footer))
        }
        if addAssistantHeader { segments.append(.marker(assistantHeader + answerPrefix)) }
        if let begun { segments.append(.text(begun.text)) }
        return joined(segments)
    }

    private func header(_ role: Role) -> String {
        switch role {
        case .system: systemHeader ?? userHeader
        case .user: userHeader
        case .assistant: assistantHeader
        }
    }

    private func withSystem(_ messages: [ChatMessage]) -> [ChatMessage] {
        if systemHeader == nil { return foldingSystem(into: messages) }
        guard let defaultSystem, messages.first?.role != .system else { return messages }
        return [.system(defaultSystem)] + messages
    }

    /// For families without a system role: the system text and the first user text become one turn.
    private func foldingSystem(into messages: [ChatMessage]) -> [ChatMessage] {
        let system = messages.filter { $0.role == .system }.map(\.text).joined(separator: "\n\n")
        var rest = messages.filter { $0.role != .system }
        guard !system.isEmpty else { return rest }
        if let first = rest.firstIndex(where: { $0.role == .user }) {
            rest[first].text = trimmed(system) + "\n\n" + trimmed(rest[first].text)
        } else {
            rest.insert(.user(system), at: 0)
        }
        return rest
    }

    private func trimmed(_ text: String) -> String {
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
        return String(text[start..<end])
    }

    /// Neighbouring markers become one, empty pieces go: the tokens are the ones the family was trained on.
    private func joined(_ segments: [PromptSegment]) -> [PromptSegment] {
        segments.reduce(into: []) { result, segment in
            guard !segment.string.isEmpty else { return }
            if case .marker(let next) = segment, case .marker(let last)? = result.last {
                result[result.count - 1] = .marker(last + next)
            } else {
                result.append(segment)
            }
        }
    }
}
