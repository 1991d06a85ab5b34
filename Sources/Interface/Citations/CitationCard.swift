import Consultation
import Evidence
import Screen

/// One passage, or one computed value, as lines.
enum CitationCard {
    /// - Parameters:
    ///   - isOpen: whether all that is known is shown: the chosen card, and the list of all.
    ///   - keys: what the keys do here, shown in the open card.
    static func lines(
        _ citation: Citation, columns: Int, _ wording: Wording, isOpen: Bool = false, keys: String? = nil
    ) -> [StyledLine] {
        let marker = String(citation.n)
        var lines = head(citation, columns: columns, wording)
        for (text, role) in flags(citation, wording, isOpen: isOpen) {
            lines += StyledLine.wrapped(text, role, columns: columns, indent: 4, hanging: 2)
        }
        // Before the text, since a long card runs out of sight.
        if isOpen, let keys { lines += StyledLine.wrapped(keys, .help, columns: columns, indent: 4) }
        if isOpen, !citation.dissents.isEmpty {
            lines += SideBySide.lines(
                DissentBlocks.of(citation, wording, isNamedAbove: true), columns: columns, indent: 4,
                narrowest: narrowestColumn)
        } else {
            lines += StyledLine.wrapped(citation.text.trimmed, textRole(citation), columns: columns, indent: 4)
        }
        for part in small(citation, wording, isOpen: isOpen) {
            lines += StyledLine.wrapped(part, .dim, columns: columns, indent: 4)
        }
        return belonging(to: marker, lines)
    }

    static func lines(_ value: ComputedValue, columns: Int, _ wording: Wording) -> [StyledLine] {
        let label = Span(text: "[\(value.n)]", role: .citation, attributes: .bold, marker: value.n)
        let title = Span(text: " " + wording[.computedFromChart], role: .title)
        var lines = StyledLine.wrapped([label, title], columns: columns, hanging: 4)
        lines += StyledLine.wrapped(value.text, .text, columns: columns, indent: 4)
        let inputs = value.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        for part in [value.tool, inputs, value.source] where !part.isEmpty {
            lines += StyledLine.wrapped(SafeText.oneLine(part), .dim, columns: columns, indent: 4)
        }
        return belonging(to: value.n, lines)
    }

    // MARK: Parts

    /// Two texts side by side are read with ease from this on.
    private static let narrowestColumn = 26

    static func textRole(_ citation: Citation) -> Role {
        citation.edition == .superseded ? .citationSuperseded : .text
    }

    /// "[4] VA/DoD 2017 · grade B · p. 12 · verified"; the source of a superseded edition is struck.
    private static func head(_ citation: Citation, columns: Int, _ wording: Wording) -> [StyledLine] {
        let marker = String(citation.n)
        let isOld = citation.edition == .superseded
        let rest = [
            citation.grade.map { wording.fill(.grade, $0) }, citation.page.map { wording.fill(.page, String($0)) },
            citation.status == EvidenceStatus.verified.rawValue ? wording[.verified] : nil,
        ].compactMap { $0 }.filter { !$0.isEmpty }.map { " · " + SafeText.oneLine($0) }.joined()
        return StyledLine.wrapped(
            [
                Span(text: "[\(marker)]", role: .citation, attributes: .bold, marker: marker),
                Span(text: " ", role: .title),
                Span(
                    text: name(citation), role: isOld ? .citationSuperseded : .title,
                    attributes: isOld ? .bold : []),
                Span(text: rest, role: .title),
            ], columns: columns, hanging: 4)
    }

    /// What a reader must not overlook, in words: an edition that another has replaced, a figure that nobody has seen
    /// on a page, another organisation that says otherwise.
    private static func flags(_ citation: Citation, _ wording: Wording, isOpen: Bool) -> [(String, Role)] {
        var flags: [(String, Role)] = []
        if citation.edition == .superseded { flags.append((superseded(citation, wording), .citationUnverified)) }
        switch EvidenceStatus(rawValue: citation.status) {
        case .verified: break
        case .secondary: flags.append(("⚠ " + wording[.secondary], .citationUnverified))
        case .unverified, nil: flags.append(("⚠ " + wording[.unverified], .citationUnverified))
        }
        // The open card has the other texts themselves.
        if !isOpen, let dissent = dissent(citation, wording) { flags.append((dissent, .verdictWarning)) }
        return flags
    }

    /// The same as signs only, where there is no room for words.
    static func signs(_ citation: Citation) -> String {
        let signs = [
            citation.edition == .superseded ? "✗" : nil,
            citation.status == EvidenceStatus.verified.rawValue ? nil : "⚠", citation.dissents.isEmpty ? nil : "≠",
        ]
        return signs.compactMap { $0 }.map { $0 + " " }.joined()
    }

    private static func superseded(_ citation: Citation, _ wording: Wording) -> String {
        guard let by = citation.replacement.map({ SourceName.short($0.organisation, $0.year) }) else {
            return "✗ " + wording[.superseded]
        }
        return "✗ " + wording.fill(.supersededBy, by)
    }

    private static func dissent(_ citation: Citation, _ wording: Wording) -> String? {
        let sources = unique(citation.dissents)
        guard !sources.isEmpty else { return nil }
        return "≠ "
            + wording.fill(
                sources.count == 1 ? .dissent : .dissentOfSeveral, sources.joined(separator: wording[.comma]))
    }

    /// Below the text, in small print.
    private static func small(_ citation: Citation, _ wording: Wording, isOpen: Bool) -> [String] {
        let place = [longOrganisation(citation), citation.guideline, citation.section].compactMap { $0 }
            .map { SafeText.oneLine($0) }.filter { !$0.isEmpty }.joined(separator: " · ")
        var parts = [place]
        let alike = unique(citation.alike)
        if !alike.isEmpty { parts.append(wording.fill(.alsoIn, alike.joined(separator: wording[.comma]))) }
        guard isOpen else { return parts }
        if !citation.why.isEmpty {
            parts.append(wording.fill(.whyRanked, citation.why.map { SafeText.oneLine($0) }.joined(separator: " · ")))
        }
        return parts + [citation.passage, citation.url].compactMap { $0 }.map { SafeText.oneLine($0) }
    }

    private static func unique(_ others: [OtherPassage]) -> [String] {
        others.map { SourceName.short($0.organisation, $0.year) }.reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }
    }

    // MARK: Names

    /// Struck where another edition has taken its place.
    static func name(_ citation: Citation) -> String {
        let source = citation.sourceName
        return citation.edition == .superseded ? Struck.text(source) : source
    }

    private static func longOrganisation(_ citation: Citation) -> String? {
        SourceName.abbreviation(citation.organisation) == nil ? nil : citation.organisation
    }

    private static func belonging(to marker: String, _ lines: [StyledLine]) -> [StyledLine] {
        lines.map { line in
            var line = line
            line.card = marker
            return line
        }
    }
}

/// Struck text. ncurses has no attribute for it, so every letter carries a stroke of its own.
enum Struck {
    static func text(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            result.append(character)
            // A blank with a mark would no longer be a place to break the line.
            if !character.isWhitespace { result += "\u{336}" }
        }
    }
}
