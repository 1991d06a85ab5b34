public import Consultation

/// A command as data: help, completion and the palette derive from it.
public struct Command: Sendable {
    /// What may follow the name.
    public enum Argument: Sendable, Equatable {
        case none, file, specialty, audience, phrasing, theme, language, analyte, days, citation
        /// What a task is about, or its text.
        case words
    }

    public var name: String
    public var aliases: [String]
    public var argument: Argument
    /// One line, without a final full stop.
    public var english: String
    public var chinese: String
    /// Whether the command does something without its argument.
    public var isArgumentOptional = false
    var run: @Sendable (inout State, String) -> [Effect]

    public func summary(in language: Language) -> String { language.isChinese ? chinese : english }

    /// `/patient FILE`
    public func usage(in language: Language) -> String {
        guard argument != .none else { return "/" + name }
        let shown = Wording(language)[argument.phrase]
        return "/\(name) " + (isArgumentOptional ? "[\(shown)]" : shown)
    }

    func answers(to word: String) -> Bool { name == word || aliases.contains(word) }
}

extension Command.Argument {
    var phrase: Phrase {
        switch self {
        case .none: .argumentNone
        case .file: .argumentFile
        case .specialty: .argumentSpecialty
        case .audience: .argumentAudience
        case .phrasing: .argumentPhrasing
        case .theme: .argumentTheme
        case .language: .argumentLanguage
        case .analyte: .argumentAnalyte
        case .days: .argumentDays
        case .citation: .argumentCitation
        case .words: .argumentWords
        }
    }
}

extension Command {
    public static func named(_ word: String) -> Command? {
        all.first { $0.answers(to: word.lowercased()) }
    }

    /// The name and the argument of `/name argument…`; nil for any other text.
    static func parse(_ text: String) -> (name: String, argument: String)? {
        guard text.hasPrefix("/"), !text.contains("\n") else { return nil }
        let parts = text.dropFirst().split(separator: " ", maxSplits: 1)
        let argument = parts.count > 1 ? parts[1] : ""
        return (parts.first.map(String.init) ?? "", String(argument.trimming(while: \.isWhitespace)))
    }
}

extension StringProtocol {
    func trimming(while isBlank: (Character) -> Bool) -> SubSequence {
        let start = self[...].drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return start }
        return start[...last]
    }

    var trimmed: String { String(trimming(while: \.isWhitespace)) }
}
