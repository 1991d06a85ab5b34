public import Foundation

public struct ConversationID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

public struct TurnID: Hashable, Sendable {
    public let number: Int64
    public init(_ number: Int64) { self.number = number }
}

/// How a stored turn stands.
public enum TurnState: String, Sendable {
    /// Still being answered by a living process.
    case running
    /// Ended, with its payload.
    case committed
    /// The program ended before the answer did; the text is what was there.
    case interrupted
}

/// A turn as the store has it.
public struct StoredTurn: Sendable, Equatable, Identifiable {
    public var id: TurnID
    public var question: String
    /// The whole answer of a committed turn; the partial one of another.
    public var text: String
    /// The caller's own word for how a committed turn ended, such as `answered` or `cancelled`.
    public var status: String?
    /// The caller's own form of the answer (JSON); nil until committed.
    public var payload: Data?
    public var state: TurnState
    public var startedAt: Date
    public var endedAt: Date?
}

/// A conversation as a list shows it.
public struct ConversationSummary: Sendable, Equatable, Identifiable {
    public var id: ConversationID
    public var startedAt: Date
    /// Whom it was about, where there was a patient.
    public var patient: String?
    /// Whoever had it open didn't leave the program in the usual way, or has it open still.
    public var wasCutOff: Bool
    public var turns: Int
    public var lastQuestion: String
}
