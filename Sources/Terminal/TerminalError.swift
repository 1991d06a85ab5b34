/// Why the terminal could not be taken over. Nothing was changed on it.
public enum TerminalError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal(stream: String)
    /// `TERM=dumb`, or a terminal that can't place its cursor.
    case cannotPlaceCursor(term: String)
    /// The terminal is not described on this system, nor is any common one that it might be like.
    case unknownTerminal(term: String)
    /// No UTF-8 locale on the system.
    case noUTF8
    case system(call: String, code: Int32)

    public var description: String {
        switch self {
        case .notATerminal(let stream):
            "The interface needs a terminal, but \(stream) is not one. Use “xinglin ask” in scripts and pipes."
        case .cannotPlaceCursor(let term):
            "The terminal (TERM=\(term)) can't place its cursor, so the interface can't be drawn. "
                + "Use “xinglin ask”, or set TERM to what the terminal really is."
        case .unknownTerminal(let term):
            "The terminal “\(term)” is not described on this system. Set TERM to one that is, such as xterm-256color."
        case .noUTF8:
            "No UTF-8 locale was found, so Chinese can't be shown. Set LC_ALL=C.UTF-8."
        case .system(let call, let code):
            "The terminal could not be prepared: \(call) failed with error \(code). Try again in another terminal."
        }
    }
}
