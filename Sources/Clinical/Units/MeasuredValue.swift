/// A unit as a file states it: a UCUM code, a printed text, or both.
struct StatedUnit {
    /// UCUM; empty where the file gives none.
    var unit: String
    /// Set where code and text name different units.
    var doubt: ObservationDoubt?

    /// The code; the printed unit only where there is no code. Where both are known and disagree, the value is kept as
    /// coded and marked.
    init(code: String?, printed: String?) {
        let code = UnitName.normalised(code ?? "")
        let printed = UnitName.normalised(printed ?? "")
        unit = code.isEmpty ? printed : code
        if UnitName.isKnown(code), UnitName.isKnown(printed), UnitMeasure.scale(from: code, to: printed) != 1 {
            doubt = .contradictoryUnit(code: code, text: printed)
        }
    }
}

/// A figure with its unit as a file states it, said in the canonical unit of what it measures where a conversion is
/// known, with every doubt about it. Nothing is guessed: a missing unit stays missing, an implausible figure stays as
/// it is, and both are marked.
struct MeasuredValue {
    /// In the canonical unit where a conversion is known.
    private(set) var value: Quantity?
    /// The file's own figure, where `value` was converted.
    private(set) var original: Quantity?
    private(set) var doubts: [ObservationDoubt] = []

    var stated: Quantity? { original ?? value }

    /// - Parameter loinc: nil where the file gives no LOINC code; then nothing is converted or judged.
    init(_ number: Double, unit: StatedUnit, comparator: String?, loinc: String?, analyte: Analyte?) {
        if let doubt = unit.doubt { doubts.append(doubt) }
        let comparators: Set = ["<", "<=", ">=", ">", "ad"]
        let known = comparator.flatMap { comparators.contains($0) ? $0 : nil }
        if comparator != nil, known == nil { doubts.append(.unreadableComparator) }
        guard number.isFinite else {
            doubts.append(.beyondRange)
            return
        }
        let stated = Quantity(value: number, unit: unit.unit, comparator: known)
        value = stated
        guard !unit.unit.isEmpty else {
            if !Self.unitless.contains(loinc ?? "") { doubts.append(.noUnit) }
            return
        }
        guard let analyte, let loinc, doubts.isEmpty else { return }
        check(stated, analyte)
        convert(stated, analyte, loinc)
    }

    /// A count, without a unit.
    init(plain number: Double) {
        if number.isFinite { value = Quantity(value: number, unit: "") } else { doubts.append(.beyondRange) }
    }

    /// pH, INR, specific gravity: numbers without a unit.
    private static let unitless: Set<String> = ["2744-1", "2746-6", "6301-6", "34714-6", "5811-5", "5803-2"]

    private mutating func convert(_ stated: Quantity, _ analyte: Analyte, _ loinc: String) {
        let canonical = analyte.canonicalUnit(loinc: loinc)
        guard stated.unit != canonical else { return }
        guard let converted = analyte.convert(stated.value, from: stated.unit, to: canonical), converted.isFinite else {
            doubts.append(.foreignUnit(stated.unit))
            return
        }
        guard doubts.isEmpty else { return }
        value = Quantity(value: converted, unit: canonical, comparator: stated.comparator)
        original = stated
    }

    /// A figure far outside what can be measured was probably sent with the wrong unit: it is told, never corrected.
    private mutating func check(_ stated: Quantity, _ analyte: Analyte) {
        guard let limits = analyte.plausible,
            let conventional = analyte.convert(stated.value, from: stated.unit, to: analyte.conventionalUnit),
            !limits.contains(conventional)
        else { return }
        let figure = "\(NumberText.shown(stated.value)) \(UnitName.display(stated.unit))"
        doubts.append(.implausible(figure: figure, suspected: suspectedUnit(stated, analyte, limits)))
    }

    private func suspectedUnit(_ stated: Quantity, _ analyte: Analyte, _ limits: ClosedRange<Double>) -> String? {
        let other = stated.unit == analyte.siUnit ? analyte.conventionalUnit : analyte.siUnit
        guard other != stated.unit,
            let value = analyte.convert(stated.value, from: other, to: analyte.conventionalUnit),
            limits.contains(value)
        else { return nil }
        return other
    }
}
