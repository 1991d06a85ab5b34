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
            set(MeasuredValue(plain: count))
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

    private mutating func set(_ measured: MeasuredValue) {
        value = measured.value
        original = measured.original
        doubts += measured.doubts
    }

    private mutating func read(_ quantity: JSONValue, loinc: String?, analyte: Analyte?) {
        guard let number = quantity["value"].number else {
            if let words = PlainText.clean(quantity["value"].string) {
                text = [words, PlainText.clean(quantity["unit"].string)].compactMap { $0 }.joined(separator: " ")
                doubts.append(.notANumber)
            }
            return
        }
        let isUCUM = quantity["system"].string.map { $0.contains("unitsofmeasure.org") } ?? true
        let unit = StatedUnit(
            code: isUCUM ? quantity["code"].string : nil, printed: quantity["unit"].string ?? quantity["code"].string)
        set(
            MeasuredValue(
                number, unit: unit, comparator: quantity["comparator"].string, loinc: loinc, analyte: analyte))
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
