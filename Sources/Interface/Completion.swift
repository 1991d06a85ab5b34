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
            offer(commands.filter { $0.offered(for: name) }.map { choice($0) })
            return []
        }
        guard let command = command(named: name), command.argument != .none else { return [] }
        if command.argument == .file { return refreshFiles(command, prefix: argument, before: before) }
        if command.argument == .analyte || command.argument == .days {
            offer(chartWords(command.argument, name, argument))
            return []
        }
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
            text: "/" + command.name
                + (command.argument == .none || command.isArgumentOptional && command.argument == .words ? "" : " "),
            label: command.usage(in: interfaceLanguage), summary: command.summary(in: interfaceLanguage),
            isComplete: command.argument == .none || command.isArgumentOptional && command.argument == .words)
    }

    private func words(for argument: Command.Argument) -> [(word: String, summary: String)] {
        switch argument {
        case .none, .file, .analyte, .days, .words: []
        case .citation: (shown?.citations ?? []).map { (String($0.n), $0.sourceName) }
        case .specialty:
            [("auto", wording[.specialtyAuto])] + specialties.map { ($0.id, $0.name(in: interfaceLanguage)) }
        case .audience: Audience.allCases.map { ($0.rawValue, wording[$0]) }
        case .phrasing: Phrasing.forUse.map { ($0.rawValue, wording[$0]) }
        case .theme: themeNames.map { ($0, "") }
        case .language: [("en", "English"), ("zh", "中文")]
        }
    }

    /// What the chart holds, for the word being typed; a word before it stays.
    private func chartWords(_ argument: Command.Argument, _ name: String, _ typed: String) -> [Completion.Choice] {
        guard let patient else { return [] }
        let isNew = composer.text.last?.isWhitespace ?? true
        var words = typed.split(separator: " ").map(String.init)
        // A name may be several words itself: only what no name begins with is two names.
        if argument == .analyte, words.count > 1,
            !AnalyteLookup(series: patient.series).beginning(with: typed).isEmpty
        {
            words = [typed]
        }
        let kept = isNew ? words : words.dropLast()
        let wanted = isNew ? "" : words.last ?? ""
        guard kept.count < (name == "timeline" || name == "tl" ? 1 : 2) else { return [] }
        let start = (["/" + name] + kept).joined(separator: " ") + " "
        func choice(_ word: String, _ label: String, _ summary: String) -> Completion.Choice {
            Completion.Choice(text: start + word, label: label, summary: summary, isComplete: true)
        }
        guard argument == .analyte else {
            return VisitComparison.days(of: patient).reversed().filter { $0.hasPrefix(wanted) && !kept.contains($0) }
                .map { choice($0, $0, "") }
        }
        return AnalyteLookup(series: patient.series).beginning(with: wanted).filter { !kept.contains($0.word) }
            .map { series in
                let newest = series.points.last.map { Wording.quantity($0.stated) + "  " + $0.day } ?? ""
                let title = SafeText.oneLine(series.name(in: interfaceLanguage))
                return choice(SafeText.oneLine(series.word), SafeText.oneLine(series.word), title + "  " + newest)
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

    /// Puts the chosen text into the composer; true when there was one.
    mutating func acceptCompletion() -> [Effect]? {
        guard let completion, completion.choices.indices.contains(completion.selected) else { return nil }
        composer.replace(with: completion.choices[completion.selected].text)
        return refreshCompletion()
    }
}

extension OpenConsultation {
    mutating func showFiles(prefix: String, paths: [String]) {
        guard completion?.filePrefix == prefix else { return }
        completion?.choices = paths.map {
            Completion.Choice(
                text: "/patient " + $0, label: SafeText.oneLine($0), summary: "", isComplete: !$0.hasSuffix("/"))
        }
        completion?.selected = 0
    }
}

extension Command {
    func offered(for word: String) -> Bool {
        let wanted = word.lowercased()
        return name.hasPrefix(wanted) || aliases.contains { !wanted.isEmpty && $0.hasPrefix(wanted) }
    }
}
