/// Why a rule holds, in the words of the chart; empty where the drug alone is enough.
struct RuleGround: Sendable, Hashable {
    var english = ""
    var chinese = ""
    var daysOld: Int?
}

extension SafetyRule {
    /// Whether the patient's side of the rule holds: value, kidney function, conditions, age, sex. The drug's side is
    /// the caller's.
    func ground(in profile: SafetyProfile) -> RuleGround? {
        if !without.allSatisfy({ profile.conditions[$0] == nil }) { return nil }
        if let sex, sex != profile.sex { return nil }
        var grounds: [RuleGround] = []
        if let age {
            guard let found = Self.ground(age, profile.ages) else { return nil }
            grounds.append(found)
        }
        if let egfr {
            guard let found = Self.ground(egfr, profile.measured[.egfr]) else { return nil }
            grounds.append(found)
        }
        if let value {
            guard let found = Self.ground(value.limit, profile.measured[value.of]) else { return nil }
            grounds.append(found)
        }
        if !condition.isEmpty {
            guard let words = condition.compactMap({ profile.conditions[$0] }).first else { return nil }
            grounds.append(RuleGround(english: words, chinese: words))
        }
        return RuleGround(
            english: grounds.map(\.english).joined(separator: ", "),
            chinese: grounds.map(\.chinese).joined(separator: "，"), daysOld: grounds.compactMap(\.daysOld).max())
    }

    /// Of a value whose unit is left open every reading must fall within the limit.
    static func ground(_ limit: ValueLimit, _ measured: SafetyProfile.Measured?) -> RuleGround? {
        guard let measured, !measured.values.isEmpty, measured.values.allSatisfy(limit.holds) else { return nil }
        switch measured.comparator {
        case nil: break
        case "<", "<=": if limit.above != nil || limit.atLeast != nil { return nil }
        case ">", ">=": if limit.below != nil || limit.atMost != nil { return nil }
        default: return nil
        }
        return RuleGround(english: measured.english, chinese: measured.chinese, daysOld: measured.daysOld)
    }

    private static func ground(_ limits: [Int?], _ ages: ClosedRange<Int>?) -> RuleGround? {
        guard let ages else { return nil }
        let low = limits.first.flatMap { $0 } ?? 0
        let high = limits.dropFirst().first.flatMap { $0 } ?? 200
        guard ages.lowerBound >= low, ages.upperBound <= high else { return nil }
        return RuleGround(english: "age \(ages.lowerBound)", chinese: "\(ages.lowerBound)岁")
    }

    /// Whether the drug is one that the rule names.
    func names(_ drug: NamedDrug) -> Bool {
        guard !drug.isTopical || topical || kind == .allergy else { return false }
        return drug.ingredients.contains { names($0) }
    }

    func names(_ ingredient: NamedDrug.Ingredient) -> Bool { drugs.contains { ingredient.meanings.contains($0) } }
}
