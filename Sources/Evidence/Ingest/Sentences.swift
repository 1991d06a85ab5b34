/// Where a long text may be cut: between sentences; where one is too long itself, between its clauses, then its words.
enum Sentences {
    /// The pieces of a text, none longer than `limit` units of `Passages.size`.
    static func pieces(of text: String, limit: Int) -> [String] {
        guard Passages.size(text) > limit else { return [text] }
        let parts = split(text).flatMap { sentence in
            Passages.size(sentence) <= limit ? [sentence] : clauses(of: sentence, limit: limit)
        }
        return filled(parts, limit: limit)
    }

    /// The sentences, each with the space after it.
    static func split(_ text: String) -> [String] {
        cut(text) { before, next in
            guard let last = before.last(where: { !"”’\"')）】」』]".contains($0) }) else { return false }
            if "。！？".contains(last) { return next.map { !"。！？”’)）】」』".contains($0) } ?? true }
            guard "!?.".contains(last), before.last?.isWhitespace != true, next?.isWhitespace == true else {
                return false
            }
            return last != "." || !isAbbreviation(before)
        }
    }

    private static func isAbbreviation(_ text: Substring) -> Bool {
        let word = text.dropLast().reversed().prefix { !$0.isWhitespace }.reversed()
        let plain = String(word).lowercased()
        return ["e.g", "i.e", "vs", "dr", "fig", "figs", "no", "approx", "et", "cf", "ca", "st", "prof", "sec", "ref"]
            .contains(plain)
            || (plain.count == 1 && plain.first?.isLetter == true && word.first?.isUppercase == true
                && !["I"].contains(String(word)))
    }

    private static func clauses(of sentence: String, limit: Int) -> [String] {
        let clauses = cut(sentence) { before, next in
            guard let last = before.last else { return false }
            return "；，、：".contains(last) || (";,:|".contains(last) && next?.isWhitespace == true)
        }
        return clauses.flatMap { clause in
            Passages.size(clause) <= limit ? [clause] : words(of: clause, limit: limit)
        }
    }

    private static func words(of clause: String, limit: Int) -> [String] {
        let words = cut(clause) { before, next in before.last?.isWhitespace == true && next?.isWhitespace == false }
        return words.flatMap { word in
            guard Passages.size(word) > limit else { return [word] }
            // No place to split: a character counts for two at most.
            var (pieces, rest) = ([String](), word[...])
            while !rest.isEmpty {
                pieces.append(String(rest.prefix(limit / 2)))
                rest = rest.dropFirst(limit / 2)
            }
            return pieces
        }
    }

    /// Cuts after each character where `isEnd` says so, given what comes before (up to there) and the next character.
    private static func cut(_ text: String, where isEnd: (Substring, Character?) -> Bool) -> [String] {
        var pieces: [String] = []
        var start = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            // What decides stands within a word's length of the end.
            let from = text.index(next, offsetBy: -24, limitedBy: start) ?? start
            if isEnd(text[from..<next], next < text.endIndex ? text[next] : nil) {
                pieces.append(String(text[start..<next]))
                start = next
            }
            index = next
        }
        if start < text.endIndex { pieces.append(String(text[start...])) }
        return pieces
    }

    /// Puts pieces together as long as they fit.
    private static func filled(_ pieces: [String], limit: Int) -> [String] {
        var filled: [String] = []
        for piece in pieces {
            if let last = filled.last, Passages.size(last) + Passages.size(piece) <= limit {
                filled[filled.count - 1] = last + piece
            } else {
                filled.append(piece)
            }
        }
        return filled.map(\.trimmed).filter { !$0.isEmpty }
    }
}
