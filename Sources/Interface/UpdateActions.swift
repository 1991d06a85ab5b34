import Consultation
import Screen

extension State {
    mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .cancel: return cancel()
        case .interrupt:
            if isBusy { return cancelRunning() }
            overlay = .quitQuestion
        case .redraw: return [.redraw]
        case .help: overlay = .help(focus, scroll: 0)
        case .leaveOnEmptyLine:
            if composer.isEmpty { return leave() }
            return edit { $0.deleteForward() }
        case .commandPalette: overlay = .palette(query: Composer(), selected: 0)
        case .newConsultation: return beginConsultation()
        case .chooseSpecialty: openSpecialtyChooser()
        case .chooseConsultation: openConsultationChooser()
        case .nextConsultation: turnToConsultation(by: 1)
        case .previousConsultation: turnToConsultation(by: -1)
        case .openDocument: return openDocument()
        case .compareDissents: compareDissents()
        case .openEditor: return [.editExternally(composer.text)]
        case .searchHistory: overlay = .historySearch(HistorySearch())
        case .focusNext: moveFocus(by: 1)
        case .focusPrevious: moveFocus(by: -1)
        case .showConversation: show(.conversation)
        case .showCitations: show(.citations)
        case .showPatient: show(.patient)
        case .pageUp: scrollPage(by: -1)
        case .pageDown: scrollPage(by: 1)
        case .scrollUp: step(by: -1)
        case .scrollDown: step(by: 1)
        case .scrollToTop: scrollToEnd(isTop: true)
        case .scrollToBottom: scrollToEnd(isTop: false)
        case .previousExchange: showExchange(by: -1)
        case .nextExchange: showExchange(by: 1)
        case .leavePane: focus = .composer
        case .toggleEntry, .expandEntry, .foldEntry, .expandAll, .foldAll, .filterChart, .nextAbnormal,
            .previousAbnormal:
            performInChart(action)
        case .nextSection, .previousSection:
            if focus == .patient { performInChart(action) } else { performInView(action) }
        case .switchInView:
            if hasTwoInView { performInView(action) } else { moveFocus(by: 1) }
        case .viewLeft, .viewRight, .viewUp, .viewDown, .viewStart, .viewEnd, .zoomIn, .zoomOut:
            performInView(action)
        default: return performInComposer(action)
        }
        return []
    }

    /// Esc: the answer being written first, then what else can be put away, one thing at a time. It never touches
    /// the text in the composer.
    private mutating func cancel() -> [Effect] {
        // In a pane of its own Esc means what is open there.
        if isInView {
            leaveView()
            return []
        }
        if focus == .patient, browsing.filter != nil {
            browsing.clearFilter()
            return []
        }
        if isBusy {
            completion = nil
            return cancelRunning()
        }
        if completion != nil {
            completion = nil
        } else if !failures.isEmpty {
            failures.removeLast()
        } else if selectedMarker != nil {
            selectedMarker = nil
        } else if view != nil, focus == .composer {
            view = nil
        } else {
            focus = .composer
        }
        return []
    }

    /// Whether Tab has something to switch to in the view; else it moves the focus.
    private var hasTwoInView: Bool {
        switch view {
        case .trend(let trend): trend.second != nil
        case .comparison: true
        case .timeline: patient?.series.isEmpty == false
        case .prompt, .why, .dissents, .document, .sources, nil: false
        }
    }

    private mutating func performInComposer(_ action: Action) -> [Effect] {
        switch action {
        case .send: return send()
        case .moveUp: return moveVertically(by: -1)
        case .moveDown: return moveVertically(by: 1)
        case .newLine: return edit { $0.insert("\n") }
        case .moveLeft: return edit { $0.moveLeft() }
        case .moveRight: return edit { $0.moveRight() }
        case .moveWordLeft: return edit { $0.moveWordLeft() }
        case .moveWordRight: return edit { $0.moveWordRight() }
        case .moveToLineStart: return edit { $0.moveToLineStart() }
        case .moveToLineEnd: return edit { $0.moveToLineEnd() }
        case .moveToStart: return edit { $0.moveToStart() }
        case .moveToEnd: return edit { $0.moveToEnd() }
        case .deleteBackward: return edit { $0.deleteBackward() }
        case .deleteForward: return edit { $0.deleteForward() }
        case .deleteWordBackward: return edit { $0.deleteWordBackward() }
        case .deleteWordForward: return edit { $0.deleteWordForward() }
        case .deleteToLineStart: return edit { $0.deleteToLineStart() }
        case .deleteToLineEnd: return edit { $0.deleteToLineEnd() }
        case .pasteCut: return edit { $0.pasteCut() }
        case .undo: return edit { $0.undo() }
        default: return []
        }
    }

    private mutating func edit(_ change: (inout Composer) -> Void) -> [Effect] {
        focus = .composer
        change(&composer)
        return refreshCompletion()
    }

    // MARK: Sending

    mutating func send() -> [Effect] {
        let text = composer.text
        guard !text.trimmed.isEmpty else { return [] }
        walk.stop()
        history.add(text, about: patient == nil ? nil : desk.front.id)
        composer.clear()
        completion = nil
        if let marker = Self.marker(in: text) {
            // Asked for once more, the card in sight gives way to its document.
            let isInSight = !Regions(self).citations.isEmpty
            if marker == selectedMarker, selectedCitation != nil, isInSight { return openDocument() }
            openCitation(marker)
            return []
        }
        if let call = pastedTask(text) { return call }
        if let (name, argument) = Command.parse(text) { return runCommand(name: name, argument: argument) }
        return answerInterview(text) ?? ask(text)
    }

    /// `[3]` or `[C1]`, alone.
    private static func marker(in text: String) -> String? {
        guard let match = text.trimmed.wholeMatch(of: /\[([Cc]?[0-9]{1,3})\]/) else { return nil }
        return match.1.uppercased()
    }

    mutating func openCitation(_ marker: String) {
        guard let shown, shown.markers.contains(marker) else {
            remark = wording.fill(.remarkNoCitation, "[\(marker)]")
            return
        }
        selectedMarker = marker
        tab = .citations
        revealSelectedCitation()
    }

    // MARK: Up and down

    /// Within the text first; at its edge through what was sent before.
    private mutating func moveVertically(by rows: Int) -> [Effect] {
        let layout = ComposerLayout(composer, columns: Regions(self).composerTextColumns, wording: wording)
        if let target = layout.position(rowsFromCursor: rows) {
            composer.move(to: target)
            return []
        }
        guard let entry = rows < 0 ? walk.back(in: history, keeping: composer) : walk.forth(in: history) else {
            return []
        }
        composer = entry
        return refreshCompletion()
    }

    // MARK: Focus

    private mutating func moveFocus(by step: Int) {
        let panes = Pane.allCases
        let index = (panes.firstIndex(of: focus) ?? 0) + step + panes.count
        focus = panes[index % panes.count]
        if focus != .composer { tab = focus }
        completion = nil
    }

    /// Alt+1 … Alt+3: again on the pane in focus goes back to the composer.
    private mutating func show(_ pane: Pane) {
        tab = pane
        focus = focus == pane ? .composer : pane
        completion = nil
    }

    /// Left and right in a pane go to the passages of the question before or after.
    private mutating func showExchange(by step: Int) {
        guard let shown, let index = exchanges.firstIndex(where: { $0.id == shown.id }) else { return }
        let target = index + step
        guard exchanges.indices.contains(target) else { return }
        shownExchange = target == exchanges.count - 1 ? nil : exchanges[target].id
        selectedMarker = nil
        scroll.citations = 0
        scroll.conversation = ScrollPositions.Place(exchange: target, line: 0)
        settleConversation()
    }
}
