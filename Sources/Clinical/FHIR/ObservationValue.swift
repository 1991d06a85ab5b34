/// What an Observation or a component of one holds as its value, and every doubt about it.
struct ObservationValue {
    /// In the canonical unit where a conversion is known.
    var value: Quantity?
    /// The file's own figure, where `value` was converted.
    var original: Quantity?
    var text: String?
    var doubts: [ObservationDoubt] = []

    var stated: Quantity? { original ?? value }

    static func hasValue(_ element: JSONValue) -> Bool {
        guard case .object(let members) = element else { return false }
        return members.contains { $0.name.hasPrefix("value") } || element["dataAbsentReason"] != nil
    }

    init(_ element: JSONValue, loinc: String?, analyte: Analyte?) {
        if let quantity = element["valueQuantity"] {
            read(quantity, loinc: loinc, analyte: analyte)
        } else if let count = element["valueInteger"].number ?? element["valueDecimal"].number {
            set(count, unit: "", comparator: nil)
        } else {
            text = Self.words(of: element)
        }
        guard value == nil, text == nil else { return }
        if let reason = element["dataAbsentReason"]?.conceptText {
            doubts.append(.noValue(reason: reason))
        } else if element["valueSampledData"] != nil {
            doubts.append(.waveform)
        } else if doubts.isEmpty {
            doubts.append(.noValue(reason: nil))
        }
    }

    private mutating func set(_ number: Double, unit: String, comparator: String?) {
        guard number.isFinite else {
            doubts.append(.beyondRange)
            return
        }
        value = Quantity(value: number, unit: unit, comparator: comparator)
    }

    private mutating func read(_ quantity: JSONValue, loinc: String?, analyte: Analyte?) {
        guard let number = quantity["value"].number else {
            if let words = PlainText.clean(quantity["value"].string) {
                text = [words, PlainText.clean(quantity["unit"].string)].compactMap { $0 }.joined(separator: " ")
                doubts.append(.notANumber)
            }
            return
        }
        let comparators: Set = ["<", "<=", ">=", ">", "ad"]
        let comparator = quantity["comparator"].string.flatMap { comparators.contains($0) ? $0 : nil }
        if quantity["comparator"].string != nil, comparator == nil { doubts.append(.unreadableComparator) }
        let unit = unit(of: quantity)
        set(number, unit: unit, comparator: comparator)
        guard let stated = value else { return }
        if unit.isEmpty {
            if !Self.unitless.contains(loinc ?? "") { doubts.append(.noUnit) }
            return
        }
        guard let analyte, let loinc, doubts.isEmpty else { return }
        check(stated, analyte)
        convert(stated, analyte, loinc)
    }

    /// The UCUM code; the printed unit only where there is no code. Where both are known and disagree, the value is
    /// kept as coded and marked.
    private mutating func unit(of quantity: JSONValue) -> String {
        let code = UnitName.normalised(quantity["code"].string ?? "")
        let printed = UnitName.normalised(quantity["unit"].string ?? "")
        let isUCUM = quantity["system"].string.map { $0.contains("unitsofmeasure.org") } ?? true
        guard !code.isEmpty, isUCUM || printed.isEmpty else { return printed }
        if UnitName.isKnown(code), UnitName.isKnown(printed), UnitMeasure.scale(from: code, to: printed) != 1 {
            doubts.append(.contradictoryUnit(code: code, text: printed))
        }
        return code
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

    private static func words(of element: JSONValue) -> String? {
        if let text = PlainText.clean(element["valueString"].string, limit: 1000) { return text }
        if let text = element["valueCodeableConcept"]?.conceptText { return text }
        if let flag = element["valueBoolean"].bool { return flag ? "true" : "false" }
        if let range = element["valueRange"], let text = pair(range["low"], range["high"], "–") { return text }
        if let ratio = element["valueRatio"], let text = pair(ratio["numerator"], ratio["denominator"], ":") {
            return text
        }
        if let period = element["valuePeriod"] {
            let ends = [period.date("start"), period.date("end")].compactMap { $0?.text }
            return ends.isEmpty ? nil : ends.joined(separator: " – ")
        }
        return PlainText.clean(element["valueDateTime"].string ?? element["valueTime"].string)
    }

    private static func pair(_ first: JSONValue?, _ second: JSONValue?, _ sign: String) -> String? {
        func figure(_ element: JSONValue?) -> String {
            guard let value = element["value"].number, value.isFinite else { return "" }
            let unit = PlainText.clean(element["unit"].string ?? element["code"].string, limit: 40)
            return [NumberText.exact(value), unit].compactMap { $0 }.joined(separator: " ")
        }
        let texts = [figure(first), figure(second)]
        return texts.allSatisfy(\.isEmpty) ? nil : texts.joined(separator: sign)
    }
}
