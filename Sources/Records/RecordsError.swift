import Database

/// Why the store of conversations can't be used.
public enum RecordsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file isn't a database or is damaged. Nothing was changed; `ConversationStore.setAside` keeps it and makes
    /// room for a new one.
    case damaged(file: String)
    case cannotOpen(file: String, why: String)
    case failed(why: String)
    /// The turn has ended already, or its conversation was deleted.
    case turnNotOpen(TurnID)
    /// A living process has the conversation open.
    case inUse(ConversationID)
    /// The conversation is deleted, and its text is still in the log that another process reads.
    case notWiped(file: String)

    public var description: String {
        switch self {
        case .damaged(let file):
            "The conversations in \(file) can't be read: the file is damaged. Nothing was changed. Move it away to "
                + "begin a new store, or restore it from a backup."
        case .cannotOpen(let file, let why):
            "The conversations in \(file) can't be opened: \(why) Check the folder's permissions and free space."
        case .failed(let why):
            "The conversation couldn't be stored: \(why) What is on the screen isn't lost; copy it if you need it."
        case .turnNotOpen:
            "The answer couldn't be stored: its turn has ended or was deleted in another window. What is on the screen "
                + "isn't lost; copy it if you need it."
        case .inUse:
            "This conversation is open in another window. Go on there, or close that window first."
        case .notWiped(let file):
            "The conversation is deleted, but another window reads \(file), so its text couldn't be overwritten yet. "
                + "That happens when the last window is closed."
        }
    }

    init(_ error: any Error, file: String) {
        guard let error = error as? DatabaseError else {
            self = .cannotOpen(file: file, why: "\(error).")
            return
        }
        self = error.isCorrupt ? .damaged(file: file) : .cannotOpen(file: file, why: error.message + ".")
    }
}
