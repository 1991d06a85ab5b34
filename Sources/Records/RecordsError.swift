import Database

/// Why the store of conversations can't be used.
public enum RecordsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file isn't a database or is damaged. Nothing was changed; `ConversationStore.setAside` keeps it and makes
    /// room for a new one.
    case damaged(file: String)
    case cannotOpen(file: String, why: String)
    case failed(why: String)

    public var description: String {
        switch self {
        case .damaged(let file):
            "The conversations in \(file) can't be read: the file is damaged. Nothing was changed. Move it away to "
                + "begin a new store, or restore it from a backup."
        case .cannotOpen(let file, let why):
            "The conversations in \(file) can't be opened: \(why) Check the folder's permissions and free space."
        case .failed(let why):
            "The conversation couldn't be stored: \(why) What is on the screen isn't lost; copy it if you need it."
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
