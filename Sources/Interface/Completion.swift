import Consultation
import Screen

/// What the composer offers while a command is typed.
public struct Completion: Sendable, Equatable {
    public struct Choice: Sendable, Equatable {
        /// The whole composer text if chosen.
        public var text: String
        public var label: String
        public var summary: String
        /// Whether Enter runs it as it stands.
        public var isComplete: Bool
    }

    public var choices: [Choice]
    public var selected = 0
    /// The path that the file list was asked for.
    var filePrefix: String?
}

extension State {
    /// Brings the offer in line with the composer's text.
    mutating func refreshCompletion() -> [Effect] {
        let before = completion
        completion = nil
        guard focus == .composer, composer.mayBeCommand, let (name, argument) = Command.parse(composer.text)
        else { return [] }
        guard composer.elements.contains(.character(" ")) else {
            offer(Command.all.filter { $0.offered(for: name) }.map { choice($0) })
            return []
        }
        guard let command = Command.named(name), command.argument != .none else { return [] }
        if command.argument == .file { return refreshFiles(command, prefix: argument, before: before) }
        let wanted = argument.lowercased()
        offer(
            words(for: command.argument).filter { $0.word.lowercased().hasPrefix(wanted) }.map { word, summary in
                Completion.Choice(text: "/\(name) \(word)", label: word, summary: summary, isComplete: true)
            })
        return []
    }

    private mutating func offer(_ choices: [Completion.Choice]) {
        completion = choices.isEmpty ? nil : Completion(choices: choices)
    }

    private func choice(_ command: Command) -> Completion.Choice {
        Completion.Choice(
            text: "/" + command.name + (command.argument == .none ? "" : " "),
            label: command.usage(in: interfaceLanguage), summary: command.summary(in: interfaceLanguage),
            isComplete: command.argument == .none)
    }

    private func words(for argument: Command.Argument) -> [(word: String, summary: String)] {
        switch argument {
        case .none, .file: []
        case .specialty:
            [("auto", wording[.specialtyAuto])] + specialties.map { ($0.id, $0.name(in: interfaceLanguage)) }
        case .audience: Audience.allCases.map { ($0.rawValue, wording[$0]) }
        case .theme: themeNames.map { ($0, "") }
        case .language: [("en", "English"), ("zh", "中文")]
        }
    }

    private mutating func refreshFiles(_ command: Command, prefix: String, before: Completion?) -> [Effect] {
        if let before, before.filePrefix == prefix {
            completion = before
            return []
        }
        completion = Completion(choices: [], filePrefix: prefix)
        return [.listFiles(prefix: prefix)]
    }

    mutating func showFiles(prefix: String, paths: [String]) {
        guard completion?.filePrefix == prefix else { return }
        completion?.choices = paths.map {
            Completion.Choice(
                text: "/patient " + $0, label: SafeText.oneLine($0), summary: "", isComplete: !$0.hasSuffix("/"))
        }
        completion?.selected = 0
    }

    /// Puts the chosen text into the composer; true when there was one.
    mutating func acceptCompletion() -> [Effect]? {
        guard let completion, completion.choices.indices.contains(completion.selected) else { return nil }
        composer.replace(with: completion.choices[completion.selected].text)
        return refreshCompletion()
    }
}

extension Command {
    func offered(for word: String) -> Bool {
        let wanted = word.lowercased()
        return name.hasPrefix(wanted) || aliases.contains { !wanted.isEmpty && $0.hasPrefix(wanted) }
    }
}
