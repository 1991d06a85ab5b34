public enum Sex: String, Sendable, Codable, CaseIterable { case female, male, other, unknown }

/// What a chart knows about its allergies, medications or problems as a whole.
public typealias RecordStatus = AllergyStatus

/// An age in completed years, as written on a day (nil where the writing has no date).
public struct StatedAge: Sendable, Hashable, Codable {
    public var years: Int
    public var on: PartialDate?

    public init(years: Int, on: PartialDate? = nil) {
        self.years = years
        self.on = on
    }
}

/// One person's chart, as read from a file. All text in it is plain: no control or escape characters.
public struct Patient: Sendable, Hashable, Codable {
    public var id: String
    public var name: String
    public var sex: Sex
    public var birthDate: PartialDate?
    public var deceased: Bool
    public var deceasedDate: PartialDate?
    /// The medical record number where the file marks one, else its first identifier.
    public var identifier: String?
    public var problems: [Problem]
    public var medications: [Medication]
    public var allergies: [Allergy]
    public var allergyStatus: AllergyStatus
    /// What the file says of medications or problems as a whole, where it has no entry for them.
    public var medicationStatement: RecordStatus?
    public var problemStatement: RecordStatus?
    public var observations: [Observation]
    public var reports: [Report]
    /// The age that a note states, where no birth date is known.
    public var statedAge: StatedAge?

    public init(
        id: String, name: String, sex: Sex = .unknown, birthDate: PartialDate? = nil, deceased: Bool = false,
        deceasedDate: PartialDate? = nil, identifier: String? = nil, problems: [Problem] = [],
        medications: [Medication] = [], allergies: [Allergy] = [], allergyStatus: AllergyStatus = .notRecorded,
        medicationStatement: RecordStatus? = nil, problemStatement: RecordStatus? = nil,
        observations: [Observation] = [], reports: [Report] = [], statedAge: StatedAge? = nil
    ) {
        self.id = id
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.deceased = deceased
        self.deceasedDate = deceasedDate
        self.identifier = identifier
        self.problems = problems
        self.medications = medications
        self.allergies = allergies
        self.allergyStatus = allergyStatus
        self.medicationStatement = medicationStatement
        self.problemStatement = problemStatement
        self.observations = observations
        self.reports = reports
        self.statedAge = statedAge
    }

    /// "None known" only where the file says so: an empty list says nothing.
    public var medicationStatus: RecordStatus { medications.isEmpty ? medicationStatement ?? .notRecorded : .known }
    public var problemStatus: RecordStatus { problems.isEmpty ? problemStatement ?? .notRecorded : .known }

    public var activeProblems: [Problem] { problems.filter(\.isActive) }
    public var activeAllergies: [Allergy] { allergies.filter(\.isActive) }

    /// What the patient may be taking, each drug once: of several requests for one drug the newest stands, and
    /// two of the same day stay apart only where their dosage differs.
    public var activeMedications: [Medication] {
        var newest: [String: PartialDate] = [:]
        let active = medications.filter(\.isActive)
        for drug in active {
            guard let date = drug.date else { continue }
            let key = drug.text.lowercased()
            newest[key] = max(newest[key] ?? date, date)
        }
        var seen: Set<[String]> = []
        return active.filter { drug in
            let key = drug.text.lowercased()
            return drug.date?.dayText == newest[key]?.dayText && seen.insert([key, drug.dosage ?? ""]).inserted
        }
    }

    /// All observations of one LOINC code, oldest first; those without a time come first.
    public func series(loinc: String) -> [Observation] {
        observations.filter { $0.loinc == loinc }.inOrderOfTime
    }

    public func latest(loinc: String) -> Observation? { series(loinc: loinc).last }

    /// The newest observation of each LOINC code (or of each name, without a code), newest first.
    public var latestObservations: [Observation] {
        var latest: [String: Observation] = [:]
        for observation in observations {
            let known = latest[observation.seriesKey]
            if known.map({ isEarlier($0, observation) }) ?? true { latest[observation.seriesKey] = observation }
        }
        return latest.values.sorted { isEarlier($1, $0) || (!isEarlier($0, $1) && $0.seriesKey < $1.seriesKey) }
    }
}

extension [Observation] {
    /// Oldest first.
    var inOrderOfTime: [Observation] { sorted(by: isEarlier) }
}

/// Order in a series: by time; at one time a doubtful or empty result gives way to one that can be used.
private func isEarlier(_ left: Observation, _ right: Observation) -> Bool {
    if let first = left.time, let second = right.time, first != second { return first < second }
    if (left.time == nil) != (right.time == nil) { return left.time == nil }
    return worth(left) < worth(right)
}

private func worth(_ observation: Observation) -> Int {
    if observation.value == nil && observation.text == nil { return 0 }
    if observation.isDoubtful { return 1 }
    return observation.doubts.isEmpty ? 3 : 2
}
