import Screen

extension State {
    private static let wheelLines = 3

    /// The pane that paging keys move: the one in focus; from the composer the one that is seen.
    private var scrolledPane: Pane {
        if focus != .composer { return focus }
        return size.columns >= Regions.wideColumns ? .conversation : tab
    }

    mutating func scrollPage(by pages: Int) {
        let rows = Regions(self).content(of: scrolledPane).rows
        if view != nil, scrolledPane == .conversation { return scrollView(by: pages * max(1, rows - 4)) }
        scroll(scrolledPane, by: pages * max(1, rows - 2))
    }

    /// Up and down: lines in a text, passages in the citations.
    mutating func step(by count: Int) {
        switch focus {
        case .citations: selectCitation(by: count)
        case .patient where patient != nil: chooseEntry(by: count)
        case .patient, .conversation, .composer: scroll(focus, by: count)
        }
    }

    mutating func scrollToEnd(isTop: Bool) {
        let far = isTop ? -1_000_000 : 1_000_000
        guard scrolledPane == .conversation else { return scroll(scrolledPane, by: far) }
        scroll.conversation = isTop && !exchanges.isEmpty ? ScrollPositions.Place(exchange: 0, line: 0) : nil
        settleConversation()
    }

    mutating func wheel(isUp: Bool, at point: Point) {
        let offset = isUp ? -Self.wheelLines : Self.wheelLines
        if case .help(let pane, let position) = overlay {
            overlay = .help(pane, scroll: min(max(0, position + offset), HelpPage.lastScroll(of: self, pane: pane)))
            return
        }
        guard overlay == nil, let pane = Regions(self).pane(at: point), pane != .composer else { return }
        if view != nil, pane == .conversation { return scrollView(by: offset) }
        scroll(pane, by: offset)
    }

    private mutating func scroll(_ pane: Pane, by offset: Int) {
        let rect = Regions(self).content(of: pane)
        guard !rect.isEmpty else { return }
        switch pane {
        case .composer: break
        case .conversation:
            scroll.conversation = ConversationPane.place(
                from: scroll.conversation, by: offset, self, size: rect.size)
        case .citations:
            let last = max(0, CitationsPane.lines(self, columns: rect.columns).count - rect.rows)
            scroll.citations = min(max(0, min(scroll.citations, last) + offset), last)
        case .patient:
            let rows = PatientPane.body(of: rect, self).rows
            let last = max(0, PatientPane.lines(self, columns: rect.columns).count - rows)
            scroll.patient = min(max(0, min(scroll.patient, last) + offset), last)
        }
    }

    /// A place at or beyond the end means to follow the newest text.
    mutating func settleConversation() {
        let rect = Regions(self).content(of: .conversation)
        guard !rect.isEmpty else { return }
        scroll.conversation = scroll.conversation.flatMap {
            ConversationPane.place(from: $0, by: 0, self, size: rect.size)
        }
    }

    // MARK: Citations

    private mutating func selectCitation(by step: Int) {
        guard let markers = shown?.markers, !markers.isEmpty else { return }
        let current = selectedMarker.flatMap(markers.firstIndex(of:))
        let index = current.map { min(max(0, $0 + step), markers.count - 1) } ?? (step > 0 ? 0 : markers.count - 1)
        selectedMarker = markers[index]
        revealSelectedCitation()
    }

    /// Scrolls the citations so that the selected card is seen from its head.
    mutating func revealSelectedCitation() {
        let rect = Regions(self).content(of: .citations)
        guard let selectedMarker, !rect.isEmpty else { return }
        let lines = CitationsPane.lines(self, columns: rect.columns)
        guard let first = lines.firstIndex(where: { $0.card == selectedMarker }) else { return }
        let last = lines.lastIndex { $0.card == selectedMarker } ?? first
        if first < scroll.citations || last >= scroll.citations + rect.rows {
            scroll.citations = min(first, max(0, lines.count - rect.rows))
        }
    }

    // MARK: Clicks

    mutating func click(_ point: Point) {
        guard overlay == nil else { return }
        let regions = Regions(self)
        if regions.tabs.contains(point) { return clickTab(point, regions) }
        guard let pane = regions.pane(at: point) else { return }
        focus = pane
        if pane != .composer { tab = pane }
        completion = nil
        let rect = regions.content(of: pane)
        guard rect.contains(point) else { return }
        switch pane {
        case .conversation where view != nil: break
        case .conversation: clickConversation(point, rect)
        case .citations: clickCitation(point, rect)
        case .patient: clickChart(point, rect)
        case .composer: break
        }
    }

    private mutating func clickTab(_ point: Point, _ regions: Regions) {
        var column = regions.tabs.column
        for pane in Pane.tabs {
            let width = DisplayWidth.of(TabBar.name(of: pane, self)) + 4
            if (column..<column + width).contains(point.column) {
                tab = pane
                focus = .composer
                return
            }
            column += width
        }
    }

    /// A click on `[3]` opens the passage.
    private mutating func clickConversation(_ point: Point, _ rect: Rect) {
        let (lines, owners, _) = ConversationPane.visible(self, size: rect.size)
        let row = point.row - rect.row
        guard lines.indices.contains(row) else { return }
        var column = rect.column + lines[row].indent
        for span in lines[row].spans {
            let end = column + DisplayWidth.of(span.text)
            if let marker = span.marker, (column..<end).contains(point.column) {
                focus = .composer
                shownExchange = owners[row] == exchanges.last?.id ? nil : owners[row]
                openCitation(marker)
                return
            }
            column = end
        }
    }

    private mutating func clickCitation(_ point: Point, _ rect: Rect) {
        let lines = CitationsPane.lines(self, columns: rect.columns)
        let row = min(scroll.citations, max(0, lines.count - rect.rows)) + point.row - rect.row
        guard lines.indices.contains(row), let card = lines[row].card else { return }
        selectedMarker = card
        // The card opens, and may grow out of sight.
        revealSelectedCitation()
    }
}
