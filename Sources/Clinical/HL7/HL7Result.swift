/// What one OBX segment says.
struct HL7Result {
    /// Result status (OBX-11, HL7 table 0085), or failing that the order's (OBR-25, table 0123).
    enum Standing {
        case final, corrected, preliminary
        /// Takes back what was sent before.
        case withdrawn(String)
        /// There is no result.
        case absent(String)
    }

    var standing: Standing
    /// Several where the field repeats.
    var observations: [Observation]
    /// Lines of prose that belong to a report.
    var prose: String?

    static func standing(_ segment: HL7Segment, order: HL7Segment?) -> Standing {
        let own = segment[11].component(1)?.uppercased()
        switch own ?? order?[25].component(1)?.uppercased() {
        case "C": return .corrected
        case "P", "R", "S", "A": return .preliminary
        case "D": return .withdrawn("deleted")
        case "W": return .withdrawn("entered-in-error")
        case "X": return .absent("cancelled")
        case "I" where own != nil: return .absent("registered, without a result yet")
        case "N": return .absent("not asked")
        case "O" where own != nil: return .absent("an order without a result")
        default: return .final
        }
    }

    /// - Parameters:
    ///   - order: the OBR segment above it, for the time and the status.
    ///   - zone: the message's time zone.
    init?(_ segment: HL7Segment, order: HL7Segment?, zone: String?) {
        let coded = HL7Coded(segment[3])
        let loinc = coded.loinc
        let analyte = loinc.flatMap { Analyte.byCode[$0] }
        guard let name = coded.text.flatMap({ $0 == loinc ? nil : $0 }) ?? analyte?.english ?? loinc else { return nil }
        standing = Self.standing(segment, order: order)
        let (time, timeDoubt) = Self.time(segment, order, zone)
        var notes = [timeDoubt].compactMap { $0 }
        if case .preliminary = standing { notes.append(.preliminary) }
        let values = HL7Value.values(of: segment, loinc: loinc, analyte: analyte)
        observations = values.map { value in
            Observation(
                loinc: loinc, name: name, value: value.measured?.value, text: value.text, time: time,
                original: value.measured?.original, flag: HL7Range.flag(of: segment, value: value.measured?.stated),
                doubts: value.doubts + notes,
                reference: HL7Range.interval(of: segment, value: value.measured?.stated))
        }
        if ["TX", "FT"].contains(segment[2].component(1)) { prose = values.first?.text }
    }

    private static func time(_ segment: HL7Segment, _ order: HL7Segment?, _ zone: String?)
        -> (PartialDate?, ObservationDoubt?)
    {
        let fields = [segment[14], order?[7], order?[22]].compactMap { $0 }.filter { !$0.isEmpty }
        if let time = fields.lazy.compactMap({ HL7Time.date($0.component(1), zone: zone) }).first { return (time, nil) }
        return (nil, fields.isEmpty ? nil : .unreadableTime)
    }
}

/// What OBX-5 holds, by the type that OBX-2 names.
struct HL7Value {
    var measured: MeasuredValue?
    var text: String?
    var doubts: [ObservationDoubt] = []

    static func values(of segment: HL7Segment, loinc: String?, analyte: Analyte?) -> [HL7Value] {
        let unit = unit(segment[6])
        let measure = { (number: Double, comparator: String?) in
            HL7Value(MeasuredValue(number, unit: unit, comparator: comparator, loinc: loinc, analyte: analyte))
        }
        let fields = segment[5].repetitions
        guard !fields.isEmpty else { return [HL7Value(doubts: [.noValue(reason: nil)])] }
        switch segment[2].component(1)?.uppercased() {
        case "NM", "ST", nil:
            let isNumeric = segment[2].component(1)?.uppercased() == "NM"
            let texts = fields.compactMap { $0.text(limit: 1000) }
            let numbers = texts.compactMap(NumberText.read)
            let isFigure = numbers.count == texts.count && (isNumeric || !unit.unit.isEmpty)
            if isFigure, !numbers.isEmpty { return numbers.map { measure($0.value, $0.comparator) } }
            return [words(texts, isNumeric ? [.notANumber] : [])]
        case "SN": return fields.map { structured($0, measure) }
        case "CE", "CWE", "CNE", "CF", "IS", "ID", "CX": return [words(fields.compactMap { HL7Coded($0).text })]
        case "DT", "TS", "DTM", "TM":
            return [words(fields.compactMap { HL7Time.date($0.component(1), zone: nil)?.text ?? $0.text() })]
        case "ED", "RP": return [HL7Value(doubts: [.noValue(reason: "a document, which isn't read")])]
        case "NA", "MA": return [HL7Value(doubts: [.waveform])]
        default: return [words(fields.compactMap { $0.text(limit: 4000) })]
        }
    }

    private init(_ measured: MeasuredValue) {
        self.measured = measured
        doubts = measured.doubts
    }

    private init(text: String? = nil, doubts: [ObservationDoubt]) {
        self.text = text
        self.doubts = doubts
    }

    private static func words(_ texts: [String], _ doubts: [ObservationDoubt] = []) -> HL7Value {
        let text = PlainText.clean(texts.joined(separator: "; "), limit: 4000)
        return HL7Value(text: text, doubts: text == nil ? [.noValue(reason: nil)] : doubts)
    }

    /// Structured numeric: a comparator, a number, a separator, a second number (`>^60`, `^1^:^40`, `^2^-^5`).
    private static func structured(_ field: HL7Field, _ measure: (Double, String?) -> HL7Value) -> HL7Value {
        let parts = (1...4).map { field.component($0, limit: 30) }
        let comparator = parts[0] == "=" ? nil : parts[0]
        guard let number = parts[1].flatMap(NumberText.read), number.comparator == nil else {
            return words([field.text()].compactMap { $0 }, [.notANumber])
        }
        if parts[2] == nil, parts[3] == nil { return measure(number.value, comparator) }
        let second = parts[3] ?? ""
        let text = [comparator, parts[1], parts[2] == "-" && !second.isEmpty ? "–" : parts[2], second]
        return words([text.compactMap { $0 }.joined()])
    }

    /// A code and its text. In "10^9/L" the sign that parts components stands for a power: two parts are one unit.
    private static func unit(_ field: HL7Field) -> StatedUnit {
        let first = field.component(1, limit: 40)
        let second = field.component(2, limit: 40)
        if let first, let second, first.hasSuffix("10"), first.count <= 3, second.first?.isNumber == true {
            return StatedUnit(code: nil, printed: "10^" + second)
        }
        return StatedUnit(code: first, printed: second)
    }
}

/// High or low: what the laboratory says (OBX-8), else where the figure lies in its own range (OBX-7).
enum HL7Range {
    static func flag(of segment: HL7Segment, value: Quantity?) -> String? {
        let flags = segment[8].repetitions.compactMap { $0.component(1, limit: 10) }
        if let stated = flags.first {
            switch stated {
            case "N", "正常": return nil
            case "↑", "高", "偏高": return "H"
            case "↓", "低", "偏低": return "L"
            case "↑↑": return "HH"
            case "↓↓": return "LL"
            default: return stated.uppercased()
            }
        }
        guard let value, value.comparator == nil, let range = segment[7].text(limit: 60) else { return nil }
        return flag(value.value, in: range)
    }

    static func flag(_ value: Double, in range: String) -> String? {
        guard let ends = Ends(range) else { return nil }
        if let low = ends.low, value < low || (ends.isOpen && value == low) { return "L" }
        if let high = ends.high, value > high || (ends.isOpen && value == high) { return "H" }
        return nil
    }

    /// The range in the unit of the result as it is stated.
    static func interval(of segment: HL7Segment, value: Quantity?) -> ReferenceInterval? {
        guard let value, let ends = segment[7].text(limit: 60).flatMap(Ends.init) else { return nil }
        return ReferenceInterval(low: ends.low, high: ends.high, unit: value.unit)
    }

    /// "3.5-5.3", "<5.2", "≥ 40", "3.9～6.1"; nil where the range is said in another way.
    private struct Ends {
        var low: Double?
        var high: Double?
        /// The end itself lies outside.
        var isOpen = false

        init?(_ range: String) {
            if let bound = NumberText.read(range), let comparator = bound.comparator {
                isOpen = comparator == "<" || comparator == ">"
                if comparator.hasPrefix("<") { high = bound.value } else { low = bound.value }
                return
            }
            let ends = range.replacing("--", with: "-").split { ["-", "–", "—", "~", "～", "－"].contains($0) }
            guard ends.count == 2, let low = NumberText.read(String(ends[0])),
                let high = NumberText.read(String(ends[1])), low.comparator == nil, high.comparator == nil,
                low.value <= high.value
            else { return nil }
            (self.low, self.high) = (low.value, high.value)
        }
    }
}
