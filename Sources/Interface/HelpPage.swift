import Consultation
import Screen

/// Help for the pane in focus, then for everything; all of it derives from the key map and the command list.
enum HelpPage {
    static func lines(of state: State, pane: Pane, columns: Int) -> [StyledLine] {
        let wording = state.wording
        let here = KeyMap.places(of: pane, isViewOpen: state.view != nil)
        var lines = here.flatMap { section(wording[$0], keys(at: $0, state), columns: columns) }
        let language = state.interfaceLanguage
        lines += section(
            wording[.helpCommands],
            state.commands.map { command in
                let aliases =
                    command.aliases.isEmpty ? "" : "  (" + command.aliases.map { "/" + $0 }.joined(separator: " ") + ")"
                return (command.usage(in: language), command.summary(in: language) + aliases)
            } + [("[1]", wording[.helpOpenCitation])], columns: columns)
        for place in KeyMap.Place.allCases where !here.contains(place) {
            lines += section(wording[place], keys(at: place, state), columns: columns)
        }
        lines += section(wording[.helpSigns], signs(wording), columns: columns)
        return lines
    }

    private static func keys(at place: KeyMap.Place, _ state: State) -> [(String, String)] {
        Action.allCases.compactMap { action in
            let keys = state.keyMap.keys(for: action, at: place).filter { $0 != .character("？") }
            guard !keys.isEmpty else { return nil }
            let labels = keys.prefix(2).map(\.label)
            return (labels.joined(separator: ", "), state.wording[action])
        }
    }

    private static func signs(_ wording: Wording) -> [(String, String)] {
        var signs: [(String, String)] = [("[n]", wording[.signCitation])]
        for verdict in Verdict.allCases { if let sign = verdict.sign { signs.append((sign, wording[verdict])) } }
        return signs + [
            ("≠", wording[.signDissent]), ("✗", wording[.superseded].lowercased()), ("✎", wording[.signCorrected]),
            ("■", wording[.signIncomplete]), ("∅", wording[.phaseAbstained]),
        ]
    }

    private static func section(_ title: String, _ rows: [(String, String)], columns: Int) -> [StyledLine] {
        let left = min(columns / 2, (rows.map { DisplayWidth.of($0.0) }.max() ?? 0) + 2)
        var lines = [StyledLine(title, .heading)]
        for (name, summary) in rows {
            var wrapped = StyledLine.wrapped(summary, .text, columns: columns, indent: left + 1)
            let label = DisplayWidth.pad(name, to: left)
            wrapped[0].indent = 1
            wrapped[0].spans.insert(Span(text: label, role: .citation), at: 0)
            lines += wrapped
        }
        return lines + [.empty]
    }

    // MARK: Place on the screen

    static func box(_ regions: Regions) -> Rect { Overlays.box(in: regions.middle, columns: 84, rows: .max) }

    static func visibleRows(of state: State) -> Int { max(1, box(Regions(state)).rows - 2) }

    static func lastScroll(of state: State, pane: Pane) -> Int {
        let regions = Regions(state)
        let count = lines(of: state, pane: pane, columns: max(4, box(regions).columns - 4)).count
        return max(0, count - visibleRows(of: state))
    }
}

/// Ctrl+P: every command by what it does.
enum Palette {
    static func matches(_ query: String, of state: State) -> [Command] {
        let words = query.lowercased().split(separator: " ")
        return state.commands.filter { command in
            let text = ([command.name, command.english, command.chinese] + command.aliases).joined(separator: " ")
                .lowercased()
            return words.allSatisfy { text.contains($0.drop { $0 == "/" }) || $0 == "/" }
        }
    }
}
