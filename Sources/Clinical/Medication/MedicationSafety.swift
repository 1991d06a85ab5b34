public import Foundation

/// What the program knows of drugs: their names and classes, the interaction list and the rules for a chart. Pure and
/// the same for every patient; read once from `Prompts/medication/`.
public struct MedicationSafety: Sendable {
    public private(set) var vocabulary = DrugVocabulary()
    public private(set) var pairs: [InteractionPair] = []
    private(set) var rules: [SafetyRule] = []
    private(set) var measures = MeasureNames()

    /// Knows nothing, finds nothing.
    public init() {}

    /// - Parameter folder: `Prompts/medication/`.
    public static func load(from folder: URL) throws(MedicationFileError) -> MedicationSafety {
        let files = MedicationFiles(folder: folder)
        var safety = MedicationSafety()
        safety.vocabulary = try files.vocabulary()
        safety.pairs = try files.pairs(safety.vocabulary)
        safety.rules = try files.rules(safety.vocabulary)
        return safety
    }

    /// Every drug and class that a text names, in either language.
    public func recognise(_ text: String) -> [DrugMatch] { vocabulary.recognise(text) }

    /// The texts in which no drug was recognised.
    public func unrecognised(_ texts: [String]) -> [String] {
        texts.filter { !vocabulary.named($0).isRecognised }
    }

    /// The pairs of the list that these drugs make up, the most severe first.
    public func interactions(of drugs: [NamedDrug]) -> [DrugInteraction] {
        pairs.compactMap { interaction($0, of: drugs) }.enumerated()
            .sorted { ($0.element.pair.severity, $0.offset) < ($1.element.pair.severity, $1.offset) }
            .map(\.element)
    }

    private func interaction(_ pair: InteractionPair, of drugs: [NamedDrug]) -> DrugInteraction? {
        if let exact = Sides(pair.sides, drugs, with: nil).members {
            return DrugInteraction(pair: pair, sides: exact, isPartial: false)
        }
        guard drugs.contains(where: { $0.ingredients.contains(where: \.isClass) }),
            let wide = Sides(pair.sides, drugs, with: vocabulary).members
        else { return nil }
        return DrugInteraction(pair: pair, sides: wide, isPartial: true)
    }
}

/// Which drugs of a list stand on which side of a pair.
struct Sides {
    /// Nil where a side stays empty, or where one drug alone would have to stand on all of them.
    private(set) var members: [[Int]]?

    /// - Parameter vocabulary: given, a class that the text names stands for its members too.
    init(_ sides: [[String]], _ drugs: [NamedDrug], with vocabulary: DrugVocabulary?) {
        let wanted = sides.map(Set.init)
        let found = wanted.map { side in
            drugs.indices.filter { index in
                !drugs[index].isTopical
                    && drugs[index].ingredients.contains { Self.stands($0, on: side, vocabulary) }
            }
        }
        let kept = found.indices.map { side in
            found[side].filter { member in
                found.indices.allSatisfy { other in
                    other == side || found[other].contains { Self.areDistinct($0, member, drugs) }
                }
            }
        }
        members = kept.allSatisfy { !$0.isEmpty } && Set(kept.flatMap { $0 }).count > 1 ? kept : nil
    }

    private static func stands(
        _ ingredient: NamedDrug.Ingredient, on side: Set<String>, _ vocabulary: DrugVocabulary?
    ) -> Bool {
        if !ingredient.meanings.isDisjoint(with: side) { return true }
        guard let vocabulary, ingredient.isClass else { return false }
        return side.contains { vocabulary.meanings(of: $0).contains(ingredient.id) }
    }

    /// Two entries of one substance don't interact with each other; one product may fill two sides of a triple.
    private static func areDistinct(_ first: Int, _ second: Int, _ drugs: [NamedDrug]) -> Bool {
        if first == second { return drugs[first].ingredients.count > 1 }
        return drugs[first].ingredientIDs != drugs[second].ingredientIDs
    }
}
