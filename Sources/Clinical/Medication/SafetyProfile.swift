public import Foundation

/// What of a chart bears on the safety of drugs, taken out once: drugs and allergies as substances, kidney function,
/// conditions, newest values. It holds texts of its own patient only.
public struct SafetyProfile: Sendable {
    /// A measured value with the words in which it is told.
    struct Measured: Sendable, Hashable {
        /// In the measure's own unit; more than one where a text leaves the unit open.
        var values: [Double]
        var comparator: String?
        var english: String
        var chinese: String
        /// How many days before the day of reading; nil where the chart doesn't say.
        var daysOld: Int?
    }

    struct KnownAllergy: Sendable, Hashable {
        var text: String
        var drug: NamedDrug
    }

    /// What the patient may be taking.
    var drugs: [NamedDrug] = []
    var prohibited: [NamedDrug] = []
    var allergies: [KnownAllergy] = []
    /// The condition's id, and how the chart says it.
    var conditions: [String: String] = [:]
    var measured: [TriageMeasure: Measured] = [:]
    var ages: ClosedRange<Int>?
    var sex: Sex = .unknown

    public init() {}

    /// - Parameter date: the day on which the chart is read.
    public init(_ patient: Patient, on date: Date, using safety: MedicationSafety) {
        let vocabulary = safety.vocabulary
        drugs = patient.activeMedications.map { medication in
            var drug = vocabulary.named(medication.text)
            if let dosage = medication.dosage, TopicalForm.isNamed(in: dosage) { drug.isTopical = true }
            return drug
        }
        prohibited = patient.medications.filter(\.isProhibition).map { vocabulary.named($0.text) }
        allergies = patient.activeAllergies.map { KnownAllergy(text: $0.text, drug: vocabulary.named($0.text)) }
        ages = patient.possibleAges(on: date)
        sex = patient.sex
        for problem in patient.activeProblems { note(problem, vocabulary) }
        for observation in patient.latestObservations { note(statement: observation, vocabulary) }
        measured = ChartValues(patient: patient, date: date, names: safety.measures).measured
    }

    var isPregnant: Bool { conditions["pregnancy"] != nil }

    private mutating func note(_ problem: Problem, _ vocabulary: DrugVocabulary) {
        for id in vocabulary.conditions(code: problem.code ?? "") where conditions[id] == nil {
            conditions[id] = problem.text
        }
        note(conditionsIn: problem.text, vocabulary)
    }

    /// A result in words, as "Pregnancy status: Pregnant".
    private mutating func note(statement observation: Observation, _ vocabulary: DrugVocabulary) {
        guard let text = observation.text, observation.value == nil else { return }
        note(conditionsIn: text, vocabulary)
        let isPositive = ["positive", "阳性", "yes", "是"].contains { text.lowercased().hasPrefix($0) }
        if isPositive { note(conditionsIn: observation.name, vocabulary) }
    }

    mutating func note(conditionsIn text: String, _ vocabulary: DrugVocabulary) {
        let folded = TriageText(RomanNumerals.spelled(text))
        for (id, tokens) in vocabulary.conditions(in: folded) where conditions[id] == nil {
            guard !Self.isDenied(tokens, in: folded, passing: Self.passing.contains(id)) else { continue }
            conditions[id] = text
        }
    }

    /// "Not pregnant", "family history of", 无…, 排除…; for what passes also "history of", 既往….
    static func isDenied(_ tokens: Range<Int>, in text: TriageText, passing: Bool = false) -> Bool {
        let clause = text.tokens[tokens.lowerBound].clause
        let before = text.tokens[..<tokens.lowerBound].suffix(6).filter { $0.clause == clause }.map(\.text)
        let words = Set(before)
        let han = before.joined()
        if !words.isDisjoint(with: denials) || hanDenials.contains(where: { han.contains($0) }) { return true }
        if passing, !words.isDisjoint(with: ["history", "previous", "past", "prior"]) || han.contains("既往") {
            return true
        }
        return before.last.map { ["无", "非", "未", "不"].contains($0) } ?? false
    }

    private static let denials: Set<String> = [
        "no", "not", "non", "without", "denies", "denied", "family", "exclude", "excluded", "negative", "never",
        "prevent", "prevention", "if", "unless",
    ]
    private static let hanDenials = ["否认", "没有", "排除", "家族", "并非", "未见", "未孕", "未怀", "预防"]
    /// Conditions that a person has had and has no more.
    private static let passing: Set<String> = ["pregnancy", "lactation", "acute-kidney-injury"]
}
