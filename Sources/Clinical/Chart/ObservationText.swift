/// An observation as a form lists it.
extension Observation {
    /// The id in the program's list of analytes, such as `hba1c`; nil for what isn't in it.
    public var analyte: String? { analyteID }

    /// - Parameter language: `en`, `zh-Hans` or `zh-Hant`.
    public func name(in language: String) -> String {
        loinc.flatMap { Analyte.byCode[$0] }?.name(in: language) ?? name
    }

    /// "7.8%", "146 mg/g", or the words of a result that is no number; nil where nothing was recorded.
    public var statedText: String? {
        guard let stated else { return text }
        let unit = UnitName.display(stated.unit)
        let sign = stated.comparator.map { $0 == "ad" ? "" : $0 + " " } ?? ""
        return sign + NumberText.shown(stated.value) + (unit.isEmpty || unit == "%" ? "" : " ") + unit
    }

    /// "7.8" of "7.8%": for a row of results that share one unit; nil for a bound or words.
    public var statedNumber: String? {
        guard let stated, stated.comparator == nil else { return nil }
        return NumberText.shown(stated.value)
    }

    /// "high", 偏高; nil without a flag.
    public func flagText(in language: String) -> String? { flag.map(ChartWords(language).flag) }

    /// The value with its UCUM unit as a calculator reads it; nil where it can't be computed with.
    public var calculatorInput: GivenValue? { isUsable ? given : nil }
}

extension Patient {
    /// Results with a day, of one analyte, oldest first.
    public func series(analyte: String) -> [Observation] { results(of: analyte) }
}
