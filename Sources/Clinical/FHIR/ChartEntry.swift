/// What one resource (or one line of another format) adds to a chart.
enum ChartEntry {
    case problem(Problem)
    case allergy(Allergy)
    case medication(Medication)
    case observations([Observation])
    case report(Report)
    /// The file says of a whole section that there is nothing, or that nothing is known.
    case statement(ChartPart, AbsenceStatement)
}

enum ChartPart { case allergies, medications, problems }

extension Patient {
    mutating func add(_ entry: ChartEntry) {
        switch entry {
        case .problem(let problem): problems.append(problem)
        case .allergy(let allergy): allergies.append(allergy)
        case .medication(let drug): medications.append(drug)
        case .observations(let found): observations += found
        case .report(let report): reports.append(report)
        case .statement(.allergies, let statement):
            allergies.append(Allergy(text: statement.text, status: "active", statement: statement.status))
        case .statement(.medications, let statement): state(statement, in: \.medicationStatement)
        case .statement(.problems, let statement): state(statement, in: \.problemStatement)
        }
    }

    /// "None known" outweighs "not known": the one is a finding, the other the lack of one.
    private mutating func state(_ statement: AbsenceStatement, in part: WritableKeyPath<Patient, RecordStatus?>) {
        if self[keyPath: part] != .noneKnown { self[keyPath: part] = statement.status }
    }
}

/// "None known" or "no information", said in place of an entry: International Patient Summary "absent or unknown
/// data", FHIR's reasons for an empty section (list-empty-reason), SNOMED CT.
struct AbsenceStatement: Hashable {
    var status: RecordStatus
    var text: String

    /// Nil where the concept is a drug or a condition.
    init?(_ concept: JSONValue) {
        for coding in concept["coding"].elements {
            guard let code = coding["code"].string, let status = Self.codes[code] else { continue }
            self.init(status: status, text: concept.conceptText ?? code)
            return
        }
        return nil
    }

    /// Why a document's section is empty.
    init?(emptyReason: JSONValue?) {
        guard let reason = emptyReason?.status(among: Self.emptyReasons) else { return nil }
        self.init(
            status: reason == "nilknown" ? .noneKnown : .notRecorded, text: emptyReason?.conceptText ?? reason)
    }

    private init(status: RecordStatus, text: String) {
        self.status = status
        self.text = text
    }

    private static let emptyReasons: Set = [
        "nilknown", "notasked", "unavailable", "withheld", "notstarted", "closed",
    ]

    private static let codes: [String: RecordStatus] = [
        "no-known-medications": .noneKnown, "no-medication-info": .notRecorded, "no-known-problems": .noneKnown,
        "no-problem-info": .notRecorded, "160245001": .noneKnown, "787481004": .noneKnown,
    ]
}
