import Consultation
import Screen

extension State {
    mutating func pressInOverlay(_ key: Key) -> [Effect] {
        let action = keyMap.action(for: key, in: .composer)
        if action == .redraw { return [.redraw] }
        switch overlay {
        case .help(let pane, let scroll): return pressInHelp(key, action, pane, scroll)
        case .palette(let query, let selected): return pressInPalette(key, action, query, selected)
        case .patientChooser(let choice): return pressInChooser(key, action, choice)
        case .seriesChooser(let selected): return pressInSeriesChooser(key, action, selected)
        case .specialtyChooser(let selected): return pressInSpecialtyChooser(key, action, selected)
        case .consultationChooser(let selected): return pressInConsultationChooser(key, action, selected)
        case .closeQuestion(let id): return pressInCloseQuestion(key, id)
        case .resumeOffer: return pressInOffer(key, action)
        case .quitQuestion: return pressInQuitQuestion(key, action)
        case .historySearch(let search): return pressInSearch(key, action, search)
        case nil: return []
        }
    }

    private mutating func pressInHelp(_ key: Key, _ action: Action?, _ pane: Pane, _ scroll: Int) -> [Effect] {
        let last = HelpPage.lastScroll(of: self, pane: pane)
        let page = max(1, HelpPage.visibleRows(of: self) - 1)
        let target: Int? =
            switch key {
            case .up: scroll - 1
            case .down: scroll + 1
            case .pageUp: scroll - page
            case .pageDown, .character(" "): scroll + page
            case .home: 0
            case .end: last
            default: nil
            }
        overlay = target.map { .help(pane, scroll: min(max(0, $0), last)) }
        return []
    }

    private mutating func pressInPalette(
        _ key: Key, _ action: Action?, _ query: Composer, _ selected: Int
    ) -> [Effect] {
        let matches = Palette.matches(query.text, of: self)
        switch key {
        case .up: overlay = .palette(query: query, selected: max(0, selected - 1))
        case .down: overlay = .palette(query: query, selected: min(max(0, matches.count - 1), selected + 1))
        case .enter, .tab:
            overlay = nil
            guard matches.indices.contains(selected) else { return [] }
            let command = matches[selected]
            return command.argument == .none || command.isArgumentOptional
                ? command.run(&self, "") : askForArgument(of: command.name)
        default:
            guard action != .cancel, action != .interrupt, action != .commandPalette else {
                overlay = nil
                return []
            }
            guard let edited = Self.edited(query, by: key, action) else { return [] }
            overlay = .palette(query: edited, selected: 0)
        }
        return []
    }

    private mutating func pressInChooser(_ key: Key, _ action: Action?, _ choice: PatientChoice) -> [Effect] {
        var choice = choice
        let last = choice.candidates.count - 1
        switch key {
        case .up: choice.selected = max(0, choice.selected - 1)
        case .down: choice.selected = min(last, choice.selected + 1)
        case .pageUp: choice.selected = max(0, choice.selected - 10)
        case .pageDown: choice.selected = min(last, choice.selected + 10)
        case .home: choice.selected = 0
        case .end: choice.selected = last
        case .enter:
            overlay = nil
            return adopt(choice.candidates[choice.selected], in: desk.front.id)
        default:
            if action == .cancel || action == .interrupt { overlay = nil }
            return []
        }
        overlay = .patientChooser(choice)
        return []
    }

    private mutating func pressInSeriesChooser(_ key: Key, _ action: Action?, _ selected: Int) -> [Effect] {
        let series = patient?.series ?? []
        let target: Int
        switch key {
        case .up: target = selected - 1
        case .down: target = selected + 1
        case .pageUp: target = selected - 10
        case .pageDown: target = selected + 10
        case .home: target = 0
        case .end: target = series.count - 1
        case .enter:
            overlay = nil
            if series.indices.contains(selected) { open(.trend(TrendView(series: series[selected].id))) }
            return []
        default:
            if action == .cancel || action == .interrupt { overlay = nil }
            return []
        }
        overlay = .seriesChooser(selected: min(max(0, target), max(0, series.count - 1)))
        return []
    }

    /// Enter goes on, Esc doesn't; whoever simply types begins a new question and keeps the offer under `/resume`.
    private mutating func pressInOffer(_ key: Key, _ action: Action?) -> [Effect] {
        guard let conversation = earlier.first else {
            overlay = nil
            return []
        }
        if key == .enter {
            overlay = nil
            return resumeEarlier()
        }
        if action == .cancel {
            overlay = nil
            earlier.removeFirst()
            if isOneCutOff { remark = wording[.remarkResumeLater] }
            return [.declineConversation(id: conversation.id)]
        }
        overlay = nil
        let effects = take(.key(key))
        if remark == nil { remark = wording[.remarkResumeLater] }
        return effects
    }

    private mutating func pressInQuitQuestion(_ key: Key, _ action: Action?) -> [Effect] {
        overlay = nil
        switch key {
        case .enter, .character("y"), .character("Y"), .character("是"): return [.quit]
        default: return action == .interrupt || action == .leaveOnEmptyLine ? [.quit] : []
        }
    }

    private mutating func pressInSearch(_ key: Key, _ action: Action?, _ search: HistorySearch) -> [Effect] {
        var search = search
        switch (key, action) {
        case (.enter, _), (.tab, _), (.right, _), (.left, _):
            overlay = nil
            if let match = search.match { composer.replace(with: history[match]) }
            focus = .composer
            return refreshCompletion()
        case (_, .searchHistory), (.up, _):
            let limit = search.match ?? history.count
            search.match = history.lastIndex(containing: search.query.text, before: limit) ?? search.match
        case (_, .cancel), (_, .interrupt):
            overlay = nil
            return []
        default:
            guard let edited = Self.edited(search.query, by: key, action) else { return [] }
            search.query = edited
            search.match = history.lastIndex(containing: edited.text, before: history.count)
        }
        overlay = .historySearch(search)
        return []
    }

    /// One-line editing in an overlay; nil where the key means nothing there.
    static func edited(_ query: Composer, by key: Key, _ action: Action?) -> Composer? {
        var query = query
        switch action {
        case .deleteBackward: query.deleteBackward()
        case .deleteWordBackward: query.deleteWordBackward()
        case .deleteToLineStart: query.deleteToLineStart()
        case .moveLeft: query.moveLeft()
        case .moveRight: query.moveRight()
        case nil:
            guard case .character(let character) = key else { return nil }
            query.insert(character)
        default: return nil
        }
        return query
    }
}
