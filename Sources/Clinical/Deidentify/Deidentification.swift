public import Foundation

/// Takes away who a chart is about and keeps what it says, for demonstrations and exports.
///
/// Names and numbers are replaced, every date of a patient is moved by one number of days (so that intervals stay), an
/// age above 89 becomes "90", and names, dates and numbers within texts are replaced as well. It follows the list of
/// HIPAA's safe harbour method as far as a chart holds such things; free text can still tell who somebody is, so that a
/// person looks it over before it is given away.
public struct Deidentification: Sendable {
    private let seed: UInt64
    private let today: Date

    /// - Parameters:
    ///   - seed: chooses the days by which dates move; whoever knows it can move them back.
    ///   - date: the day on which ages are told.
    public init(seed: UInt64, on date: Date) {
        self.seed = seed
        today = date
    }

    public func applied(to reading: PatientReading) -> (reading: PatientReading, report: DeidentificationReport) {
        var report = DeidentificationReport()
        var result = reading
        let words = reading.patients.map(PersonalWords.init)
        result.patients = reading.patients.indices.map { index in
            patient(reading.patients[index], number: index + 1, words: words[index], report: &report)
        }
        var everybody = TextCleaning(words: PersonalWords(all: words), shift: shift(of: 0))
        result.warnings = reading.warnings.map { everybody.cleaned($0) }
        result.skipped = reading.skipped.map {
            SkippedResource(resource: $0.resource, why: everybody.cleaned($0.why))
        }
        report.texts += everybody.changes
        return (result, report)
    }

    /// Days back, between a month and two years; the same for all dates of one patient.
    private func shift(of number: Int) -> Int {
        var state = seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return -30 - Int((state ^ (state >> 31)) % 700)
    }

    private func patient(
        _ original: Patient, number: Int, words: PersonalWords, report: inout DeidentificationReport
    ) -> Patient {
        var patient = original
        var text = TextCleaning(words: words, shift: shift(of: number))
        var dates = DateShift(days: shift(of: number))
        if !patient.name.isEmpty { report.names += 1 }
        if !patient.id.isEmpty || patient.identifier != nil { report.identifiers += 1 }
        patient.name = "Patient \(number)"
        patient.id = "P\(number)"
        patient.identifier = nil
        patient.birthDate = dates.moved(patient.birthDate)
        patient.deceasedDate = dates.moved(patient.deceasedDate)
        patient.statedAge = patient.statedAge.map { StatedAge(years: $0.years, on: dates.moved($0.on)) }
        patient.problems = patient.problems.map { entry(of: $0, &text, &dates) }
        patient.medications = patient.medications.map { entry(of: $0, &text, &dates) }
        patient.allergies = patient.allergies.map { entry(of: $0, &text) }
        patient.observations = patient.observations.map { entry(of: $0, &text, &dates) }
        patient.reports = patient.reports.map { entry(of: $0, &text, &dates) }
        if let ages = original.possibleAges(on: today), ages.upperBound > 89 {
            report.ages += 1
            patient = withoutGreatAge(patient)
        }
        report.dates += dates.count
        report.texts += text.changes
        return patient
    }

    /// A great age is rare enough to tell a person: neither it nor a date that gives it away may stay.
    private func withoutGreatAge(_ original: Patient) -> Patient {
        var patient = original
        patient.birthDate = nil
        patient.statedAge = StatedAge(years: 90)
        for index in patient.problems.indices { patient.problems[index].onset = nil }
        return patient
    }

    private func entry(of problem: Problem, _ text: inout TextCleaning, _ dates: inout DateShift) -> Problem {
        var problem = problem
        problem.text = text.cleaned(problem.text)
        problem.onset = dates.moved(problem.onset)
        problem.evidence = text.cleaned(problem.evidence)
        return problem
    }

    private func entry(of drug: Medication, _ text: inout TextCleaning, _ dates: inout DateShift) -> Medication {
        var drug = drug
        drug.text = text.cleaned(drug.text)
        drug.dosage = drug.dosage.map { text.cleaned($0) }
        drug.date = dates.moved(drug.date)
        drug.evidence = text.cleaned(drug.evidence)
        return drug
    }

    private func entry(of allergy: Allergy, _ text: inout TextCleaning) -> Allergy {
        var allergy = allergy
        allergy.text = text.cleaned(allergy.text)
        allergy.reaction = allergy.reaction.map { text.cleaned($0) }
        allergy.evidence = text.cleaned(allergy.evidence)
        return allergy
    }

    private func entry(of observation: Observation, _ text: inout TextCleaning, _ dates: inout DateShift)
        -> Observation
    {
        var observation = observation
        observation.name = text.cleaned(observation.name)
        observation.text = observation.text.map { text.cleaned($0) }
        observation.note = observation.note.map { text.cleaned($0) }
        observation.time = dates.moved(observation.time)
        observation.evidence = text.cleaned(observation.evidence)
        observation.doubts = observation.doubts.map { doubt in
            guard case .noValue(let reason?) = doubt else { return doubt }
            return .noValue(reason: text.cleaned(reason))
        }
        return observation
    }

    private func entry(of report: Report, _ text: inout TextCleaning, _ dates: inout DateShift) -> Report {
        var report = report
        report.title = text.cleaned(report.title)
        report.conclusion = report.conclusion.map { text.cleaned($0) }
        report.time = dates.moved(report.time)
        return report
    }
}

/// What was changed, by kind; never the values themselves.
public struct DeidentificationReport: Sendable, Hashable {
    public var names = 0
    public var identifiers = 0
    public var dates = 0
    public var ages = 0
    /// Places in texts where a name, a number, an address or a date was replaced.
    public var texts = 0

    public init() {}

    public var text: String {
        "removed \(names) names and \(identifiers) identifiers, moved \(dates) dates, replaced \(texts) places in texts, "
            + "made \(ages) ages above 89 into 90. Look the texts over before you give them away."
    }
}
