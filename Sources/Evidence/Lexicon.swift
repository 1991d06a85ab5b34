import Foundation

/// Words that mean the same in two languages, in full and abbreviated, at the bench and at the kitchen table.
///
/// A question that names a concept by any of its forms is also searched by the concept's own names. The lexicon
/// carries terms, no facts; its translations are unchecked unless a line says otherwise.
public struct Lexicon: Sendable, Equatable {
    struct Concept: Sendable, Equatable {
        /// English, Chinese, abbreviation: what is added to a question.
        var names: [String]
        /// Whether it is something that is measured.
        var isMeasured = false
        /// Its proper names and all its abbreviations, without what people say instead.
        var terms: [String] = []
        /// What it is called in everyday life, at most one in each language.
        var plain: [String] = []
    }

    /// A word of a question ("ADA", "国内") and parts of the organisations' names that it points to.
    struct OrganisationHint: Sendable, Equatable {
        var forms: [String]
        var organisations: [String]
    }

    var concepts: [Concept] = []
    var organisations: [OrganisationHint] = []
    /// Subjects that the packs don't cover: what a question is compared with to tell whether it is one of ours.
    var backdrop: [String] = []
    /// Folded form → concepts.
    private var forms: [String: [Int]] = [:]
    /// Abbreviations that are only taken in capitals ("PA", never "pa"; "HIT", never "hit").
    private var capitals: [String: [Int]] = [:]
    private var longest = 0

    /// A lexicon without words: questions are searched as they stand.
    public init() {}

    /// How many concepts it has.
    public var count: Int { concepts.count }

    mutating func add(
        names: [String], forms others: [String], isMeasured: Bool = false, terms: [String] = [], plain: [String] = []
    ) {
        let index = concepts.count
        concepts.append(
            Concept(names: names, isMeasured: isMeasured, terms: terms.isEmpty ? names : terms, plain: plain))
        for form in names + others {
            if Self.isCapitals(form) {
                capitals[form, default: []].append(index)
                continue
            }
            let key = Self.key(form)
            guard key.count > 1 || key.unicodeScalars.allSatisfy(Folding.isHan), !key.isEmpty else { continue }
            if forms[key]?.contains(index) != true { forms[key, default: []].append(index) }
            longest = max(longest, key.count)
        }
    }

    /// Two letters, the first a capital, are too common as words or syllables ("is", "pa") to take in any case; so are
    /// longer abbreviations that spell a word ("HIT", "LAST").
    private static func isCapitals(_ form: String) -> Bool {
        guard form.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
        let isShort = form.utf8.count <= 2 && form.first?.isUppercase == true
        return isShort || form == form.uppercased() && StopWords.alsoAbbreviations.contains(form.lowercased())
    }

    static func key(_ form: String) -> String {
        Folding.fold(form).replacing("ae", with: "e").replacing("oe", with: "e")
    }

    /// The first concept with a name.
    func concept(named name: String) -> Int? { forms[Self.key(name)]?.first }

    /// The folded forms of a concept that are taken in any case.
    func forms(of concept: Int) -> [String] { forms.filter { $0.value.contains(concept) }.map(\.key).sorted() }

    // MARK: Reading a question

    /// A concept that a text names, and the form in which it does.
    struct Mention: Equatable {
        var form: String
        var concept: Int
    }

    /// The concepts that a text names: the longest form at each place, from left to right.
    func mentions(in text: String) -> [Mention] {
        let letters = Array(Self.key(text))
        var found: [Mention] = []
        var place = 0
        while place < letters.count {
            guard startsWord(letters, at: place), let form = longestForm(letters, at: place) else {
                place += 1
                continue
            }
            found += (forms[form] ?? []).map { Mention(form: form, concept: $0) }
            place += form.count
        }
        return found + capitalMentions(in: text)
    }

    private func capitalMentions(in text: String) -> [Mention] {
        guard !capitals.isEmpty else { return [] }
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.flatMap { word in
            (capitals[String(word)] ?? []).map { Mention(form: String(word), concept: $0) }
        }
    }

    private func longestForm(_ letters: [Character], at place: Int) -> String? {
        for length in stride(from: min(longest, letters.count - place), to: 0, by: -1) {
            let form = String(letters[place..<place + length])
            if forms[form] != nil, endsWord(letters, at: place + length) { return form }
        }
        return nil
    }

    private func startsWord(_ letters: [Character], at place: Int) -> Bool {
        place == 0 || !Self.isLatin(letters[place]) || !Self.isLatin(letters[place - 1])
    }

    /// A Latin form ends where its word does; a plural s is allowed.
    private func endsWord(_ letters: [Character], at end: Int) -> Bool {
        guard end < letters.count, Self.isLatin(letters[end - 1]), Self.isLatin(letters[end]) else { return true }
        let isPlural = letters[end] == "s" && (end + 1 == letters.count || !Self.isLatin(letters[end + 1]))
        return isPlural && letters[end - 1].isLetter
    }

    private static func isLatin(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    /// Parts of the names of the organisations that a text asks for, one list a hint.
    func organisationHints(in text: String) -> [[String]] {
        let folded = Folding.fold(text)
        let words = Set(text.split { !Self.isLatin($0) }.map(String.init))
        return organisations.filter { hint in
            hint.forms.contains { form in
                guard form.allSatisfy(\.isASCII) else { return folded.contains(form) }
                if words.contains(form) { return true }
                // Short ones only as they are written: "us" is a word, "US" a country.
                return form.count > 4 && folded.contains(form.lowercased())
            }
        }
        .map(\.organisations)
    }
}
