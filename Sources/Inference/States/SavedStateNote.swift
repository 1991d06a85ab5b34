/// What a user should know about saved states. None of it changes an answer: what can't be used is computed again.
public enum SavedStateNote: Sendable, Equatable {
    public enum Reason: Sendable, Equatable {
        /// Another version of the program or the engine made it, or the model's file was replaced.
        case stale
        /// It was sealed with another key.
        case foreign
        /// It was changed since it was written, or isn't whole.
        case damaged
    }

    /// So many were removed without being used.
    case discarded(Reason, count: Int)
    /// One couldn't be written: the system's `errno`. Told once until writing succeeds again.
    case notWritten(code: Int32)
}
