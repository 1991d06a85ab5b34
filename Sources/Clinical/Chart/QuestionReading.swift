/// What a question itself says of the patient: values, age and sex, read as a plain-text note is.
struct QuestionReading: Sendable {
    let note: NoteText
    /// Age and sex, as far as they are said; nothing else of the question's person counts.
    let age: StatedAge?
    let sex: Sex
    /// With units that are written, or that leave no choice.
    let observations: [Observation]
    /// It gives a value of a relative, whom the chart isn't about.
    let isAboutRelative: Bool

    init(_ question: String) {
        let note = NoteText(Self.withoutSuppositions(question))
        let dates = NoteDates(note)
        let person = NotePerson(note, dates: dates)
        var log = ReadingLog()
        self.note = note
        age = person.patient.statedAge
        sex = person.patient.sex
        observations = NoteMeasures(note: note, dates: dates).read(log: &log).map(\.observation.settled)
        isAboutRelative = log.skipped.contains { $0.resource == "value" && $0.why.contains("relative") }
    }

    var saysNothing: Bool { observations.isEmpty && age == nil && sex == .unknown }

    /// Whether it speaks of another person than the chart's: of another sex, or more than a year older or younger.
    func isAboutSomebodyElse(than patient: Patient, agedAt ages: ClosedRange<Int>?) -> Bool {
        if isAboutRelative { return true }
        let known: Set<Sex> = [.female, .male]
        if known.contains(sex), known.contains(patient.sex), sex != patient.sex { return true }
        guard let age, let ages else { return false }
        return age.years < ages.lowerBound - 1 || age.years > ages.upperBound + 1
    }

    /// In a note "if eGFR falls to 38" is no value of the patient; in a question it is what is asked.
    private static func withoutSuppositions(_ question: String) -> String {
        let text = TriageText(question)
        var scalars = text.original
        for match in rules.lexicon.matches(in: text.tokens) where TriageCue(rawValue: match.concept) == .supposition {
            guard let first = match.tokens.first, let last = match.tokens.last else { continue }
            for place in text.tokens[first].range.lowerBound..<text.tokens[last].range.upperBound
            where !TriageText.isDigit(scalars[place]) {
                scalars[place] = " "
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static let rules = TriageRules()
}

extension Observation {
    /// With the unit of an analyte that has only one, where none is written: eGFR, platelets, potassium.
    fileprivate var settled: Observation {
        guard doubts.contains(.noUnit), let value, let loinc, let analyte = Analyte.byCode[loinc],
            UnitMeasure.scale(from: analyte.conventionalUnit, to: analyte.siUnit) == 1, !Self.sizes.contains(analyte.id)
        else { return self }
        let unit = analyte.canonicalUnit(loinc: loinc)
        let measured = MeasuredValue(
            value.value, unit: StatedUnit(code: unit, printed: nil), comparator: value.comparator, loinc: loinc,
            analyte: analyte)
        var settled = self
        settled.value = measured.value
        settled.original = measured.original
        settled.doubts = doubts.filter { $0 != .noUnit } + measured.doubts + [.assumedUnit(unit)]
        return settled
    }

    /// Their one unit here isn't the one of every country: pounds, inches, mg/dL of ketones.
    private static let sizes: Set<String> = ["weight", "height", "waist", "ketone"]
}
