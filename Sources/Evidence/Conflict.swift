/// Two passages, both of current editions, that say differently.
public struct Conflict: Sendable, Equatable {
    public enum How: String, Sendable, Codable {
        /// A guideline file says so.
        case marked
        /// Their figures for the same quantity differ.
        case figures
    }

    public struct Side: Sendable, Equatable {
        public var passage: Passage
        public var guideline: Guideline
    }

    public var here: Side
    public var there: Side
    public var how: How
    /// How they differ, in words, said from where the first stands; nil where nobody says.
    public var note: String?
    public var chineseNote: String?
}
