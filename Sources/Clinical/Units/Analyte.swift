/// How the conventional unit of an analyte turns into its SI unit.
enum UnitRelation: Sendable, Hashable {
    /// SI value = conventional value × factor.
    case factor(Double)
    /// IFCC mmol/mol = (NGSP % − 2.15) × 10.929.
    case glycatedHaemoglobin
    /// Degrees Celsius = (degrees Fahrenheit − 32) ÷ 1.8.
    case fahrenheit

    func toSI(_ value: Double) -> Double {
        switch self {
        case .factor(let factor): value * factor
        case .glycatedHaemoglobin: (value - 2.15) * 10.929
        case .fahrenheit: (value - 32) / 1.8
        }
    }

    func toConventional(_ value: Double) -> Double {
        switch self {
        case .factor(let factor): value / factor
        case .glycatedHaemoglobin: value / 10.929 + 2.15
        case .fahrenheit: value * 1.8 + 32
        }
    }
}

/// A measured quantity of the packs: its LOINC codes, units and names.
public struct Analyte: Sendable, Hashable, Identifiable {
    public let id: String
    public let english: String
    public let simplifiedChinese: String
    public let traditionalChinese: String
    public let abbreviation: String?
    /// UCUM; both are the same where only one is in use.
    public let conventionalUnit: String
    public let siUnit: String
    let relation: UnitRelation
    /// LOINC codes whose results are due in the conventional unit, and in the SI unit.
    let conventionalCodes: [String]
    let siCodes: [String]
    /// Conventional unit; outside it a value was probably sent with the wrong unit. No clinical judgement.
    let plausible: ClosedRange<Double>?
    /// What is converted alike: fasting and random glucose are both `glucose`.
    let family: String

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func name(in language: String) -> String {
        let isTraditional = ["zh-Hant", "zh-TW", "zh-HK"].contains { language.hasPrefix($0) }
        let full =
            isTraditional ? traditionalChinese : language.hasPrefix("zh") ? simplifiedChinese : english
        guard let abbreviation, abbreviation != full else { return full }
        return language.hasPrefix("zh") ? "\(full)（\(abbreviation)）" : "\(full) (\(abbreviation))"
    }

    /// The unit in which results of that LOINC code are due.
    func canonicalUnit(loinc: String) -> String {
        siCodes.contains(loinc) ? siUnit : conventionalUnit
    }

    /// A value of one of the analyte's units (or one of the same dimension) in another; nil where none is known.
    func convert(_ value: Double, from: String, to: String) -> Double? {
        if from == to { return value }
        if let scale = UnitMeasure.scale(from: from, to: to) { return value * scale }
        if let first = UnitMeasure.scale(from: from, to: conventionalUnit),
            let second = UnitMeasure.scale(from: siUnit, to: to)
        {
            return relation.toSI(value * first) * second
        }
        if let first = UnitMeasure.scale(from: from, to: siUnit),
            let second = UnitMeasure.scale(from: conventionalUnit, to: to)
        {
            return relation.toConventional(value * first) * second
        }
        return nil
    }

    static let byCode: [String: Analyte] = {
        var table: [String: Analyte] = [:]
        for analyte in all {
            for code in analyte.conventionalCodes + analyte.siCodes { table[code] = analyte }
        }
        return table
    }()

    /// The place in a chart; the analytes of the packs' main questions come first.
    static let rank: [String: Int] = Dictionary(
        uniqueKeysWithValues: all.enumerated().map { ($0.element.id, $0.offset) })
}
