/// A question as it is searched: by words, by meaning, and with what it says about where to look.
struct Question: Sendable {
    /// An FTS5 query that is valid whatever was typed, because it is made of quoted words only; nil where the
    /// question has no word.
    let match: String?
    /// What is embedded: the question and, in brackets, the other names of what it names.
    let meaning: String
    /// The question's own words.
    let words: [String]
    /// What the names of its concepts and its figures add to them.
    let addedWords: [String]
    /// The concepts it names, each once, as lists of their names.
    let concepts: [[String]]
    let organisationHints: [[String]]
    /// Years from 1990 to 2099 that it names.
    let years: Set<Int>
    /// Its laboratory figures in the one unit of the index.
    let figures: [String]
    /// It asks for what was replaced.
    let asksForOldEditions: Bool
    /// The patients that it names.
    let populations: Set<Population.Kind>

    /// Longer questions are cut here: the search looks for a subject, and a pasted record has too many.
    static let longest = 2_000
    private static let mostAdded = 8

    init(_ text: String, lexicon: Lexicon) {
        let text = OutsideText.line(String(text.prefix(Self.longest)))
        var mentions = lexicon.mentions(in: text)
        let pressures = Self.bloodPressures(text)
        if !pressures.isEmpty, !Self.namesBloodPressure(mentions, lexicon: lexicon),
            let concept = lexicon.concept(named: "Blood pressure")
        {
            mentions.append(Lexicon.Mention(form: "", concept: concept))
        }
        if pressures.contains(where: { $0.systolic >= 180 || $0.diastolic >= 120 }),
            let concept = lexicon.concept(named: "Hypertensive emergency"),
            !mentions.contains(where: { $0.concept == concept })
        {
            mentions.append(Lexicon.Mention(form: "", concept: concept))
        }
        let added = Self.namesToAdd(mentions, lexicon: lexicon)
        words = Words.asked(text)
        var all = words
        for name in added.lexical { all += Words.asked(name).filter { !all.contains($0) } }
        figures = FigureWords.all(in: text)
        all += figures.filter { !all.contains($0) }
        addedWords = Array(all.dropFirst(words.count))
        match = all.isEmpty ? nil : all.map { "\"\($0)\"" }.joined(separator: " OR ")
        meaning = added.semantic.isEmpty ? text : text + " [" + added.semantic.joined(separator: "; ") + "]"
        var seen: Set<Int> = []
        concepts = mentions.filter { seen.insert($0.concept).inserted }.map { lexicon.concepts[$0.concept].names }
        organisationHints = lexicon.organisationHints(in: text)
        populations = Set(
            Population.Kind.allCases.filter { kind in
                kind.concepts.contains { name in
                    lexicon.concept(named: name).map { concept in mentions.contains { $0.concept == concept } } ?? false
                }
            })
        asksForOldEditions = Self.namesOldEditions(text)
        years = Set(words.compactMap { Int($0) }.filter { (1990...2099).contains($0) })
    }

    private static func namesOldEditions(_ text: String) -> Bool {
        let text = Folding.fold(text)
        let forms = [
            "superseded", "previous edition", "previous guideline", "older edition", "old guideline", "older guideline",
            "earlier edition", "旧版", "旧指南", "上一版", "老版", "前一版", "既往版本",
        ]
        return forms.contains(where: text.contains)
    }

    /// Clinicians write a blood pressure without calling it one: "168/102", "186 over 122". In mmHg.
    private static func bloodPressures(_ text: String) -> [(systolic: Int, diastolic: Int)] {
        let figures = text.matches(of: /(?:^|[^0-9.\/])([0-9]{2,3})(?:\/| over )([0-9]{2,3})(?![0-9.\/])/)
        return figures.compactMap { figure in
            guard let systolic = Int(figure.output.1), let diastolic = Int(figure.output.2),
                (80...280).contains(systolic), (40...160).contains(diastolic), systolic > diastolic + 10
            else { return nil }
            return (systolic, diastolic)
        }
    }

    private static func namesBloodPressure(_ mentions: [Lexicon.Mention], lexicon: Lexicon) -> Bool {
        mentions.contains { mention in
            lexicon.concepts[mention.concept].names.contains { name in
                name.lowercased().contains("blood pressure") || name.lowercased().contains("hypertension")
            }
        }
    }

    /// Every name goes into the word search; into the meaning only the full ones, since an abbreviation that
    /// stands beside its full name adds nothing.
    private static func namesToAdd(
        _ mentions: [Lexicon.Mention], lexicon: Lexicon
    ) -> (lexical: [String], semantic: [String]) {
        var lexical: [String] = []
        var semantic: [String] = []
        for mention in mentions {
            for (index, name) in lexicon.concepts[mention.concept].names.enumerated()
            where Folding.fold(name) != Folding.fold(mention.form) {
                if !lexical.contains(name) { lexical.append(name) }
                if index < 2, !semantic.contains(name), semantic.count < mostAdded { semantic.append(name) }
            }
        }
        return (lexical, semantic)
    }
}
