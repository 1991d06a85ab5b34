import Consultation
import Evidence
import Screen

/// A document's passages in order, by page, with the cited one marked.
enum DocumentPane {
    /// Marks the line that begins a page; the jump from page to page goes by it.
    static let pageCard = "page"

    static func draw(_ view: DocumentView, _ state: State, in rect: Rect, on canvas: inout Canvas) {
        let page = page(view, state, columns: rect.columns)
        page.draw(scroll: top(view, page, in: rect), card: card(view.citation), in: rect, on: &canvas)
    }

    /// The line that stands on top; where nobody scrolled, one that has the cited passage and what leads to it in sight.
    static func top(_ view: DocumentView, _ page: ReadingPage, in rect: Rect) -> Int {
        let last = page.lastScroll(in: rect)
        if let scroll = view.scroll { return min(max(0, scroll), last) }
        let cited = page.lines.firstIndex { $0.card == card(view.citation) } ?? 0
        // From its page's beginning where that isn't far, else from its heading.
        let start = page.lines[..<cited].lastIndex { $0.card == pageCard }
        let isNear = start.map { cited - $0 <= page.body(of: rect).rows / 2 } ?? false
        let heading = page.lines[..<cited].reversed().prefix { $0.spans.first?.role == .heading }.count
        return min(max(0, isNear ? start ?? 0 : cited - heading), last)
    }

    static func page(_ view: DocumentView, _ state: State, columns: Int) -> ReadingPage {
        let wording = state.wording
        let width = ReadingPage.textColumns(columns)
        let head = head(view, wording, columns: width)
        if let problem = view.problem {
            return ReadingPage(head: head, lines: lines(problem, columns: width), hint: wording[.documentKeys])
        }
        guard view.document != nil else {
            let waiting = StyledLine.wrapped(wording[.documentOpening], .progress, columns: width)
            return ReadingPage(head: head, lines: waiting, hint: wording[.documentKeys])
        }
        let lines = state.memo.lines(
            LayoutMemo.DocumentInput(
                document: view.document, citation: view.citation, columns: width, language: state.interfaceLanguage)
        ) { make($0) }
        let hasPages = lines.contains { $0.card == pageCard }
        return ReadingPage(
            head: head, lines: lines, hint: wording[hasPages ? .documentKeysPaged : .documentKeys])
    }

    private static func card(_ citation: Citation) -> String { "passage " + citation.passage }

    // MARK: Head

    /// At most two lines each, whatever the length: the text needs the room.
    private static func head(_ view: DocumentView, _ wording: Wording, columns: Int) -> [StyledLine] {
        let guideline = view.document?.guideline
        let citation = view.citation
        let isOld = guideline.map { $0.edition == .superseded } ?? (citation.edition == .superseded)
        let facts: [String?] = [
            guideline?.organisation ?? citation.organisation, (guideline?.year ?? citation.year).map(String.init),
            wording[isOld ? .superseded : .documentCurrent],
            wording[phrase(of: guideline?.status.rawValue ?? citation.status)],
            view.document.map { wording.fill(.passagesInAll, Wording.grouped($0.passages.count)) },
        ]
        let place = [view.document?.path, guideline?.url ?? citation.url, guideline?.citation].compactMap { $0 }
        return part(guideline?.title ?? citation.guideline, .title, columns)
            + part(
                facts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · "),
                isOld ? .citationUnverified : .text, columns)
            + place.prefix(1).flatMap { part($0, .dim, columns) } + [.empty]
    }

    private static func part(_ text: String, _ role: Role, _ columns: Int) -> [StyledLine] {
        let room = DisplayWidth.truncate(SafeText.oneLine(text), to: columns * 2 - 12, ellipsis: "…")
        return Array(StyledLine.wrapped(room, role, columns: columns).prefix(2))
    }

    private static func phrase(of status: String) -> Phrase {
        switch EvidenceStatus(rawValue: status) {
        case .verified: .verified
        case .secondary: .secondary
        case .unverified, nil: .unverified
        }
    }

    private static func lines(_ problem: Failure, columns: Int) -> [StyledLine] {
        var lines = StyledLine.wrapped("✗ " + SafeText.oneLine(problem.what), .error, columns: columns, hanging: 2)
        for part in [problem.why, problem.whatToDo] where !part.isEmpty {
            lines += StyledLine.wrapped(SafeText.oneLine(part), .note, columns: columns, indent: 2)
        }
        return lines
    }

    // MARK: Text

    private static func make(_ input: LayoutMemo.DocumentInput) -> [StyledLine] {
        let wording = Wording(input.language)
        // In the language in which it is cited, so that the passage is found again.
        let language = Language(of: input.citation.text)
        var lines: [StyledLine] = []
        var page: Int?
        var section: String?
        for passage in input.document?.passages ?? [] {
            if let next = passage.page, next != page {
                page = next
                lines.append(separator(wording.fill(.page, String(next)), columns: input.columns))
            }
            let isCited = passage.id == input.citation.passage
            if let own = passage.section, own != section {
                section = own
                lines += StyledLine.wrapped(SafeText.oneLine(own), .heading, columns: input.columns, indent: 1)
            }
            lines += own(passage, isCited ? input.citation.n : nil, language, wording, columns: input.columns).map {
                var line = $0
                if isCited { line.card = card(input.citation) }
                return line
            }
            lines.append(.empty)
        }
        return lines
    }

    private static func separator(_ words: String, columns: Int) -> StyledLine {
        let start = "── \(words) "
        let rest = String(repeating: "─", count: max(0, min(columns, 40) - DisplayWidth.of(start)))
        var line = StyledLine(start + rest, .dim)
        line.card = pageCard
        return line
    }

    /// - Parameter number: under which it is cited.
    private static func own(
        _ passage: Passage, _ number: Int?, _ language: Language, _ wording: Wording, columns: Int
    ) -> [StyledLine] {
        let isOld = passage.edition == .superseded
        let marks = [
            passage.grade.map { wording.fill(.grade, $0) }, isOld ? "✗ " + wording[.superseded] : nil,
            passage.status == .verified ? nil : "⚠ " + wording[phrase(of: passage.status.rawValue)],
        ].compactMap { $0 }.map { SafeText.oneLine($0) }
        var spans: [Span] = []
        if let number { spans.append(Span(text: "[\(number)] ", role: .citation, attributes: .bold)) }
        spans.append(
            Span(
                text: SafeText.clean(passage.text(in: language.rawValue).trimmed),
                role: isOld ? .citationSuperseded : .text, attributes: number == nil ? [] : .bold))
        var lines = StyledLine.wrapped(spans, columns: columns, indent: 2)
        if !marks.isEmpty {
            lines += StyledLine.wrapped(
                marks.joined(separator: " · "), isOld || passage.status != .verified ? .citationUnverified : .dim,
                columns: columns, indent: 2)
        }
        return lines
    }
}
