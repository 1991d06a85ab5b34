import Foundation

/// The newest results of a chart by measure, in the measure's own unit, as the rules compare them.
struct ChartValues {
    private(set) var measured: [TriageMeasure: SafetyProfile.Measured] = [:]
    private let date: Date

    init(patient: Patient, date: Date, names: MeasureNames) {
        self.date = date
        var newest: [TriageMeasure: Observation] = [:]
        // Newest first: the first that can be used stands.
        for observation in patient.latestObservations where !observation.isDoubtful {
            let known = observation.loinc.map(MeasureNames.measure(loinc:))
            guard let measure = known ?? names.measure(named: observation.name), newest[measure] == nil,
                value(of: observation, as: measure) != nil
            else { continue }
            newest[measure] = observation
        }
        for (measure, observation) in newest { measured[measure] = reading(observation, as: measure) }
        measured[.egfr] = filtration(of: patient)
    }

    private func value(of observation: Observation, as measure: TriageMeasure) -> Double? {
        guard let quantity = observation.value, quantity.value.isFinite else { return nil }
        let value =
            measure.unit == "1"
            ? quantity.value
            : UnitConversion.convert(
                quantity, to: measure.unit, loinc: observation.loinc ?? MeasureNames.loinc(of: measure) ?? "")?.value
        return value.flatMap { measure.plausible.contains($0) ? $0 : nil }
    }

    private func reading(_ observation: Observation, as measure: TriageMeasure) -> SafetyProfile.Measured? {
        guard let value = value(of: observation, as: measure), let stated = observation.stated else { return nil }
        let unit = measure.unit == "1" ? "" : " " + UnitConversion.display(stated.unit)
        let figure = (stated.comparator ?? "") + NumberText.shown(stated.value) + unit
        let analyte = observation.loinc.flatMap { UnitConversion.analyte(loinc: $0) }
        let day = observation.time?.dayText
        return SafetyProfile.Measured(
            values: [value], comparator: observation.value?.comparator,
            english: "\(analyte?.name(in: "en") ?? observation.name) \(figure)" + (day.map { ", \($0)" } ?? ""),
            chinese: "\(analyte?.name(in: "zh-Hans") ?? observation.name)\(figure)" + (day.map { "，\($0)" } ?? ""),
            daysOld: age(of: observation.time))
    }

    /// Computed from creatinine, or the laboratory's own where that is newer or the only one.
    private func filtration(of patient: Patient) -> SafetyProfile.Measured? {
        let own = patient.usable("egfr").last
        let creatinine = patient.usable("creatinine").last
        if let fact = FiltrationFact.fact(for: patient, on: date), let value = fact.value,
            !isLater(own, than: creatinine)
        {
            let day = creatinine?.time?.dayText
            let figure = "eGFR \(NumberText.exact(value)) \(UnitConversion.display(fact.unit))"
            return SafetyProfile.Measured(
                values: [value], english: figure + (day.map { ", \($0)" } ?? ""),
                chinese: figure + (day.map { "，\($0)" } ?? ""), daysOld: age(of: creatinine?.time))
        }
        return own.flatMap { own in
            own.value.map { quantity in
                let figure = "eGFR \(NumberText.shown(quantity.value)) \(UnitConversion.display(quantity.unit))"
                let day = own.time?.dayText
                return SafetyProfile.Measured(
                    values: [quantity.value], english: figure + (day.map { ", \($0)" } ?? ""),
                    chinese: figure + (day.map { "，\($0)" } ?? ""), daysOld: age(of: own.time))
            }
        }
    }

    private func isLater(_ own: Observation?, than creatinine: Observation?) -> Bool {
        guard let own = own?.time, let creatinine = creatinine?.time else { return false }
        return own > creatinine && own.dayText != creatinine.dayText
    }

    private func age(of time: PartialDate?) -> Int? {
        guard let moment = time?.date else { return nil }
        return max(0, Int(date.timeIntervalSince(moment) / 86400))
    }
}
