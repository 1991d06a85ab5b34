/// Why a theme can't be used; each case says where.
public enum ThemeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `file` and `line` are those of the `inherits` that asked for it, nil where the person did.
    case notFound(name: String, folders: [String], known: [String], file: String?, line: Int?)
    case unreadable(file: String, why: String)
    case syntax(file: String, line: Int, what: String)
    case unknownColor(file: String, line: Int, word: String, palette: [String])
    case circular(file: String, line: Int, chain: [String])

    public var description: String {
        switch self {
        case .notFound(let name, let folders, let known, let file, let line):
            let place = file.map { "\($0):\(line ?? 0): " } ?? ""
            let choice = known.isEmpty ? "no theme is there" : "there are: \(known.joined(separator: ", "))"
            return "\(place)The theme “\(name)” was not found in \(folders.joined(separator: ", ")); \(choice)."
        case .unreadable(let file, let why):
            return "\(file): The theme can't be read: \(why) Check that the file is there and is UTF-8 text."
        case .syntax(let file, let line, let what):
            return "\(file):\(line): In this theme \(what). Correct the line or choose another theme."
        case .unknownColor(let file, let line, let word, let palette):
            let own = palette.isEmpty ? "" : ", or a colour of the palette (\(palette.joined(separator: ", ")))"
            return "\(file):\(line): “\(word)” is no colour: write #rrggbb, a number from 0 to 255, an ANSI name such "
                + "as bright-red, or default\(own)."
        case .circular(let file, let line, let chain):
            return "\(file):\(line): The theme inherits from itself (\(chain.joined(separator: " → "))). "
                + "Take one “inherits” out."
        }
    }
}
