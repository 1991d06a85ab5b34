public import Foundation

/// What one turn computes with: the loaded chart, and over it the values that the question itself gives.
///
/// The question's values are unconfirmed and win over older ones. They are never stored, and where the question speaks
/// of somebody else than the chart does (another sex, another age, a relative), the two are never mixed.
public struct QuestionChart: Sendable {
    /// For this turn only; nil where nothing is known of anybody.
    public let patient: Patient?
    /// All that can be computed; those that rest on the question say so.
    public let facts: [ComputedFact]

    /// - Parameters:
    ///   - note: a few words about the patient in place of a chart
    ///   - date: the day of the turn, which is taken as the day of values without one
    public init(question: String, note: String? = nil, patient: Patient?, on date: Date) {
        let asked = QuestionReading(question)
        let known = note.flatMap { Self.read($0, over: patient, on: date) } ?? patient
        guard !asked.saysNothing || asked.isAboutRelative else {
            self.patient = known
            facts = Self.facts(of: known, beyond: patient, hasNote: note != nil, on: date)
            return
        }
        let isElse = known.map { asked.isAboutSomebodyElse(than: $0, agedAt: $0.possibleAges(on: date)) } ?? false
        let merged = (isElse ? nil : known).adding(asked, on: date)
        self.patient = merged
        facts = Self.facts(of: merged, beyond: isElse ? nil : patient, hasNote: false, on: date)
    }

    private static func read(_ note: String, over patient: Patient?, on date: Date) -> Patient? {
        let reading = QuestionReading(note)
        guard let patient else {
            let read = try? NoteReading.read(Data(note.utf8), name: "note", vocabulary: vocabulary)
            guard let read, read.patients.count == 1, var person = read.patients.first else { return nil }
            person.observations = []
            return Optional(person).adding(reading, on: date)
        }
        guard !reading.isAboutSomebodyElse(than: patient, agedAt: patient.possibleAges(on: date)) else {
            return patient
        }
        return Optional(patient).adding(reading, on: date)
    }

    private static let vocabulary = NoteVocabulary()

    private static func facts(
        of patient: Patient?, beyond chart: Patient?, hasNote: Bool, on date: Date
    ) -> [ComputedFact] {
        guard let patient else { return [] }
        let all = computedFacts(for: patient, on: date)
        guard patient != chart else { return all }
        let own = Set(chart.map { computedFacts(for: $0, on: date) } ?? [])
        return all.map { own.contains($0) ? $0 : $0.fromText(isNote: hasNote) }
    }
}

extension ComputedFact {
    /// Under this name the inputs say that values come from the question or a note.
    static let originName = "origin"

    /// Whether values of the question or a note went into it.
    var isFromText: Bool { inputs[Self.originName] != nil }

    fileprivate func fromText(isNote: Bool) -> ComputedFact {
        var fact = self
        fact.inputs[Self.originName] = isNote ? "note" : "question"
        fact.english += isNote ? "; inputs from the note, not confirmed" : "; inputs from the question, not confirmed"
        fact.chinese += isNote ? "；数值取自文字记录，未经核实" : "；数值取自问题，未经核实"
        return fact
    }
}

extension Patient? {
    /// With the values of a question, which take the place of those of the same day or a later one.
    fileprivate func adding(_ asked: QuestionReading, on date: Date) -> Patient? {
        guard self != nil || !asked.saysNothing else { return nil }
        var merged = self ?? Patient(id: "", name: "")
        if merged.possibleAges(on: date) == nil { merged.statedAge = asked.age }
        if merged.sex == .unknown { merged.sex = asked.sex }
        let today = PartialDate(date.dayText)
        for var observation in asked.observations where observation.isUsable {
            observation.time = observation.time ?? today
            let day = observation.time?.dayText ?? ""
            let analyte = observation.analyteID
            merged.observations.removeAll { $0.analyteID == analyte && ($0.time?.dayText ?? "") >= day }
            merged.observations.append(observation)
        }
        return merged
    }
}

extension Date {
    /// The day of the local calendar, as `PartialDate` reads it.
    fileprivate var dayText: String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .current
        let parts = calendar.dateComponents([.year, .month, .day], from: self)
        func two(_ number: Int?) -> String { (number ?? 1) < 10 ? "0\(number ?? 1)" : "\(number ?? 1)" }
        return "\(parts.year ?? 1)-\(two(parts.month))-\(two(parts.day))"
    }
}
