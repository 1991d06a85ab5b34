import Foundation

/// Why something can't be sealed or opened.
public enum SealingError: Error, Sendable, Equatable {
    /// libsodium can't be set up.
    case library
    /// The file that holds the key can't be used.
    case key(path: String, KeyProblem)
    /// It was sealed with another key.
    case otherKey
    /// It was changed, cut off or put together from others, or was never sealed.
    case damaged
    /// The system refused to read or write: its `errno`.
    case system(code: Int32)
}

/// What is wrong with a file that should hold a key.
public enum KeyProblem: Sendable, Equatable {
    /// Others than its owner may read or change it: its mode, such as "0644".
    case open(mode: String)
    /// It belongs to another user.
    case notOwn
    /// It isn't a plain file of 32 bytes.
    case notAKey
    /// The system refused to read or make it: its `errno`.
    case system(code: Int32)
}

extension SealingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .library: "libsodium can't be set up. Install it again (Debian: libsodium23)."
        case .key(let path, let problem): "The key \(path) can't be used: \(problem)"
        case .otherKey: "It was sealed with another key. Put that key back, or remove the file."
        case .damaged: "It was changed since it was sealed, or isn't whole. Remove the file."
        case .system(let code):
            "The system refused: \(SealingError.text(of: code)). Check the disk and the permissions."
        }
    }

    /// The system's own words for an `errno`.
    public static func text(of code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

extension KeyProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .open(let mode): "others may read it (mode \(mode)). Run chmod 600 on it if nobody has, else remove it."
        case .notOwn: "it belongs to another user. Move it away; a new one is made."
        case .notAKey: "it isn't a file of 32 bytes. Put the right one back or remove it; a new one is made."
        case .system(let code): "\(SealingError.text(of: code)). Check the folder and its permissions."
        }
    }
}
