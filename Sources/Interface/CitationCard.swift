import Consultation
import Screen

/// One passage, or one computed value, as lines.
enum CitationCard {
    static func lines(_ citation: Citation, columns: Int, _ wording: Wording) -> [StyledLine] {
        let marker = String(citation.n)
        var lines = head(
            marker,
            [
                citation.sourceName, citation.grade.map { wording.fill(.grade, $0) },
                citation.status == "verified" ? wording[.verified] : nil,
            ], columns: columns)
        for (phrase, role) in flags(citation) {
            lines += StyledLine.wrapped("⚠ " + wording[phrase], role, columns: columns, indent: 4, hanging: 2)
        }
        let isOld = citation.edition == .superseded
        lines += StyledLine.wrapped(
            citation.text.trimmed, isOld ? .citationSuperseded : .text, columns: columns, indent: 4)
        let place = [longOrganisation(citation), citation.guideline, citation.section].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        .map { SafeText.oneLine($0) }.joined(separator: " · ")
        lines += StyledLine.wrapped(place, .dim, columns: columns, indent: 4)
        let source = [citation.passage, citation.url].compactMap { $0 }.map { SafeText.oneLine($0) }
        for part in source { lines += StyledLine.wrapped(part, .dim, columns: columns, indent: 4) }
        return belonging(to: marker, lines)
    }

    static func lines(_ value: ComputedValue, columns: Int, _ wording: Wording) -> [StyledLine] {
        var lines = head(value.n, [wording[.computedFromChart]], columns: columns)
        lines += StyledLine.wrapped(value.text, .text, columns: columns, indent: 4)
        let inputs = value.inputs.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        for part in [value.tool, inputs, value.source] where !part.isEmpty {
            lines += StyledLine.wrapped(SafeText.oneLine(part), .dim, columns: columns, indent: 4)
        }
        return belonging(to: value.n, lines)
    }

    private static func longOrganisation(_ citation: Citation) -> String? {
        citation.abbreviation == nil ? nil : citation.organisation
    }

    private static func head(_ marker: String, _ parts: [String?], columns: Int) -> [StyledLine] {
        let label = "[\(marker)]"
        let title = parts.compactMap { $0 }.filter { !$0.isEmpty }.map { SafeText.oneLine($0) }
            .joined(separator: " · ")
        return StyledLine.wrapped(
            [
                Span(text: label, role: .citation, attributes: .bold, marker: marker),
                Span(text: " " + title, role: .title),
            ], columns: columns, hanging: 4)
    }

    /// A figure that nobody has seen on a page, and an edition that another has replaced, say so in words.
    private static func flags(_ citation: Citation) -> [(Phrase, Role)] {
        var flags: [(Phrase, Role)] = []
        if citation.edition == .superseded { flags.append((.superseded, .citationUnverified)) }
        switch citation.status {
        case "verified": break
        case "secondary": flags.append((.secondary, .citationUnverified))
        default: flags.append((.unverified, .citationUnverified))
        }
        return flags
    }

    private static func belonging(to marker: String, _ lines: [StyledLine]) -> [StyledLine] {
        lines.map { line in
            var line = line
            line.card = marker
            return line
        }
    }
}
