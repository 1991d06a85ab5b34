/// How an allergy bears on a drug.
struct AllergyMatch: Sendable, Hashable {
    /// Nil where the drug itself, or its class by name, is the allergen.
    var rule: SafetyRule?
    var allergy: SafetyProfile.KnownAllergy

    var severity: ChartAlert.Severity { rule?.severity ?? .contraindicated }
    var forbids: Bool { rule.map { $0.forbids != .never } ?? true }

    /// The gravest match between a drug and an allergy.
    static func find(_ drug: NamedDrug, _ allergy: SafetyProfile.KnownAllergy, _ rules: [SafetyRule]) -> AllergyMatch? {
        if isSame(drug, allergy) { return AllergyMatch(rule: nil, allergy: allergy) }
        let allergens = allergy.drug.meanings
        return rules.filter { rule in
            rule.kind == .allergy && !Set(rule.allergen).isDisjoint(with: allergens) && rule.names(drug)
        }
        .min { $0.severity < $1.severity }
        .map { AllergyMatch(rule: $0, allergy: allergy) }
    }

    private static func isSame(_ drug: NamedDrug, _ allergy: SafetyProfile.KnownAllergy) -> Bool {
        if !drug.ingredientIDs.isDisjoint(with: allergy.drug.ingredientIDs) { return true }
        let classes = allergy.drug.ingredients.filter(\.isClass).map(\.id)
        if !drug.meanings.isDisjoint(with: classes) { return true }
        return !allergy.drug.isRecognised && holds(drug.text, name: allergy.text)
    }

    /// An allergen that isn't in our list still counts where the drug's text says its name.
    private static func holds(_ text: String, name: String) -> Bool {
        let wanted = TriageText(name).tokens.map(\.text)
        let tokens = TriageText(text).tokens.map(\.text)
        guard wanted.joined().count >= 3, !wanted.isEmpty, tokens.count >= wanted.count else { return false }
        return (0...tokens.count - wanted.count).contains { Array(tokens[$0..<$0 + wanted.count]) == wanted }
    }
}
