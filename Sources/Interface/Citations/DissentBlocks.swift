import Consultation
import Evidence
import Screen

/// A passage and what other organisations say otherwise, each with the figures that the others don't have standing out.
enum DissentBlocks {
    /// - Parameters:
    ///   - isNamedAbove: whether the passage's own source stands above the blocks already.
    ///   - marker: the number under which a passage is cited too.
    static func of(
        _ citation: Citation, _ wording: Wording, isNamedAbove: Bool = false,
        marker: (OtherPassage) -> Int? = { _ in nil }
    ) -> [SideBySide.Block] {
        let isChinese = Language(of: citation.text).isChinese
        let own = SafeText.clean(citation.text.trimmed)
        let others = citation.dissents.map { SafeText.clean(text($0, isChinese: isChinese).trimmed) }
        let first = SideBySide.Block(
            head: (isNamedAbove ? "" : "[\(citation.n)] ") + CitationCard.name(citation),
            needsHead: !isNamedAbove,
            text: DifferingFigures.spans(of: own, besides: others, CitationCard.textRole(citation)))
        return [first]
            + zip(citation.dissents, others).map { other, words in
                let number = marker(other).map { " [\($0)]" } ?? ""
                return SideBySide.Block(
                    head: "≠ " + SourceName.short(other.organisation, other.year) + number,
                    headRole: .verdictWarning,
                    text: words.isEmpty
                        ? [Span(text: wording[.noText], role: .dim)]
                        : DifferingFigures.spans(of: words, besides: [own], .text),
                    notes: [other.note(in: isChinese ? "zh-Hans" : "en")].compactMap { $0 }.map { SafeText.oneLine($0) }
                        .filter { !$0.isEmpty })
            }
    }

    /// In the passage's language, or in the other one where that is missing.
    private static func text(_ other: OtherPassage, isChinese: Bool) -> String {
        (isChinese ? other.chinese ?? other.english : other.english ?? other.chinese) ?? ""
    }
}

/// The figures in which two recommendations differ.
enum DifferingFigures {
    static let role = Role.verdictWarning

    /// A clean text, its figures that one of the other texts lacks in another look.
    static func spans(of text: String, besides others: [String], _ plain: Role) -> [Span] {
        let known = others.map { Set(Figure.all(in: $0).map(Key.init)) }
        let characters = Array(text)
        var spans: [Span] = []
        var end = 0
        for (figures, range) in Figure.places(in: text) {
            let isShared = figures.allSatisfy { figure in
                figure.isYear || known.allSatisfy { $0.contains(Key(figure)) }
            }
            guard !isShared else { continue }
            if end < range.lowerBound {
                spans.append(Span(text: String(characters[end..<range.lowerBound]), role: plain))
            }
            spans.append(Span(text: String(characters[range]), role: role))
            end = range.upperBound
        }
        if end < characters.count { spans.append(Span(text: String(characters[end...]), role: plain)) }
        return spans
    }

    /// What makes two figures the same, however they are written.
    private struct Key: Hashable {
        var value: Double
        var unit: String?

        init(_ figure: Figure) {
            value = figure.value
            unit = figure.unit
        }
    }
}

extension Figure {
    /// The year of an edition says nothing about the recommendation.
    fileprivate var isYear: Bool { unit == nil && (1900...2099).contains(value) && value == value.rounded() }
}
