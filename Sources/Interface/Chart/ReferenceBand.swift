import Clinical

/// Between which values a laboratory finds a result usual; one side may be open.
struct ReferenceBand: Sendable, Equatable {
    var low: Double?
    var high: Double?
    /// UCUM.
    var unit: String
    /// When the result that brought it was taken.
    var time: PartialDate?

    init(low: Double?, high: Double?, unit: String, time: PartialDate? = nil) {
        self.low = low
        self.high = high
        self.unit = unit
        self.time = time
    }

    /// Nil where no conversion is known: a band in another unit must not be drawn.
    func converted(to unit: String, loinc: String?) -> ReferenceBand? {
        func bound(_ value: Double?) -> Double?? {
            guard let value else { return .some(nil) }
            return TrendSeries.value(of: Quantity(value: value, unit: self.unit), in: unit, loinc: loinc).map { $0 }
        }
        guard let low = bound(low), let high = bound(high), low != nil || high != nil else { return nil }
        return ReferenceBand(low: low, high: high, unit: unit, time: time)
    }

    enum Side: Sendable { case below, within, above }

    func side(of value: Double) -> Side {
        if let low, value < low { return .below }
        if let high, value > high { return .above }
        return .within
    }

    /// `4–5.6`, `≤100`, `≥90`
    var text: String {
        switch (low, high) {
        case (let low?, let high?): Wording.number(low) + "–" + Wording.number(high)
        case (nil, let high?): "≤" + Wording.number(high)
        case (let low?, nil): "≥" + Wording.number(low)
        case (nil, nil): ""
        }
    }
}

/// What a file may say about a chart's entries beyond what `Patient` holds: reference ranges and ends.
struct ChartSupplement: Sendable, Equatable {
    /// By `TrendSeries.id`; of several ranges the newest.
    var bands: [String: ReferenceBand]
    /// When problems abated and when drugs were stopped, where the file says so.
    var problemEnds: [Problem: PartialDate]
    var medicationEnds: [Medication: PartialDate]

    init(
        bands: [String: ReferenceBand] = [:], problemEnds: [Problem: PartialDate] = [:],
        medicationEnds: [Medication: PartialDate] = [:]
    ) {
        self.bands = bands
        self.problemEnds = problemEnds
        self.medicationEnds = medicationEnds
    }

    init(_ patient: Patient) {
        self.init()
        for observation in patient.observations {
            guard let reference = observation.reference else { continue }
            let key = TrendSeries.key(of: observation)
            if let known = bands[key]?.time, observation.time.map({ $0 < known }) ?? true { continue }
            bands[key] = ReferenceBand(
                low: reference.low, high: reference.high, unit: reference.unit, time: observation.time)
        }
        for problem in patient.problems { problemEnds[problem] = problem.abatement }
        for drug in patient.medications { medicationEnds[drug] = drug.end }
    }
}
