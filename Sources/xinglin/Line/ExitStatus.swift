/// The exit statuses of the command line contract.
enum ExitStatus: Int32, Sendable {
    case done = 0
    case failed = 1
    case usage = 2
    /// Malformed or unsafe input; nothing was changed.
    case refused = 3
    /// The evidence has nothing; the answer says so.
    case nothingFound = 4
    case interrupted = 130
}
