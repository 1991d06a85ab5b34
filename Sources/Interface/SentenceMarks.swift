import Consultation

/// Brings the verdicts of the checks into the answer's text.
///
/// The checks know sentences as text; Markdown has taken its signs out of it since. So both are compared by their
/// letters and digits alone, from one sentence to the next.
struct SentenceMarks {
    typealias Inline = MarkdownDocument.Inline

    private struct Place {
        var text: Int
        var inline: Int
        /// Characters from the inline's start.
        var offset: Int
    }

    /// A stretch of one text that belongs to a sentence: from one place up to, not including, another.
    private struct Stretch {
        var sentence: Int
        var first: Place
        var last: Place
        var isStart: Bool
        var isEnd: Bool
    }

    static func apply(_ sentences: [CheckedSentence], to document: MarkdownDocument) -> MarkdownDocument {
        guard !sentences.isEmpty else { return document }
        var result = document
        let stretches = locate(sentences, in: document.texts)
        for (text, parts) in Dictionary(grouping: stretches, by: \.first.text) {
            result.texts[text] = mark(document.texts[text], parts, sentences)
        }
        return result
    }

    // MARK: Finding

    private static func locate(_ sentences: [CheckedSentence], in texts: [[Inline]]) -> [Stretch] {
        var letters: [Character] = []
        var places: [Place] = []
        for (text, inlines) in texts.enumerated() {
            for (index, inline) in inlines.enumerated() where inline.marker == nil {
                for (offset, character) in inline.text.enumerated() where counts(character) {
                    letters.append(character)
                    places.append(Place(text: text, inline: index, offset: offset))
                }
            }
        }
        var position = 0
        var result: [Stretch] = []
        for (index, sentence) in sentences.enumerated() {
            let needle = plain(sentence.text)
            guard let start = find(needle, in: letters, from: position) else { continue }
            position = start + needle.count
            result += stretches(of: index, Array(places[start..<position]))
        }
        return result
    }

    private static func stretches(of sentence: Int, _ places: [Place]) -> [Stretch] {
        let texts = Dictionary(grouping: places, by: \.text).sorted { $0.key < $1.key }.map(\.value)
        return texts.enumerated().compactMap { index, part in
            guard let first = part.first, let last = part.last else { return nil }
            return Stretch(
                sentence: sentence, first: first, last: last, isStart: index == 0, isEnd: index == texts.count - 1)
        }
    }

    private static func counts(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private static func plain(_ sentence: String) -> [Character] {
        CitationMarkers.protect(in: sentence).replacing(/⦗C?[0-9]{1,3}⦘/, with: "").filter(counts)
    }

    private static func find(_ needle: [Character], in letters: [Character], from start: Int) -> Int? {
        guard let head = needle.first, letters.count - start >= needle.count else { return nil }
        return (start...letters.count - needle.count).first { index in
            letters[index] == head && letters[index..<index + needle.count].elementsEqual(needle)
        }
    }

    // MARK: Marking

    private static func mark(
        _ inlines: [Inline], _ stretches: [Stretch], _ sentences: [CheckedSentence]
    ) -> [Inline] {
        var result: [Inline] = []
        var stretches = stretches[...]
        var isInside = false
        for (index, inline) in inlines.enumerated() {
            var piece = inline
            piece.text = ""
            func flush() {
                if !piece.text.isEmpty { result.append(piece) }
                piece.text = ""
            }
            for (offset, character) in inline.text.enumerated() {
                if let stretch = stretches.first {
                    if !isInside, reaches(stretch.first, index, offset) {
                        flush()
                        isInside = true
                        if stretch.isStart { result += sign(for: stretch.sentence, sentences[stretch.sentence]) }
                    }
                    // What follows the last letter without a blank (a figure's %, the full stop) still belongs to it.
                    if isInside, passes(stretch.last, index, offset), !trails(character, inline) {
                        flush()
                        if stretch.isEnd { result += attribution(sentences[stretch.sentence], after: result) }
                        isInside = false
                        stretches.removeFirst()
                        if let next = stretches.first, reaches(next.first, index, offset) {
                            isInside = true
                            if next.isStart { result += sign(for: next.sentence, sentences[next.sentence]) }
                        }
                    }
                }
                piece.sentence = isInside ? stretches.first?.sentence : nil
                piece.text.append(character)
            }
            flush()
        }
        if isInside, let stretch = stretches.first, stretch.isEnd {
            result += attribution(sentences[stretch.sentence], after: result)
        }
        return result
    }

    private static func reaches(_ place: Place, _ inline: Int, _ offset: Int) -> Bool {
        (inline, offset) >= (place.inline, place.offset)
    }

    private static func passes(_ place: Place, _ inline: Int, _ offset: Int) -> Bool {
        (inline, offset) > (place.inline, place.offset)
    }

    private static func trails(_ character: Character, _ inline: Inline) -> Bool {
        inline.marker != nil || !(counts(character) || character.isWhitespace || "（(“\"「".contains(character))
    }

    /// The sign before a sentence that doesn't stand: it works without colour.
    private static func sign(for index: Int, _ sentence: CheckedSentence) -> [Inline] {
        guard let sign = sentence.verdict.sign else { return [] }
        return [Inline(text: sign + "\u{A0}", isStrong: true, sentence: index, role: sentence.verdict.role)]
    }

    /// The passages that the program found for a sentence and that the model didn't name.
    private static func attribution(_ sentence: CheckedSentence, after inlines: [Inline]) -> [Inline] {
        let named = Set(inlines.suffix(while: { $0.sentence != nil || $0.marker != nil }).compactMap(\.marker))
        return sentence.citations.map(String.init).filter { !named.contains($0) }.map {
            Inline(text: "[\($0)]", marker: $0)
        }
    }
}

extension Array {
    fileprivate func suffix(while isWanted: (Element) -> Bool) -> ArraySlice<Element> {
        guard let end = lastIndex(where: { !isWanted($0) }) else { return self[...] }
        return self[(end + 1)...]
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
