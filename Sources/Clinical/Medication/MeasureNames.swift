/// Finds what is measured: in words about a patient ("eGFR 24", 血小板25), and by the name of a result without a code.
struct MeasureNames: Sendable {
    private var lexicon = TriageLexicon()

    init() {
        for (index, measure) in TriageMeasure.allCases.enumerated() {
            lexicon.add(words: measure.names, concept: index)
        }
    }

    private func names(in text: TriageText) -> [(measure: TriageMeasure, tokens: Range<Int>)] {
        lexicon.matches(in: text.tokens).map { (TriageMeasure.allCases[$0.concept], $0.tokens) }
    }

    func readings(in text: TriageText) -> [TriageReading] {
        var reader = TriageReader(text, names: names(in: text))
        return reader.read()
    }

    /// The figures above 2 (those of "1.73 m2" aside) that stand close behind the name of a measure, whatever they are said of it: the limits that a
    /// sentence of advice sets.
    func figures(of measure: TriageMeasure, in text: TriageText) -> [Double] {
        names(in: text).filter { $0.measure == measure }.flatMap { name in
            text.tokens[name.tokens.upperBound...].prefix(6)
                .prefix { $0.clause == text.tokens[name.tokens.lowerBound].clause }.compactMap(\.value)
                .filter { $0 > 2 }
        }
    }

    /// The measure whose name is the whole text.
    func measure(named name: String) -> TriageMeasure? {
        let text = TriageText(name)
        return names(in: text).first { $0.tokens == text.tokens.indices && $0.measure != .other }?.measure
    }

    /// LOINC codes of results, those of the packs' analytes among them. The others are from LOINC by memory, checked by
    /// their check digit only.
    static func measure(loinc: String) -> TriageMeasure? { byCode[loinc] }

    private static let byCode: [String: TriageMeasure] = {
        var table: [String: TriageMeasure] = [
            "718-7": .haemoglobin, "20509-6": .haemoglobin, "30313-1": .haemoglobin, "30350-3": .haemoglobin,
            "777-3": .platelets, "26515-7": .platelets, "778-1": .platelets, "49497-1": .platelets,
            "6301-6": .inr, "34714-6": .inr, "8636-3": .qtc,
        ]
        let analytes: [String: TriageMeasure] = [
            "potassium": .potassium, "sodium": .sodium, "glucose": .glucose, "fasting-glucose": .glucose,
            "capillary-glucose": .glucose, "triglycerides": .triglycerides, "systolic": .systolic,
            "diastolic": .diastolic,
        ]
        for (code, analyte) in Analyte.byCode { table[code] = analytes[analyte.id] ?? table[code] }
        return table
    }()

    /// A code of the measure under which its units are known, for results that name none.
    static func loinc(of measure: TriageMeasure) -> String? {
        switch measure {
        case .potassium: "2823-3"
        case .sodium: "2951-2"
        case .glucose: "14749-6"
        case .triglycerides: "14927-8"
        case .systolic: "8480-6"
        case .diastolic: "8462-4"
        case .haemoglobin: "718-7"
        case .platelets: "777-3"
        default: nil
        }
    }
}
