import Consultation
import Screen

extension State {
    mutating func take(_ input: TerminalInput) -> [Effect] {
        switch input {
        case .key(let key):
            remark = nil
            return overlay == nil ? press(key) : pressInOverlay(key)
        case .paste(let text): return paste(text)
        case .wheel(let isUp, let point): wheel(isUp: isUp, at: point)
        case .click(let point): click(point)
        case .resize(let size): self.size = size
        case .focus: break
        case .quit: return [.quit]
        }
        return []
    }

    private mutating func press(_ key: Key) -> [Effect] {
        if isFiltering { return pressInFilter(key) }
        if focus == .composer, let effects = pressInCompletion(key) { return effects }
        // The help key of the panes works in an empty composer too, where nothing is lost by it.
        if focus == .composer, composer.isEmpty, keyMap.action(for: key, in: .conversation) == .help {
            return perform(.help)
        }
        if let action = keyMap.action(for: key, in: focus, isViewOpen: view != nil) { return perform(action) }
        guard case .character(let character) = key else { return [] }
        // Whoever begins to type means the composer.
        focus = .composer
        walk.stop()
        composer.insert(character)
        return refreshCompletion()
    }

    private mutating func pressInCompletion(_ key: Key) -> [Effect]? {
        guard let offered = completion, !offered.choices.isEmpty else { return nil }
        let count = offered.choices.count
        switch key {
        case .up: completion?.selected = (offered.selected + count - 1) % count
        case .down: completion?.selected = (offered.selected + 1) % count
        case .tab: return acceptCompletion()
        case .enter where !runsAsTyped(composer.text, offered):
            let choice = offered.choices[offered.selected]
            composer.replace(with: choice.text)
            return choice.isComplete ? send() : refreshCompletion()
        default: return nil
        }
        return []
    }

    /// A command typed in full runs, whatever is offered beside it.
    /// Whether the argument is the whole name of what the chart holds, or of two of them.
    private func isNamed(_ argument: String) -> Bool {
        AnalyteLookup(series: patient?.series ?? []).isNamed(argument)
    }

    private func runsAsTyped(_ text: String, _ offered: Completion) -> Bool {
        guard let (name, argument) = Command.parse(text), let command = command(named: name) else { return false }
        // Nothing was chosen and nothing is needed.
        if command.isArgumentOptional, offered.selected == 0,
            argument.isEmpty || command.argument == .analyte && isNamed(argument)
        {
            return true
        }
        return command.argument == .none || command.argument == .words
            || command.argument == .file && !argument.isEmpty && !argument.hasSuffix("/")
    }

    private mutating func paste(_ text: String) -> [Effect] {
        switch overlay {
        case .palette(var query, _):
            query.insert(paste: SafeText.oneLine(text))
            overlay = .palette(query: query, selected: 0)
            return []
        case .historySearch(var search):
            search.query.insert(paste: SafeText.oneLine(text))
            overlay = .historySearch(search)
            return []
        case .resumeOffer: overlay = nil
        case .help, .patientChooser, .seriesChooser, .specialtyChooser, .consultationChooser, .closeQuestion,
            .quitQuestion:
            return []
        case nil: break
        }
        if isFiltering {
            browsing.filter?.insert(paste: SafeText.oneLine(text))
            return []
        }
        focus = .composer
        walk.stop()
        composer.insert(paste: text)
        return refreshCompletion()
    }
}
