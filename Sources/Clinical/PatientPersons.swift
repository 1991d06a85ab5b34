/// Finds the Patient records of a file that speak of one person, and makes one chart of them. Two people never share
/// one: a number or an id alone unites nothing.
struct Persons {
    /// By the place of the person's first record.
    private(set) var charts: [Int: Patient] = [:]
    private(set) var warnings: [String] = []
    private var byID: [String: [Int]] = [:]
    private var byIdentifier: [String: [Int]] = [:]

    /// Records of one id or number that are compared; a hostile file could otherwise make them cost their square.
    private static let limit = 8

    /// - Parameter identifiers: numbers that an organisation gives to one person only; without a system they prove
    ///   nothing.
    /// - Returns: the place of the person's first record.
    mutating func add(
        _ patient: Patient, at place: Int, identifiers: [(value: String, system: String?)]
    ) -> Int {
        let numbers = identifiers.compactMap { number in number.system.map { $0 + " " + number.value } }
        let person = known(patient, numbers: numbers) ?? place
        if let chart = charts[person] {
            charts[person] = united(chart, with: patient)
        } else {
            charts[person] = patient
        }
        if !patient.id.isEmpty { note(person, in: &byID[patient.id, default: []]) }
        for number in numbers { note(person, in: &byIdentifier[number, default: []]) }
        return person
    }

    private func note(_ person: Int, in list: inout [Int]) {
        if list.count < Self.limit, !list.contains(person) { list.append(person) }
    }

    private mutating func known(_ patient: Patient, numbers: [String]) -> Int? {
        for number in numbers {
            for person in byIdentifier[number] ?? [] {
                guard let other = charts[person] else { continue }
                if agree(patient, other) { return person }
                warnings.append(
                    "Two Patient records share the identifier \(PlainText.clean(number, limit: 60) ?? "") but not the "
                        + "name, birth date or sex; their charts are kept apart.")
            }
        }
        return (byID[patient.id] ?? []).first { person in
            charts[person].map { agree(patient, $0) && hasOneName(patient, $0) } ?? false
        }
    }

    /// The birth dates are one and the names don't speak against it (twins share a birth date, and the number of a
    /// family's insurance); where a birth date is missing, name and sex must be known and the same instead.
    private func agree(_ first: Patient, _ second: Patient) -> Bool {
        if let birth = first.birthDate, let other = second.birthDate {
            let mayShareSex = first.sex == second.sex || first.sex == .unknown || second.sex == .unknown
            return birth == other && mayShareSex && mayShareName(first, second)
        }
        return !first.name.isEmpty && first.name == second.name && first.sex == second.sex && first.sex != .unknown
    }

    /// One name holds every word of the other ("Ann Miller", "Ann B. Miller").
    private func mayShareName(_ first: Patient, _ second: Patient) -> Bool {
        let words = [first, second].map { Set($0.name.lowercased().split { !$0.isLetter }) }
        return words[0].isSubset(of: words[1]) || words[1].isSubset(of: words[0])
    }

    private func hasOneName(_ first: Patient, _ second: Patient) -> Bool {
        first.name == second.name || first.name.isEmpty || second.name.isEmpty
    }

    /// What the first record lacks is taken from the next.
    private func united(_ first: Patient, with second: Patient) -> Patient {
        var chart = first
        if chart.name.isEmpty { chart.name = second.name }
        if chart.sex == .unknown { chart.sex = second.sex }
        chart.birthDate = first.birthDate ?? second.birthDate
        chart.deceased = first.deceased || second.deceased
        chart.deceasedDate = first.deceasedDate ?? second.deceasedDate
        chart.identifier = first.identifier ?? second.identifier
        return chart
    }
}
