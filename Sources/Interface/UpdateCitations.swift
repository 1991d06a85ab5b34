import Consultation
import Evidence
import Screen

/// Documents, differing recommendations, the list of sources.
extension State {
    /// Opens the chosen passage's document; without one the key means what it means in every pane.
    mutating func openDocument() -> [Effect] {
        guard let citation = selectedCitation else {
            if selectedMarker == nil { focus = .composer } else { remark = wording[.remarkNoDocument] }
            return []
        }
        open(.document(DocumentView(citation: citation)), from: focus)
        return [.readDocument(passage: citation.passage)]
    }

    /// The consultation that asked for it may be behind another by now.
    mutating func show(_ document: OpenedDocument?, at passage: String) {
        guard let document else {
            return show(
                Failure(
                    what: wording[.documentGone], why: passage, whatToDo: wording[.documentGoneAdvice]),
                insteadOf: passage)
        }
        desk.changeAll { consultation in
            guard case .document(var view) = consultation.view, view.citation.passage == passage else { return }
            view.document = document
            consultation.view = .document(view)
        }
    }

    mutating func show(_ failure: Failure, insteadOf passage: String) {
        desk.changeAll { consultation in
            guard case .document(var view) = consultation.view, view.citation.passage == passage else { return }
            view.problem = failure
            consultation.view = .document(view)
        }
    }

    mutating func compareDissents() {
        guard let citation = selectedCitation ?? DissentPane.citations(self).first, !citation.dissents.isEmpty else {
            remark = wording[.remarkNoDissent]
            return
        }
        open(.dissents(DissentView(number: citation.n)), from: focus)
    }

    // MARK: Keys

    mutating func move(_ dissents: DissentView, _ action: Action) {
        guard action == .viewLeft || action == .viewRight else { return scrollAsRead(action) }
        let all = DissentPane.citations(self)
        guard let place = all.firstIndex(where: { $0.n == dissents.number }) else { return }
        let target = place + (action == .viewLeft ? -1 : 1)
        guard all.indices.contains(target) else { return }
        selectedMarker = String(all[target].n)
        view = .dissents(DissentView(number: all[target].n))
    }

    mutating func move(_ document: DocumentView, _ action: Action) {
        if action == .nextSection || action == .previousSection {
            jump(action) { $0.card == DocumentPane.pageCard }
        } else {
            scrollAsRead(action)
        }
    }

    mutating func move(_ sources: SourcesView, _ action: Action) {
        guard action == .nextSection || action == .previousSection else { return scrollAsRead(action) }
        // A card's head is the line that carries its marker.
        jump(action) { line in line.spans.contains { $0.marker != nil } }
    }

    mutating func move(_ why: WhyView, _ action: Action) {
        guard action == .nextSection || action == .previousSection else { return scrollAsRead(action) }
        jump(action) { $0.card == WhyPane.sectionCard }
    }

    private mutating func scrollAsRead(_ action: Action) {
        switch action {
        case .viewUp: scrollReading(by: -1)
        case .viewDown: scrollReading(by: 1)
        case .viewStart: scrollReading(by: -1_000_000)
        case .viewEnd: scrollReading(by: 1_000_000)
        default: break
        }
    }

    /// To the next line of a kind, or the one before.
    private mutating func jump(_ action: Action, _ isStart: (StyledLine) -> Bool) {
        guard let (page, top) = reading else { return }
        let starts = page.lines.indices.filter { isStart(page.lines[$0]) }
        let target = action == .nextSection ? starts.first { $0 > top } : starts.last { $0 < top }
        if let target { scrollReading(by: target - top) }
    }

    mutating func scrollReading(by rows: Int) {
        guard let (page, top) = reading else { return }
        let target = clamped(top, by: rows, last: page.lastScroll(in: readingRect))
        switch view {
        case .dissents(var dissents):
            dissents.scroll = target
            view = .dissents(dissents)
        case .document(var document):
            document.scroll = target
            view = .document(document)
        case .sources: view = .sources(SourcesView(scroll: target))
        case .why: view = .why(WhyView(scroll: target))
        case .trend, .comparison, .timeline, .prompt, nil: break
        }
    }

    private var readingRect: Rect { Regions(self).content(of: .conversation) }

    /// What is read in the view, and the line on top.
    private var reading: (ReadingPage, top: Int)? {
        let rect = readingRect
        switch view {
        case .dissents(let dissents):
            return (DissentPane.page(dissents, self, columns: rect.columns), dissents.scroll)
        case .document(let document):
            let page = DocumentPane.page(document, self, columns: rect.columns)
            return (page, DocumentPane.top(document, page, in: rect))
        case .sources(let sources): return (SourcesPane.page(self, columns: rect.columns), sources.scroll)
        case .why(let why): return (WhyPane.page(self, columns: rect.columns), why.scroll)
        case .trend, .comparison, .timeline, .prompt, nil: return nil
        }
    }
}
