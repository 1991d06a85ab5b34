import Evidence

/// What the program says itself before the model writes a word: what it computed, and what the best passages say, word
/// for word. The model then phrases what this means for the question.
///
/// A small model copies figures badly and cites at random; a quotation is right by construction, and on screen at once.
struct Lead: Sendable, Equatable {
    /// One line a quotation, each with its mark; empty where there is nothing to quote.
    let text: String
    /// The passages that are quoted in full, and the computed values that are said: the model needn't read them twice.
    let quoted: Set<Int>
    let said: Set<String>
    /// The passages with only what is quoted of them, the best first.
    let passages: [Citation]
    /// Where each line comes from.
    private let origins: [Origin]

    /// What a line repeats word for word.
    enum Origin: Sendable, Equatable {
        case passage(Int)
        case computed(String)
    }

    /// Looked at on the development questions: with fewer the answer's figures are often missing, with more nobody reads
    /// them between two patients.
    private static let mostPassages = 4
    private static let mostForPatients = 3
    private static let mostComputed = 3
    /// A passage this much below the first is beside the point, as a share of its score.
    private static let leastScore = 0.65
    /// Characters of one quotation; Chinese says the same in half of them.
    private static let longest = 320

    init(_ answer: Answer) {
        let most = answer.audience == .patient ? Self.mostForPatients : Self.mostPassages
        let best = answer.citations.map(\.score).max() ?? 0
        let quotable = answer.citations.filter { $0.edition == .current && $0.score >= Self.leastScore * best }.prefix(
            most)
        let excerpts = quotable.map { (citation: $0, excerpt: Self.excerpt($0, answer)) }
        let computed = answer.computed.prefix(Self.mostComputed)
        text =
            (computed.map { "- \(PlainText.line($0.text)) [\($0.n)]" }
            + excerpts.map { Self.line($0.citation, $0.excerpt, answer) }).joined(separator: "\n")
        quoted = Set(excerpts.filter(\.excerpt.isWhole).map(\.citation.n))
        said = Set(computed.map(\.n))
        origins = computed.map { .computed($0.n) } + excerpts.map { .passage($0.citation.n) }
        self.passages = excerpts.map { citation, excerpt in
            var quoted = citation
            quoted.text = excerpt.text
            return quoted
        }
    }

    /// Where a sentence of an answer that begins with this was taken from; nil for what follows, and in other answers.
    func origin(of range: Range<String.Index>, in answer: String) -> Origin? {
        guard answer.hasPrefix(text), answer[range.upperBound...].count >= answer.count - text.count else { return nil }
        let line = answer[..<range.lowerBound].count { $0 == "\n" }
        return origins.indices.contains(line) ? origins[line] : nil
    }

    private static func excerpt(_ citation: Citation, _ answer: Answer) -> Excerpt {
        let limit = citation.text.contains(where: \.isHan) ? longest / 2 : longest
        // The model goes on from here: what speaks to it is left to the citation's card.
        return Excerpt(of: Instructions.withoutQuotations(citation.text), for: answer.subject, limit: limit)
    }

    private static func line(_ citation: Citation, _ excerpt: Excerpt, _ answer: Answer) -> String {
        let wording = TurnWording(language: answer.language)
        let remarks = [citation.grade, wording.status(citation.status)].compactMap { $0 }
        let (open, close, colon) = answer.language.isChinese ? ("（", "）", "：") : (" (", ")", ": ")
        let source =
            "**" + citation.sourceName + "**"
            + (remarks.isEmpty ? "" : open + PlainText.line(remarks.joined(separator: ", ")) + close)
        return "- " + source + colon + excerpt.text + " [\(citation.n)]"
    }
}

/// The sentences of a passage that say most about a question, in their order, up to a number of characters.
struct Excerpt: Equatable {
    let text: String
    /// Nothing was left out.
    let isWhole: Bool

    init(of passage: String, for question: String, limit: Int) {
        let whole = PlainText.line(passage)
        isWhole = whole.count <= limit
        guard !isWhole else {
            text = whole
            return
        }
        let all = Sentences.split(whole)
        let asked = Terms(question)
        let ranked = all.indices.sorted { one, other in
            let scores = [one, other].map { asked.coverage(by: Terms(all[$0])) }
            return (scores[0], -one) > (scores[1], -other)
        }
        var chosen: Set<Int> = []
        var length = 0
        for index in ranked {
            length += all[index].count
            if length > limit, !chosen.isEmpty { break }
            chosen.insert(index)
        }
        let kept = chosen.sorted()
        text = kept.enumerated().map { place, index in
            let isGap = place > 0 && kept[place - 1] != index - 1
            return (isGap ? "… " : "") + all[index]
        }.joined(separator: " ")
    }
}
