import Consultation
import Evidence
import Screen

/// A passage beside what other organisations say otherwise.
enum DissentPane {
    /// Whole recommendations are compared here, so a column is wider than in a card.
    private static let narrowestColumn = 30

    /// The cited passages with another opinion beside them.
    static func citations(_ state: State) -> [Citation] {
        (state.shown?.citations ?? []).filter { !$0.dissents.isEmpty }
    }

    static func page(_ view: DissentView, _ state: State, columns: Int) -> ReadingPage {
        let wording = state.wording
        let all = citations(state)
        guard let place = all.firstIndex(where: { $0.n == view.number }) else {
            return ReadingPage(lines: [], hint: wording[.documentKeys])
        }
        let width = ReadingPage.textColumns(columns)
        var head = StyledLine.wrapped(wording[.dissentsIntroduction], .dim, columns: width)
        if all.count > 1 {
            let words = wording.fill(.dissentPlace, String(place + 1), String(all.count))
            head = StyledLine.wrapped(words + " · " + wording[.dissentsIntroduction], .dim, columns: width)
        }
        return ReadingPage(
            head: head + [.empty], lines: lines(all[place], state, columns: width),
            hint: wording[all.count > 1 ? .dissentKeys : .documentKeys])
    }

    private static func lines(_ citation: Citation, _ state: State, columns: Int) -> [StyledLine] {
        let wording = state.wording
        let cited = state.shown?.citations ?? []
        var blocks = DissentBlocks.of(citation, wording) { other in cited.first { $0.passage == other.passage }?.n }
        let place = [
            citation.guideline, citation.section, citation.grade.map { wording.fill(.grade, $0) },
            citation.page.map { wording.fill(.page, String($0)) },
        ]
        blocks[0].notes = [
            place.compactMap { $0 }.map { SafeText.oneLine($0) }.filter { !$0.isEmpty }.joined(separator: " · ")
        ]
        return SideBySide.lines(blocks, columns: columns, indent: 0, narrowest: narrowestColumn)
    }
}

/// `/sources`: every passage of the shown answer with all that is known of it.
enum SourcesPane {
    static func page(_ state: State, columns: Int) -> ReadingPage {
        let wording = state.wording
        let width = ReadingPage.textColumns(columns)
        let citations = state.shown?.citations ?? []
        let computed = state.shown?.computed ?? []
        var lines = citations.flatMap { CitationCard.lines($0, columns: width, wording, isOpen: true) + [.empty] }
        lines += computed.flatMap { CitationCard.lines($0, columns: width, wording) + [.empty] }
        if lines.isEmpty { lines = StyledLine.wrapped(wording[.noCitationsYet], .dim, columns: width) }
        return ReadingPage(lines: lines, hint: wording[.sourcesKeys])
    }
}
