/// A drug, a class of drugs, or a condition that stands in an interaction in place of a drug (smoking cessation).
public struct DrugConcept: Sendable, Hashable, Identifiable {
    public enum Kind: Sendable, Hashable { case drug, drugClass, condition }

    public var id: String
    public var kind: Kind
    /// The classes that it belongs to, direct ones only.
    var classes: [String]
    /// What a combination product consists of.
    var parts: [String]
    public var english: String
    public var chinese: String
    public var source: String
    /// `secondary` where the facts name it in both languages, else `unverified`.
    public var status: String
    /// Codes of a problem list that mean this condition: SNOMED CT in full, ICD-10 as a prefix.
    var codes: [String] = []

    public func name(in language: String) -> String {
        language.hasPrefix("zh") && !chinese.isEmpty ? chinese : english
    }
}

/// A name of a drug or class in a text.
public struct DrugMatch: Sendable, Hashable {
    public var id: String
    public var kind: DrugConcept.Kind
    /// As the text has it.
    public var text: String
    /// Offsets in the text's Unicode scalars.
    public var scalars: Range<Int>
    /// The tokens that the name takes up.
    var tokens: Range<Int>
}

/// One entry of a medication list, or one word of a question, with all that it stands for.
public struct NamedDrug: Sendable, Hashable {
    /// One active substance with everything that is true of it.
    struct Ingredient: Sendable, Hashable {
        var id: String
        /// The substance itself, the product that holds it, and all their classes.
        var meanings: Set<String>
        /// The text names a class ("a statin") and no drug of it.
        var isClass: Bool
    }

    /// As the chart or the user wrote it.
    public var text: String
    var ingredients: [Ingredient]
    /// On the skin or in the eye: it takes part in allergies only.
    var isTopical = false

    var meanings: Set<String> { ingredients.reduce(into: []) { $0.formUnion($1.meanings) } }
    var ingredientIDs: Set<String> { Set(ingredients.map(\.id)) }
    public var isRecognised: Bool { !ingredients.isEmpty }
}
