/// All names of a vocabulary in one automaton over the tokens of `TriageText`: the longest name at a place wins, in both
/// languages, and a Latin name never matches inside a longer word.
struct NameTrie: Sendable {
    struct Entry: Sendable {
        var concept: Int
        /// Short abbreviations (ASA, ARB) count only as they are written, else "arb" and "met" would be drugs.
        var spelling: String?
        /// A word too common to be a drug inside a sentence ("iron"): it counts where it is the whole text.
        var standsAlone: Bool
    }

    private var words: [String: UInt32] = [:]
    /// The node that follows a node over a word.
    private var edges: [UInt64: UInt32] = [:]
    private var ends: [UInt32: [Entry]] = [:]
    private var nodes: UInt32 = 1

    /// - Parameter name: "=iron" counts only where it is the whole text.
    mutating func insert(_ name: String, concept: Int, plural: Bool = false) {
        let standsAlone = name.hasPrefix("=")
        let name = RomanNumerals.spelled(standsAlone ? String(name.dropFirst()) : name)
        let isShort = name.count <= 3 && name.allSatisfy(\.isASCII)
        let entry = Entry(concept: concept, spelling: isShort ? name : nil, standsAlone: standsAlone)
        let tokens = TriageText(name).tokens.map(\.text)
        insert(tokens, entry)
        guard plural, let last = tokens.last, last.last?.isASCII == true, last.last?.isLetter == true, last.last != "s"
        else { return }
        let several = Entry(concept: concept, spelling: isShort ? name + "s" : nil, standsAlone: standsAlone)
        insert(tokens.dropLast() + [last + "s"], several)
    }

    private mutating func insert(_ tokens: [String], _ entry: Entry) {
        guard !tokens.isEmpty else { return }
        var node: UInt32 = 0
        for token in tokens {
            let key = Self.key(node, number(of: token))
            if let next = edges[key] {
                node = next
            } else {
                edges[key] = nodes
                node = nodes
                nodes += 1
            }
        }
        ends[node, default: []].append(entry)
    }

    private mutating func number(of word: String) -> UInt32 {
        if let known = words[word] { return known }
        let new = UInt32(words.count)
        words[word] = new
        return new
    }

    private static func key(_ node: UInt32, _ word: UInt32) -> UInt64 { UInt64(node) << 32 | UInt64(word) }

    /// The names in the text, longest first from the left, none inside another.
    func matches(in text: TriageText) -> [(concept: Int, tokens: Range<Int>)] {
        var found: [(concept: Int, tokens: Range<Int>)] = []
        var index = 0
        while index < text.tokens.count {
            if let (end, concept) = longest(in: text, from: index) {
                found.append((concept, index..<end))
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    private func longest(in text: TriageText, from start: Int) -> (end: Int, concept: Int)? {
        var node: UInt32 = 0
        var best: (end: Int, concept: Int)?
        for index in start..<text.tokens.count {
            guard let word = words[text.tokens[index].text], let next = edges[Self.key(node, word)] else { break }
            node = next
            if let entry = ends[node]?.first(where: { accepts($0, text, start..<index + 1) }) {
                best = (index + 1, entry.concept)
            }
        }
        return best
    }

    private func accepts(_ entry: Entry, _ text: TriageText, _ tokens: Range<Int>) -> Bool {
        if tokens.count == text.tokens.count { return true }
        if entry.standsAlone { return false }
        guard let spelling = entry.spelling else { return true }
        return text.words(text.scalars(of: tokens)) == spelling
    }
}

extension TriageText {
    /// From the first to the last of some tokens; at least one.
    func scalars(of range: Range<Int>) -> Range<Int> {
        tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
    }
}

/// Roman numerals of one character (Ⅲ) spelled with letters (III): as they are, the folding of texts drops them, and "NYHA
/// Ⅲ" would read as any NYHA class.
enum RomanNumerals {
    static func spelled(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { forms[$0] != nil }) else { return text }
        var spelled = ""
        for scalar in text.unicodeScalars {
            if let form = forms[scalar] { spelled += form } else { spelled.unicodeScalars.append(scalar) }
        }
        return spelled
    }

    private static let forms: [Unicode.Scalar: String] = [
        "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V", "ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv",
    ]
}
