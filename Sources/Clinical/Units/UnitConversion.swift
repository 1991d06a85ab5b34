/// One figure said in another unit, and what must have been measured for that to hold.
public struct UnitEquivalent: Sendable, Hashable {
    public var value: Double
    /// UCUM.
    public var unit: String
    /// `glucose`, `cholesterol`, `triglycerides`, `creatinine`, `hba1c`, `urea-nitrogen` …
    public var analyte: String
}

/// Units of the packs' analytes: canonical units by LOINC code, conversions and spellings. Factors are those of the
/// packs' term list; HbA1c follows the IFCC–NGSP master equation; physical units follow UCUM.
public enum UnitConversion {
    public static func analyte(loinc: String) -> Analyte? { Analyte.byCode[loinc] }

    /// The unit in which a code's results are due; nil for codes that aren't of the packs.
    public static func canonicalUnit(loinc: String) -> String? {
        Analyte.byCode[loinc]?.canonicalUnit(loinc: loinc)
    }

    /// UCUM for a unit as anybody writes it: "μmol/L" → `umol/L`, "mmHg" → `mm[Hg]`, "毫摩尔/升" → `mmol/L`. Text
    /// that isn't known comes back trimmed.
    public static func normalised(_ unit: String) -> String { UnitName.normalised(unit) }

    /// UCUM as clinicians write it: `mm[Hg]` → "mmHg".
    public static func display(_ unit: String) -> String { UnitName.display(unit) }

    /// A result of one LOINC code in another unit; nil where no conversion is known. A comparator is kept.
    public static func convert(_ quantity: Quantity, to unit: String, loinc: String) -> Quantity? {
        let from = normalised(quantity.unit)
        let target = normalised(unit)
        guard !from.isEmpty, quantity.value.isFinite else { return nil }
        let converted =
            Analyte.byCode[loinc]?.convert(quantity.value, from: from, to: target)
            ?? UnitMeasure.scale(from: from, to: target).map { quantity.value * $0 }
        return converted.map { Quantity(value: $0, unit: target, comparator: quantity.comparator) }
    }

    /// What a bare figure would be in the other unit of every analyte that is measured in its unit: 126 mg/dL is
    /// 6.99 mmol/L of glucose and 3.26 mmol/L of cholesterol. The caller decides which analyte is meant.
    public static func equivalents(of value: Double, unit: String) -> [UnitEquivalent] {
        let from = normalised(unit)
        guard value.isFinite else { return [] }
        return pairs.compactMap { analyte in
            if from == analyte.conventionalUnit {
                return UnitEquivalent(
                    value: analyte.relation.toSI(value), unit: analyte.siUnit, analyte: analyte.family)
            }
            if from == analyte.siUnit {
                return UnitEquivalent(
                    value: analyte.relation.toConventional(value), unit: analyte.conventionalUnit,
                    analyte: analyte.family)
            }
            return nil
        } + physical(value, from)
    }

    /// One analyte of each family that has two units.
    private static let pairs: [Analyte] = {
        var seen: Set<String> = []
        return Analyte.ofPacks.filter { $0.conventionalUnit != $0.siUnit && seen.insert($0.family).inserted }
    }()

    private static func physical(_ value: Double, _ unit: String) -> [UnitEquivalent] {
        let others = [
            ("[lb_av]", "kg", "weight"), ("kg", "[lb_av]", "weight"), ("[in_i]", "cm", "height"),
            ("cm", "[in_i]", "height"), ("10*9/L", "10*3/uL", "count"), ("10*3/uL", "10*9/L", "count"),
            ("g/dL", "g/L", "mass"), ("g/L", "g/dL", "mass"), ("m", "cm", "height"), ("cm", "m", "height"),
        ]
        return others.compactMap { from, to, kind in
            guard from == unit, let scale = UnitMeasure.scale(from: from, to: to) else { return nil }
            return UnitEquivalent(value: value * scale, unit: to, analyte: kind)
        }
    }
}
