/// Finds the word that a misspelt one was meant to be: one letter wrong, missing, extra or swapped.
///
/// Only words of six letters or more (prefixes of five or more) with the same first letter are tried, and only when
/// the word as written means nothing to the rules: "siezure" is read as "seizure", "threat" is left alone.
struct TriageSpelling: Sendable {
    private struct Entry: Sendable {
        var letters: [UInt8]
        var symbol: Int32
        var isPrefix: Bool
    }

    private var entries: [UInt8: [Entry]] = [:]

    /// Ordinary words one letter away from a word of the rules.
    private static let ordinary: Set<String> = [
        "threat", "threats", "staring", "stating", "sharing", "sharking", "starring", "shared", "score", "scored",
        "worse", "worth", "strike", "stroked", "blended", "several", "breach", "breadth", "vision", "version",
        "paint",
        "president", "present", "patient", "patients", "patience", "sleeping", "sweeping", "sweeter", "sweaters",
        "sweater",
        "county", "country", "fitting", "fighting", "fighter", "resting", "testing", "tested", "pressed", "dressed",
        "passage",
        "message", "massage", "storage", "change", "charge", "morning", "warning", "running", "burning", "turning",
        "feeling",
        "falling", "filling", "healing", "dealing", "bedding", "reading", "leading", "weekend", "weekends", "weekly",
        "should", "shoulder", "would", "could", "thought", "through", "though", "tongue", "tonight", "weight", "height",
        "bright", "brought", "bought", "balance", "blanket", "bruise", "browse", "breast", "breakfast", "dinner",
        "thinner",
        "medical", "medicine", "medication", "mediation", "infant", "instant", "constant", "content", "context",
        "contest",
        "finger", "figure", "singer", "linger", "longer", "louder", "powder", "colder", "holder", "collage", "college",
        "plaster", "faster", "poster", "potion", "lotion", "motion", "notion", "nation", "station", "ration", "caution",
    ]

    mutating func add(_ word: String, symbol: Int32) {
        append(Array(word.utf8), symbol: symbol, isPrefix: false, from: 6)
    }

    mutating func add(prefix: String, symbol: Int32) {
        append(Array(prefix.utf8), symbol: symbol, isPrefix: true, from: 5)
    }

    private mutating func append(_ letters: [UInt8], symbol: Int32, isPrefix: Bool, from shortest: Int) {
        guard letters.count >= shortest, let first = letters.first, first < 0x80 else { return }
        entries[first, default: []].append(Entry(letters: letters, symbol: symbol, isPrefix: isPrefix))
    }

    func symbols(near letters: [UInt8]) -> [Int32] {
        guard letters.count >= 5, let first = letters.first, let near = entries[first],
            !Self.ordinary.contains(String(decoding: letters, as: UTF8.self))
        else { return [] }
        return near.filter { Self.isNear($0, letters) }.map(\.symbol)
    }

    private static func isNear(_ entry: Entry, _ letters: [UInt8]) -> Bool {
        let length = entry.letters.count
        guard entry.isPrefix else { return isOneEditApart(letters[...], entry.letters) }
        return (length - 1...length + 1).contains {
            letters.count >= $0 && isOneEditApart(letters[..<$0], entry.letters)
        }
    }

    /// At most one substitution, insertion, deletion or swap of neighbours.
    private static func isOneEditApart(_ left: ArraySlice<UInt8>, _ right: [UInt8]) -> Bool {
        guard abs(left.count - right.count) <= 1 else { return false }
        var start = 0
        while start < left.count, start < right.count, left[start] == right[start] { start += 1 }
        let a = left[start...]
        let b = right[start...]
        if a.isEmpty && b.isEmpty { return true }
        if a.count == b.count {
            if a.dropFirst().elementsEqual(b.dropFirst()) { return true }
            let isSwap = a.count >= 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
            return isSwap && a.dropFirst(2).elementsEqual(b.dropFirst(2))
        }
        return a.count > b.count ? a.dropFirst().elementsEqual(b) : a.elementsEqual(b.dropFirst())
    }
}
