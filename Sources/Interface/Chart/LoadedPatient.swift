public import Clinical
import Foundation

/// The patient that questions are about.
public struct LoadedPatient: Sendable, Equatable {
    public var patient: Patient
    public var file: String
    /// Several years where the birth date is vague; nil where it says nothing.
    public var ages: ClosedRange<Int>?
    public var skipped: [SkippedResource]
    public var warnings: [String]
    /// Most urgent first.
    public var alerts: [ChartAlert]
    var supplement: ChartSupplement
    /// eGFR and the like, worked out from the chart as it was read.
    var computed: [ComputedFact]
    /// LOINC codes of the values that matter most; they are shown first.
    var keyValues: Set<String>
    /// Every measured quantity over time, in the order of the chart.
    var series: [TrendSeries]
    /// Problems and drugs over time.
    var bars: [TimelineBar] = []
    /// When the chart was read, in seconds since 1970.
    var now: Double

    init(
        _ patient: Patient, of reading: PatientReading, file: String, today: Date, alerts: [ChartAlert] = [],
        supplement: ChartSupplement? = nil
    ) {
        self.patient = patient
        self.file = file
        self.alerts = alerts
        self.supplement = supplement ?? ChartSupplement(patient)
        ages = patient.possibleAges(on: today)
        skipped = reading.skipped
        warnings = reading.warnings
        now = today.timeIntervalSince1970
        computed = computedFacts(for: patient, on: today)
        let values = chartFacts(for: patient, language: "en", on: today).filter { $0.section == .values }
        keyValues = Set(values.filter(\.isKey).compactMap(\.loinc))
        if keyValues.contains(Self.bloodPressure) { keyValues.formUnion(Self.pressures) }
        series = TrendSeries.all(of: patient, order: Self.order(values), bands: self.supplement.bands)
        bars = TimelineBar.all(of: self)
    }

    func series(_ id: String) -> TrendSeries? { series.first { $0.id == id } }

    func isSamePerson(as other: LoadedPatient) -> Bool {
        patient.id == other.patient.id && patient.name == other.patient.name
            && patient.identifier == other.patient.identifier
    }

    /// The chart's facts join systolic and diastolic pressure under their panel's code.
    private static let bloodPressure = "85354-9"
    private static let pressures = ["8480-6", "8462-4"]

    private static func order(_ values: [ChartFact]) -> [String: Int] {
        var order: [String: Int] = [:]
        for (index, fact) in values.enumerated() {
            guard let loinc = fact.loinc else { continue }
            if loinc == bloodPressure {
                for (step, code) in pressures.enumerated() { order[code] = index * 2 + step }
            } else {
                order[loinc] = index * 2
            }
        }
        return order
    }
}
