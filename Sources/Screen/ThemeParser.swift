/// Reads the lines of one theme file:
///
///     # a comment
///     inherits = dark
///
///     [palette]
///     amber = #d7af5f
///
///     [roles]
///     chat.heading = amber on black bold
///
///     [monochrome]
///     chat.heading = bold
struct ThemeParser {
    private enum Section: String, CaseIterable {
        case palette, roles, monochrome
    }

    private let file: String
    private var line = 0
    private var section: Section?
    private(set) var inherits: ThemeFile.Word?
    private(set) var theme = ThemeFile()

    init(file: String) {
        self.file = file
    }

    mutating func read(_ text: String) throws(ThemeError) {
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            let statement = Self.withoutComment(raw)
            if statement.isEmpty { continue }
            if statement.hasPrefix("[") {
                try open(statement)
            } else {
                try assign(statement)
            }
        }
    }

    /// A hash starts a comment at the start of a line or before a blank; elsewhere it is a colour.
    private static func withoutComment(_ raw: Substring) -> String {
        var words: [Substring] = []
        for word in raw.split(whereSeparator: \.isWhitespace) {
            if word == "#" || (words.isEmpty && word.hasPrefix("#")) { break }
            words.append(word)
        }
        return words.joined(separator: " ")
    }

    private mutating func open(_ statement: String) throws(ThemeError) {
        guard statement.hasSuffix("]"), let opened = Section(rawValue: String(statement.dropFirst().dropLast())) else {
            let known = Section.allCases.map { "[\($0.rawValue)]" }.joined(separator: ", ")
            throw problem("the section \(statement) is not one of \(known)")
        }
        section = opened
    }

    private mutating func assign(_ statement: String) throws(ThemeError) {
        let sides = statement.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let key = sides[0].split(separator: " ").joined(separator: " ")
        let words = sides.count == 2 ? sides[1].split(separator: " ").map(String.init) : []
        guard !key.isEmpty, !key.contains(" "), !words.isEmpty else {
            throw problem("“\(statement)” is not of the form name = value")
        }
        switch section {
        case nil: try setHeader(key, words)
        case .palette: try setPalette(key, words)
        case .roles: try setRole(key, words)
        case .monochrome: try setMonochrome(key, words)
        }
    }

    private mutating func setHeader(_ key: String, _ words: [String]) throws(ThemeError) {
        guard key == "inherits", words.count == 1 else {
            throw problem("before the first section only “inherits = NAME” may stand, not “\(key)”")
        }
        guard inherits == nil else { throw problem("“inherits” stands twice") }
        inherits = ThemeFile.Word(text: words[0], file: file, line: line)
    }

    private mutating func setPalette(_ key: String, _ words: [String]) throws(ThemeError) {
        guard Self.attributes[key] == nil, key != "on" else {
            throw problem("“\(key)” is an attribute and can't name a colour")
        }
        guard words.count == 1, let color = Color(themeWord: words[0]) else {
            throw .unknownColor(file: file, line: line, word: words.joined(separator: " "), palette: [])
        }
        guard theme.palette.updateValue(color, forKey: key) == nil else {
            throw problem("the colour “\(key)” stands twice")
        }
    }

    /// `[foreground] [on background] [attribute …]`; `plain` alone means no attribute and inherited colours.
    private mutating func setRole(_ key: String, _ words: [String]) throws(ThemeError) {
        var look = ThemeFile.Look()
        var isBackground = false
        for word in words {
            if word == "on", !isBackground, look.background == nil {
                isBackground = true
            } else if isBackground {
                look.background = ThemeFile.Word(text: word, file: file, line: line)
                isBackground = false
            } else if let attribute = Self.attributes[word] {
                look.attributes.formUnion(attribute)
            } else if look.foreground == nil, look.background == nil, look.attributes.isEmpty {
                look.foreground = ThemeFile.Word(text: word, file: file, line: line)
            } else {
                throw problem("“\(word)” can't stand here: write [colour] [on colour] [\(Self.attributeNames)]")
            }
        }
        guard !isBackground else { throw problem("a colour is missing after “on”") }
        guard theme.roles.updateValue(look, forKey: key) == nil else {
            throw problem("the role “\(key)” stands twice")
        }
    }

    private mutating func setMonochrome(_ key: String, _ words: [String]) throws(ThemeError) {
        var combined: Style.Attributes = []
        for word in words {
            guard let attribute = Self.attributes[word], attribute != .italic else {
                throw problem("“\(word)” can't stand under [monochrome]: only plain, bold, dim, underline, reverse")
            }
            combined.formUnion(attribute)
        }
        guard theme.monochrome.updateValue(combined, forKey: key) == nil else {
            throw problem("the role “\(key)” stands twice")
        }
    }

    private func problem(_ what: String) -> ThemeError {
        .syntax(file: file, line: line, what: what)
    }

    private static let attributes: [String: Style.Attributes] = [
        "plain": [], "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
    ]

    private static let attributeNames = "bold dim italic underline reverse"
}

extension Color {
    /// `default`, `#rrggbb`, an ANSI name such as `bright-red`, or a palette number 0–255.
    init?(themeWord word: String) {
        if word == "default" {
            self = .default
        } else if word.hasPrefix("#"), word.utf8.count == 7, let value = UInt32(word.dropFirst(), radix: 16) {
            self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
        } else if let index = Self.ansiNames.firstIndex(of: word) {
            self = .indexed(UInt8(index))
        } else if let index = UInt8(word) {
            self = .indexed(index)
        } else {
            return nil
        }
    }

    private static let ansiNames =
        ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        + ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].map { "bright-" + $0 }
}
