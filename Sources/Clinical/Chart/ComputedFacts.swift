public import Foundation

/// What the tools can compute from a chart's own values: eGFR with its course, BMI, creatinine clearance, the KDIGO
/// grid, mean pressure, lipids, FIB-4, average glucose, corrected electrolytes, cardiovascular risk, scores.
///
/// A value whose unit is missing or implausible is never used, nor a bound such as "> 60", nor one outside a tool's
/// range. Values that belong together must have been measured together.
///
/// - Parameter date: the day on which the chart is read; ages are taken on the day of the measurement.
public func computedFacts(for patient: Patient, on date: Date) -> [ComputedFact] {
    var subject = ChartSubject(patient: patient, date: date)
    subject.add(FiltrationFact.fact(for: patient, on: date))
    subject.add(BodyMassFact.fact(for: patient, on: date))
    for recipe in ChartRecipe.all { subject.add(recipe.fact(of: subject)) }
    return subject.facts
}

extension Patient {
    /// Results of an analyte under any of its codes that can be computed with, oldest first.
    func usable(_ analyteID: String) -> [Observation] { results(of: analyteID).filter(\.isUsable) }

    func results(of analyteID: String) -> [Observation] {
        observations.filter { $0.analyteID == analyteID }.inOrderOfTime
    }

    /// The one age on the day of a measurement, or on the given day where that isn't known.
    func age(at time: PartialDate?, or date: Date) -> Int? {
        guard let time else { return age(on: date) }
        guard let ages = possibleAges(on: time), ages.lowerBound == ages.upperBound else { return nil }
        return ages.lowerBound
    }

    func possibleAges(at time: PartialDate?, or date: Date) -> ClosedRange<Int>? {
        time.map { possibleAges(on: $0) } ?? possibleAges(on: date)
    }

    /// Whether the chart has its own result of that time or later, which then stands.
    func hasOwn(_ analyteID: String, since time: PartialDate?) -> Bool {
        guard let own = usable(analyteID).last else { return false }
        guard let time, let ownTime = own.time else { return true }
        return ownTime >= time || ownTime.dayText == time.dayText
    }
}

extension Observation {
    /// Its id in the table of analytes.
    var analyteID: String? { loinc.flatMap { Analyte.byCode[$0]?.id } }

    /// Whether it can be computed with: a number, no bound, no grave doubt.
    var isUsable: Bool { !isDoubtful && value != nil && value?.comparator == nil }

    /// The value as a tool reads it, in the file's own unit.
    var given: GivenValue? {
        stated.map { .text("\(NumberText.exact($0.value)) \($0.unit)") }
    }

    /// As inputs are listed: "118 umol/L".
    var givenText: String? { given.map { $0.shown } }
}

/// What is known while facts are computed one after the other.
struct ChartSubject {
    let patient: Patient
    let date: Date
    private(set) var facts: [ComputedFact] = []

    init(patient: Patient, date: Date) {
        self.patient = patient
        self.date = date
    }

    mutating func add(_ fact: ComputedFact?) {
        if let fact { facts.append(fact) }
    }

    /// A fact that an earlier tool gave.
    func fact(_ tool: String) -> ComputedFact? { facts.first { $0.tool == tool } }
}
