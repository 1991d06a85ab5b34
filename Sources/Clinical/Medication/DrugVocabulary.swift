/// The drugs, classes and conditions that the program knows by name, and what belongs to what.
public struct DrugVocabulary: Sendable {
    private(set) var concepts: [DrugConcept] = []
    private var places: [String: Int] = [:]
    private var drugNames = NameTrie()
    private var conditionNames = NameTrie()
    /// Everything above each concept: its classes, their parents, its parts and theirs; itself included.
    private var above: [String: Set<String>] = [:]

    public init() {}

    public subscript(id: String) -> DrugConcept? { places[id].map { concepts[$0] } }
    public var drugCount: Int { concepts.count { $0.kind == .drug } }

    /// - Parameter names: in both languages; "=iron" counts only where it is the whole text.
    mutating func add(_ concept: DrugConcept, names: [String]) {
        let place = concepts.count
        places[concept.id] = place
        concepts.append(concept)
        for name in names {
            if concept.kind == .condition { conditionNames.insert(name, concept: place) }
            drugNames.insert(name, concept: place, plural: concept.kind == .drugClass)
        }
    }

    /// Phrases that hold a drug's name and mean none: "insulin resistance".
    mutating func addPhraseWithoutDrug(_ phrase: String) {
        drugNames.insert(phrase, concept: -1)
        conditionNames.insert(phrase, concept: -1)
    }

    /// Works out what belongs to what, once all concepts are there.
    mutating func connect() {
        for concept in concepts {
            var reached: Set<String> = []
            var open = [concept.id]
            while let id = open.popLast() {
                guard reached.insert(id).inserted, let known = self[id] else { continue }
                open += known.classes + known.parts
            }
            above[concept.id] = reached
        }
    }

    func meanings(of id: String) -> Set<String> { above[id] ?? [id] }

    /// Every drug and class in a text, from left to right.
    public func recognise(_ text: String) -> [DrugMatch] { recognise(TriageText(text)) }

    func recognise(_ text: TriageText) -> [DrugMatch] {
        drugNames.matches(in: text).compactMap { concept, tokens in
            guard concepts.indices.contains(concept) else { return nil }
            let scalars = text.scalars(of: tokens)
            return DrugMatch(
                id: concepts[concept].id, kind: concepts[concept].kind, text: text.words(scalars), scalars: scalars,
                tokens: tokens)
        }
    }

    /// Every condition in a text.
    func conditions(in text: TriageText) -> [(id: String, tokens: Range<Int>)] {
        conditionNames.matches(in: text).compactMap { concept, tokens in
            concepts.indices.contains(concept) ? (concepts[concept].id, tokens) : nil
        }
    }

    /// The conditions that a code of a problem list means.
    func conditions(code: String) -> [String] {
        concepts.filter { concept in
            concept.kind == .condition
                && concept.codes.contains { wanted in
                    wanted == code || (wanted.first?.isLetter == true && code.hasPrefix(wanted))
                }
        }
        .map(\.id)
    }

    /// An entry of a medication list, with its substances; those of a class only where the text names no drug.
    public func named(_ text: String) -> NamedDrug {
        let found = recognise(text)
        let drugs = found.filter { $0.kind == .drug }
        let chosen = drugs.isEmpty ? found : drugs
        var seen: Set<String> = []
        let ingredients = chosen.flatMap { self.ingredients(of: $0.id) }.filter { seen.insert($0.id).inserted }
        return NamedDrug(
            text: text, ingredients: ingredients,
            isTopical: TopicalForm.isNamed(in: text)
                && !ingredients.contains { !$0.meanings.isDisjoint(with: TopicalForm.systemic) })
    }

    func ingredients(of id: String) -> [NamedDrug.Ingredient] {
        guard let concept = self[id] else { return [] }
        guard !concept.parts.isEmpty else {
            return [
                NamedDrug.Ingredient(id: id, meanings: meanings(of: id), isClass: concept.kind == .drugClass)
            ]
        }
        return concept.parts.map { part in
            NamedDrug.Ingredient(id: part, meanings: meanings(of: part).union([id]), isClass: false)
        }
    }
}

/// Whether a product stays where it is applied.
enum TopicalForm {
    static func isNamed(in text: String) -> Bool {
        let folded = TriageText(text)
        let words = Set(folded.tokens.filter { $0.kind == .word }.map(\.text))
        if !words.isDisjoint(with: english) { return true }
        let simplified = folded.tokens.filter { $0.kind == .han }.map(\.text).joined()
        return chinese.contains { simplified.contains($0) }
    }

    /// Absorbed through the skin on purpose.
    static let systemic: Set<String> = ["nitrate", "opioid", "oestrogen", "testosterone", "combined-contraceptive"]
    private static let english: Set<String> = [
        "cream", "gel", "ointment", "lotion", "shampoo", "topical", "ophthalmic", "otic", "eyedrops", "emulgel", "foam",
    ]
    private static let chinese = ["乳膏", "软膏", "凝胶", "洗剂", "滴眼", "眼膏", "滴耳", "外用", "搽剂", "乳剂"]
}
