public import Foundation

/// What in a chart should be seen before anything else, most urgent first: values that call for action today, then by
/// severity. Each matter stands once, with all drugs that it concerns; a deceased patient has none.
///
/// - Parameter date: the day on which the chart is read; ages and the age of results are told on it.
public func chartAlerts(for patient: Patient, on date: Date, using safety: MedicationSafety) -> [ChartAlert] {
    guard !patient.deceased else { return [] }
    return AlertFinder(profile: SafetyProfile(patient, on: date, using: safety), safety: safety).alerts
}

/// Looks a profile through, one kind of alert after the other.
struct AlertFinder {
    var profile: SafetyProfile
    var safety: MedicationSafety

    var alerts: [ChartAlert] {
        let found = ruleAlerts + interactionAlerts + allergyAlerts + sameDrugAlerts + prohibitionAlerts
        var seen: Set<String> = []
        return found.filter { seen.insert($0.id).inserted }.sorted { left, right in
            (Self.urgency(left), left.severity, Self.place(left.kind), left.id)
                < (Self.urgency(right), right.severity, Self.place(right.kind), right.id)
        }
    }

    /// A potassium of 6.8 comes before any pair of drugs.
    private static func urgency(_ alert: ChartAlert) -> Int {
        alert.kind == .criticalValue && alert.severity <= .major ? 0 : 1
    }

    private static func place(_ kind: ChartAlert.Kind) -> Int { ChartAlert.Kind.allCases.firstIndex(of: kind) ?? 0 }

    // MARK: Rules

    private var ruleAlerts: [ChartAlert] {
        safety.rules.compactMap { rule in
            if rule.kind == .allergy { return nil }
            if rule.kind == .criticalValue { return criticalValue(rule) }
            if rule.kind == .duplicate { return duplicate(rule) }
            let drugs = profile.drugs.filter(rule.names)
            guard !drugs.isEmpty, let ground = rule.ground(in: profile) else { return nil }
            return AlertWording(rule).alert(drugs: drugs.map(\.text), ground: ground)
        }
    }

    private func criticalValue(_ rule: SafetyRule) -> ChartAlert? {
        guard let ground = rule.ground(in: profile), ground.daysOld ?? 0 <= AlertWording.staleDays else { return nil }
        return AlertWording(rule).alert(drugs: [], ground: ground)
    }

    private func duplicate(_ rule: SafetyRule) -> ChartAlert? {
        if !rule.together.isEmpty {
            guard let sides = Sides(rule.together, profile.drugs, with: nil).members else { return nil }
            return AlertWording(rule).alert(drugs: texts(sides.flatMap { $0 }), ground: RuleGround())
        }
        let members = profile.drugs.indices.filter { !profile.drugs[$0].isTopical && rule.names(profile.drugs[$0]) }
        let substances = Set(
            members.flatMap { profile.drugs[$0].ingredients.filter { rule.names($0) && !$0.isClass }.map(\.id) })
        guard members.count > 1, substances.count > 1 else { return nil }
        return AlertWording(rule).alert(drugs: texts(members), ground: RuleGround())
    }

    /// One substance in two entries that are written differently; insulins and strengths of one name are usual.
    private var sameDrugAlerts: [ChartAlert] {
        var entries: [String: [Int]] = [:]
        for (index, drug) in profile.drugs.enumerated() where !drug.isTopical {
            for ingredient in drug.ingredients where !ingredient.isClass {
                if ingredient.meanings.contains("insulin-group") { continue }
                entries[ingredient.id, default: []].append(index)
            }
        }
        return entries.compactMap { id, members in
            guard Set(members.map { profile.drugs[$0].text.lowercased() }).count > 1 else { return nil }
            return AlertWording.sameDrug(id, texts(members), safety.vocabulary[id])
        }
    }

    // MARK: Interactions

    /// Of several entries of the list for the same drugs the gravest stands.
    private var interactionAlerts: [ChartAlert] {
        let listed = profile.drugs + conditionsAsDrugs
        var told: [ChartAlert.Kind: Set<Set<Int>>] = [:]
        return safety.interactions(of: listed).compactMap { interaction in
            guard !interaction.isPartial, applies(interaction.pair) else { return nil }
            let couples = Self.couples(interaction.sides)
            guard !couples.isSubset(of: told[interaction.pair.kind] ?? []) else { return nil }
            told[interaction.pair.kind, default: []].formUnion(couples)
            let sides = interaction.sides.map { side in Self.unique(side.map { listed[$0].text }) }
            return AlertWording.interaction(interaction.pair, sides: sides)
        }
    }

    private var conditionsAsDrugs: [NamedDrug] {
        guard let words = profile.conditions["smoking-cessation"] else { return [] }
        return [NamedDrug(text: words, ingredients: safety.vocabulary.ingredients(of: "smoking-cessation"))]
    }

    /// "In diabetes or renal impairment" is assumed until the chart shows the opposite.
    private func applies(_ pair: InteractionPair) -> Bool {
        guard let condition = pair.condition else { return true }
        if condition.condition.contains(where: { profile.conditions[$0] != nil }) { return true }
        guard let filtration = profile.measured[.egfr] else { return true }
        return filtration.values.contains { (condition.egfr ?? Self.impaired).holds($0) }
    }

    private static let impaired = ValueLimit(below: 60)

    /// Every two drugs of different sides; long lists are told as a whole, so their couples aren't counted out.
    private static func couples(_ sides: [[Int]]) -> Set<Set<Int>> {
        var couples: Set<Set<Int>> = []
        for (index, side) in sides.enumerated() {
            for first in side.prefix(100) {
                for second in sides[(index + 1)...].joined().prefix(100) where second != first {
                    couples.insert([first, second])
                }
            }
        }
        return couples
    }

    // MARK: Allergies and prohibitions

    private var allergyAlerts: [ChartAlert] {
        var groups: [(match: AllergyMatch, drugs: [String])] = []
        for drug in profile.drugs {
            for allergy in profile.allergies {
                guard let match = AllergyMatch.find(drug, allergy, safety.rules) else { continue }
                if let place = groups.firstIndex(where: { $0.match == match }) {
                    groups[place].drugs.append(drug.text)
                } else {
                    groups.append((match, [drug.text]))
                }
            }
        }
        return groups.map { AlertWording.allergy($0.match, Self.unique($0.drugs)) }
    }

    private var prohibitionAlerts: [ChartAlert] {
        profile.prohibited.compactMap { prohibited in
            let drugs = profile.drugs.filter { AlertFinder.isSame($0, as: prohibited) }
            return drugs.isEmpty ? nil : AlertWording.prohibition(prohibited.text, Self.unique(drugs.map(\.text)))
        }
    }

    static func isSame(_ drug: NamedDrug, as prohibited: NamedDrug) -> Bool {
        if !prohibited.isRecognised { return drug.text.lowercased() == prohibited.text.lowercased() }
        let classes = Set(prohibited.ingredients.filter(\.isClass).map(\.id))
        return !drug.ingredientIDs.isDisjoint(with: prohibited.ingredientIDs)
            || !drug.meanings.isDisjoint(with: classes)
    }

    private func texts(_ indices: [Int]) -> [String] { Self.unique(indices.map { profile.drugs[$0].text }) }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
