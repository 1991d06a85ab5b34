import Consultation

/// Brings the verdicts of the checks into the answer's text.
///
/// The checks know sentences as text; Markdown has taken its signs out of it since. So both are compared by their
/// letters and digits alone, from one sentence to the next.
struct SentenceMarks {
    typealias Inline = MarkdownDocument.Inline

    /// One character of a text and the inline it stands in.
    private struct Place {
        var character: Character
        var inline: Int
        var isMarker: Bool
        var counts: Bool { !isMarker && (character.isLetter || character.isNumber) }
    }

    /// A stretch of one text that belongs to a sentence.
    private struct Stretch {
        var sentence: Int
        /// Indices into the text's places.
        var range: Range<Int>
        var isStart: Bool
        var isEnd: Bool
    }

    static func apply(_ sentences: [CheckedSentence], to document: MarkdownDocument) -> MarkdownDocument {
        guard !sentences.isEmpty else { return document }
        var result = document
        let places = document.texts.map(places)
        for (text, stretches) in locate(sentences, in: places) {
            result.texts[text] = mark(document.texts[text], places[text], stretches, sentences)
        }
        return result
    }

    private static func places(_ inlines: [Inline]) -> [Place] {
        inlines.enumerated().flatMap { index, inline in
            inline.text.map { Place(character: $0, inline: index, isMarker: inline.marker != nil) }
        }
    }

    // MARK: Finding

    private static func locate(_ sentences: [CheckedSentence], in texts: [[Place]]) -> [Int: [Stretch]] {
        let letters = texts.enumerated().flatMap { text, places in
            places.indices.filter { places[$0].counts }.map { (text: text, index: $0, character: places[$0].character) }
        }
        let haystack = letters.map(\.character)
        var position = 0
        var result: [Int: [Stretch]] = [:]
        for (index, sentence) in sentences.enumerated() {
            let found = needles(sentence.text).lazy.compactMap { find($0, in: haystack, from: position) }.first
            guard let found else { continue }
            position = found.upperBound
            let parts = Dictionary(grouping: letters[found], by: \.text).sorted { $0.key < $1.key }
            for (order, part) in parts.enumerated() {
                guard let first = part.value.first?.index, let last = part.value.last?.index else { continue }
                let end = extended(last + 1, in: texts[part.key])
                result[part.key, default: []].append(
                    Stretch(
                        sentence: index, range: first..<end, isStart: order == 0, isEnd: order == parts.count - 1))
            }
        }
        return result
    }

    /// The figure's %, the full stop and the markers after a sentence's last letter belong to it.
    private static func extended(_ start: Int, in places: [Place]) -> Int {
        var end = start
        while end < places.count, !places[end].counts, !"（(“\"「".contains(places[end].character) {
            if places[end].character.isWhitespace {
                let next = places[end...].firstIndex { !$0.character.isWhitespace }
                guard let next, places[next].isMarker else { break }
            }
            end += 1
        }
        return end
    }

    /// The sentence's letters and digits, and the same without the number of a list, which Markdown takes away.
    private static func needles(_ sentence: String) -> [[Character]] {
        let bare = CitationMarkers.protect(in: sentence).replacing(/⦗C?[0-9]{1,3}⦘/, with: "")
        let unnumbered = bare.replacing(/^\s*[0-9]{1,3}[.)]\s+/, with: "")
        return [bare, unnumbered].map { $0.filter { $0.isLetter || $0.isNumber } }.map(Array.init)
    }

    private static func find(_ needle: [Character], in letters: [Character], from start: Int) -> Range<Int>? {
        guard let head = needle.first, letters.count - start >= needle.count else { return nil }
        let found = (start...letters.count - needle.count).first { index in
            letters[index] == head && letters[index..<index + needle.count].elementsEqual(needle)
        }
        return found.map { $0..<$0 + needle.count }
    }

    // MARK: Marking

    private static func mark(
        _ inlines: [Inline], _ places: [Place], _ stretches: [Stretch], _ sentences: [CheckedSentence]
    ) -> [Inline] {
        var result: [Inline] = []
        var position = 0
        for stretch in stretches where stretch.range.lowerBound >= position {
            let sentence = sentences[stretch.sentence]
            result += cut(inlines, places, position..<stretch.range.lowerBound, sentence: nil)
            if stretch.isStart { result += sign(for: stretch.sentence, sentence) }
            let body = cut(inlines, places, stretch.range, sentence: stretch.sentence)
            result += body
            if stretch.isEnd { result += attribution(sentence, in: body) }
            position = stretch.range.upperBound
        }
        return result + cut(inlines, places, position..<places.count, sentence: nil)
    }

    /// The inlines of a range of places.
    private static func cut(
        _ inlines: [Inline], _ places: [Place], _ range: Range<Int>, sentence: Int?
    ) -> [Inline] {
        var result: [Inline] = []
        var last: Int?
        for place in places[range] {
            if place.inline != last {
                var inline = inlines[place.inline]
                inline.text = ""
                inline.sentence = sentence
                result.append(inline)
                last = place.inline
            }
            result[result.count - 1].text.append(place.character)
        }
        return result
    }

    /// The sign before a sentence that doesn't stand: it works without colour.
    private static func sign(for index: Int, _ sentence: CheckedSentence) -> [Inline] {
        guard let sign = sentence.verdict.sign else { return [] }
        return [Inline(text: sign + "\u{A0}", isStrong: true, sentence: index, role: sentence.verdict.role)]
    }

    /// The passages that the program found for a sentence and that its text doesn't name.
    private static func attribution(_ sentence: CheckedSentence, in inlines: [Inline]) -> [Inline] {
        let named = Set(inlines.compactMap(\.marker))
        return sentence.citations.map(String.init).filter { !named.contains($0) }.map {
            Inline(text: "[\($0)]", marker: $0)
        }
    }
}

extension Verdict {
    /// Nil where nothing needs to be said.
    var sign: String? {
        switch self {
        case .supported: nil
        case .numberNotInEvidence, .unknownCitation: "⚠"
        case .againstChart: "‼"
        case .weakSupport: "△"
        case .uncited: "○"
        }
    }

    var role: Role {
        switch self {
        case .supported: .verdictSupported
        case .numberNotInEvidence, .unknownCitation, .againstChart: .verdictUnsupported
        case .weakSupport, .uncited: .verdictWarning
        }
    }
}
