/// A way of speaking to a language model, as words that follow each other; between them only letters count.
struct InstructionPattern: Sendable {
    enum Step: Sendable {
        /// One of these words.
        case one([[UInt32]])
        /// Any number of these words, or none.
        case some([[UInt32]])
        /// Up to so many letters of any kind.
        case gap(Int)
    }

    var steps: [Step]
    /// Words that directly before it turn it into its opposite: "do not ignore …".
    var unless: [[UInt32]] = []
    /// Letters that directly after it make it a question or another word.
    var notBefore: [[UInt32]] = []
    /// A clause has to end with it.
    var endsClause = false
    /// What follows in the same line belongs to it: first the old orders are revoked, then new ones are given.
    var takesRest = false

    struct Match: Equatable {
        var range: Range<Int>
        var takesRest: Bool
    }

    /// The place after the last letter, where the pattern begins at a letter; nil where it doesn't.
    fileprivate func end(in letters: [Skeleton.Letter], from start: Int) -> Int? {
        guard !unless.contains(where: { Self.stands($0, before: start, in: letters) }) else { return nil }
        var places: Set<Int> = [start]
        for step in steps {
            places = Self.advance(places, by: step, in: letters, start: start)
            if places.isEmpty { return nil }
        }
        return places.sorted(by: >).first { isEnd($0, in: letters) }
    }

    private func isEnd(_ place: Int, in letters: [Skeleton.Letter]) -> Bool {
        guard place < letters.count else { return true }
        let isLatin = Skeleton.isLatin(letters[place - 1].value) && Skeleton.isLatin(letters[place].value)
        guard !isLatin || letters[place].beginsWord else { return false }
        guard !endsClause || letters[place].beginsClause || letters[place].beginsSentence else { return false }
        return !notBefore.contains { Self.stands($0, at: place, in: letters, start: place) }
    }

    private static func advance(
        _ places: Set<Int>, by step: Step, in letters: [Skeleton.Letter], start: Int
    ) -> Set<Int> {
        switch step {
        case .one(let words): return after(places, words, in: letters, start: start)
        case .some(let words):
            var (reached, frontier) = (places, places)
            while !frontier.isEmpty {
                frontier = after(frontier, words, in: letters, start: start).subtracting(reached)
                reached.formUnion(frontier)
            }
            return reached
        case .gap(let width):
            var reached = places
            for place in places {
                for next in place..<min(place + width, letters.count) {
                    if letters[next].beginsSentence { break }
                    reached.insert(next + 1)
                }
            }
            return reached
        }
    }

    private static func after(
        _ places: Set<Int>, _ words: [[UInt32]], in letters: [Skeleton.Letter], start: Int
    ) -> Set<Int> {
        var reached: Set<Int> = []
        for place in places {
            for word in words where stands(word, at: place, in: letters, start: start) {
                reached.insert(place + word.count)
            }
        }
        return reached
    }

    private static func stands(_ word: [UInt32], at place: Int, in letters: [Skeleton.Letter], start: Int) -> Bool {
        guard place + word.count <= letters.count else { return false }
        for (offset, value) in word.enumerated() {
            let letter = letters[place + offset]
            guard letter.value == value, !letter.beginsSentence || place + offset == start else { return false }
        }
        return true
    }

    private static func stands(_ word: [UInt32], before place: Int, in letters: [Skeleton.Letter]) -> Bool {
        place >= word.count && !letters[place].beginsSentence
            && stands(word, at: place - word.count, in: letters, start: place - word.count)
    }

    /// The words with which it can begin.
    fileprivate var openings: [[UInt32]] {
        guard case .one(let words)? = steps.first else { return [] }
        return words
    }
}

extension InstructionPattern {
    /// All patterns, found by the two letters with which they begin.
    struct Index: Sendable {
        private var patterns: [UInt64: [InstructionPattern]] = [:]

        init(_ all: [InstructionPattern]) {
            for pattern in all {
                for key in Set(pattern.openings.map { Self.key($0[0], $0.count > 1 ? $0[1] : 0) }) {
                    patterns[key, default: []].append(pattern)
                }
            }
        }

        private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

        func matches(in skeleton: Skeleton) -> [Match] {
            let letters = skeleton.letters
            var matches: [Match] = []
            for start in letters.indices.dropLast() {
                let (first, second) = (letters[start].value, letters[start + 1].value)
                guard letters[start].beginsWord || !Skeleton.isLatin(first) else { continue }
                let candidates = (patterns[Self.key(first, second)] ?? []) + (patterns[Self.key(first, 0)] ?? [])
                for pattern in candidates {
                    guard let end = pattern.end(in: letters, from: start) else { continue }
                    let range = letters[start].place..<letters[end - 1].place + 1
                    matches.append(Match(range: range, takesRest: pattern.takesRest))
                }
            }
            return matches
        }
    }

    static let all = Index(InstructionWords.patterns)
}
