/// An allergy of an AL1 or IAM segment; nil where the segment takes one back.
enum HL7Allergy {
    static func read(_ segment: HL7Segment, log: inout ReadingLog) -> Allergy? {
        let isUpdate = segment.name == "IAM"
        if isUpdate, segment[6].component(1) == "D" {
            log.skip("IAM", id: nil, "deleted")
            return nil
        }
        let coded = HL7Coded(segment[3])
        let known = coded.codeAndSystem
        let statement = coded.text.flatMap { AllergyStatement($0) }
        if coded.text == nil { log.warn("An allergy names no substance: look at the source.") }
        var allergy = Allergy(
            text: coded.text ?? "unspecified substance", code: known?.code, status: isUpdate ? "unknown" : "active")
        allergy.statement = statement?.status
        let reactions = segment[5].repetitions.compactMap { HL7Coded($0).text }
        allergy.reaction = reactions.isEmpty ? nil : reactions.prefix(10).joined(separator: ", ")
        allergy.severity = severity(HL7Coded(segment[4]).codeAndSystem?.code ?? segment[4].component(1))
        if statement != nil { allergy.status = "active" }
        return allergy
    }

    /// HL7 table 0128.
    private static func severity(_ code: String?) -> String? {
        switch code?.uppercased() {
        case "SV", "SEVERE": "severe"
        case "MO", "MODERATE": "moderate"
        case "MI", "MILD": "mild"
        default: nil
        }
    }
}

/// A diagnosis of a DG1 segment. HL7 gives it no status, so that it counts as current.
enum HL7Diagnosis {
    static func read(_ segment: HL7Segment, log: inout ReadingLog) -> Problem? {
        guard segment[21].component(1) != "D" else {
            log.skip("DG1", id: nil, "deleted")
            return nil
        }
        let coded = HL7Coded(segment[3])
        guard let text = segment[4].text() ?? coded.text else {
            log.skip("DG1", id: nil, "it names no condition")
            log.warn("A diagnosis without a name was left out: look at the source.")
            return nil
        }
        let known = coded.codeAndSystem
        let kind = segment[6].component(1)?.uppercased()
        let verification = kind == "A" || kind == "W" ? "provisional" : nil
        return Problem(
            text: text, code: known?.code, system: known?.system, status: "unknown", verification: verification)
    }
}

/// A drug of an order: RXO asks for it, RXE is the pharmacy's reading of that and stands in its place.
struct HL7Drug {
    private(set) var medication: Medication?

    /// - Parameters:
    ///   - order: the ORC segment above, for the status and the date.
    init(_ segment: HL7Segment, order: HL7Segment?, zone: String?, log: inout ReadingLog) {
        let isEncoded = segment.name == "RXE"
        let coded = HL7Coded(segment[isEncoded ? 2 : 1])
        guard let text = coded.text else {
            log.skip(segment.name, id: nil, "it names no drug")
            log.warn("A medication order without a drug was left out: look at the source.")
            return
        }
        let status = Self.status(order)
        guard status != "entered-in-error" else {
            log.skip(segment.name, id: nil, "entered-in-error")
            return
        }
        let dose = isEncoded ? (segment[3], segment[4], segment[5]) : (segment[2], segment[3], segment[4])
        let instructions = segment[isEncoded ? 7 : 6].repetitions.compactMap { HL7Coded($0).text }
        let timing = isEncoded ? segment[1].component(2) : nil
        let parts = [Self.amount(dose.0, dose.1, dose.2), timing] + instructions.prefix(4).map(Optional.some)
        let dosage = parts.compactMap { $0 }.joined(separator: ", ")
        let known = coded.codeAndSystem
        medication = Medication(
            text: text, code: known?.code, system: known?.system, status: status,
            dosage: dosage.isEmpty ? nil : dosage, date: HL7Time.date(order?[9].component(1), zone: zone))
    }

    /// The route (RXR) and the timing (TQ1) stand in segments of their own.
    mutating func add(_ segment: HL7Segment) {
        let more = segment.name == "RXR" ? HL7Coded(segment[1]).text : HL7Coded(segment[3]).text
        guard let more, var changed = medication else { return }
        changed.dosage = [changed.dosage, more].compactMap { $0 }.joined(separator: ", ")
        medication = changed
    }

    private static func amount(_ least: HL7Field, _ most: HL7Field, _ unit: HL7Field) -> String? {
        guard let least = least.component(1, limit: 30) else { return nil }
        let most = most.component(1, limit: 30).flatMap { $0 == least ? nil : $0 }
        let unit = HL7Coded(unit).text
        return [most.map { "\(least) – \($0)" } ?? least, unit].compactMap { $0 }.joined(separator: " ")
    }

    /// HL7 tables 0119 (order control) and 0038 (order status).
    private static func status(_ order: HL7Segment?) -> String {
        switch order?[1].component(1)?.uppercased() {
        case "CA", "OC", "CR": return "cancelled"
        case "DC", "OD", "DR", "RP", "RO": return "stopped"
        case "HD", "OH", "HR": return "on-hold"
        default: break
        }
        switch order?[5].component(1)?.uppercased() {
        case "CA": return "cancelled"
        case "CM": return "completed"
        case "DC", "RP": return "stopped"
        case "HD": return "on-hold"
        case "ER": return "entered-in-error"
        default: return order == nil ? "unknown" : "active"
        }
    }
}
