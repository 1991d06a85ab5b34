public import Foundation

/// Writes the `xinglin.patient/1` JSON of `xinglin patient FILE --json`: one object, sorted names, UTF-8, without a
/// final newline.
public enum PatientJSON {
    /// - Parameters:
    ///   - date: the day on which ages are told.
    ///   - safety: what is known of drugs, for the alerts.
    public static func data(
        _ reading: PatientReading, on date: Date, safety: MedicationSafety = MedicationSafety()
    ) -> Data {
        Data(JSONWriter.text(document(reading, on: date, safety)).utf8)
    }

    private static func document(_ reading: PatientReading, on date: Date, _ safety: MedicationSafety) -> JSONValue {
        .record([
            "schema": .string("xinglin.patient/1"),
            "patients": .array(reading.patients.map { patient($0, on: date, safety) }),
            "skipped": .array(
                reading.skipped.map { skipped in
                    .record([
                        "resource": .string(skipped.resource), "id": .text(skipped.id), "why": .string(skipped.why),
                    ])
                }),
            "warnings": .array(reading.warnings.map(JSONValue.string)),
        ])
    }

    private static func patient(_ patient: Patient, on date: Date, _ safety: MedicationSafety) -> JSONValue {
        .record([
            "id": .string(patient.id), "name": .string(patient.name), "sex": .string(patient.sex.rawValue),
            "birth_date": .text(patient.birthDate?.text), "identifier": .text(patient.identifier),
            "age": patient.age(on: date).map { .number(Double($0)) } ?? .null, "deceased": .bool(patient.deceased),
            "deceased_date": .text(patient.deceasedDate?.text),
            "problems": .array(patient.problems.map(problem)),
            "medications": .array(patient.medications.map(medication)),
            "allergies": .array(patient.allergies.map(allergy)),
            "allergy_status": .string(patient.allergyStatus.rawValue),
            "medication_status": .string(patient.medicationStatus.rawValue),
            "problem_status": .string(patient.problemStatus.rawValue),
            "observations": .array(observations(of: patient)),
            "reports": .array(patient.reports.map(report)),
            "computed": .array(computedFacts(for: patient, on: date).enumerated().map(computed)),
            "alerts": .array(
                chartAlerts(for: patient, on: date, using: safety).map(alert) + notes(of: patient)),
        ])
    }

    private static func problem(_ problem: Problem) -> JSONValue {
        .record([
            "text": .string(problem.text), "code": .text(problem.code), "system": .text(problem.system),
            "status": .status(problem.status), "onset": .text(problem.onset?.text),
            "verification": .text(problem.verification), "evidence": evidence(problem.evidence),
        ])
    }

    private static func medication(_ drug: Medication) -> JSONValue {
        .record([
            "text": .string(drug.text), "code": .text(drug.code), "system": .text(drug.system),
            "status": .status(drug.status), "dosage": .text(drug.dosage), "date": .text(drug.date?.text),
            "verification": .text(drug.verification), "evidence": evidence(drug.evidence),
        ])
    }

    private static func allergy(_ allergy: Allergy) -> JSONValue {
        .record([
            "text": .string(allergy.text), "code": .text(allergy.code), "criticality": .text(allergy.criticality),
            "status": .status(allergy.status), "reaction": .text(allergy.reaction),
            "severity": .text(allergy.severity),
            "verification": .text(allergy.verification), "statement": .text(allergy.statement?.rawValue),
            "evidence": evidence(allergy.evidence),
        ])
    }

    /// The newest result of each series, with the number of results in it.
    private static func observations(of patient: Patient) -> [JSONValue] {
        let counts = Dictionary(grouping: patient.observations, by: \.seriesKey).mapValues(\.count)
        return patient.latestObservations.map { observation in
            .record([
                "loinc": .text(observation.loinc), "name": .string(observation.name),
                "value": observation.value.map { .number($0.value) } ?? .null,
                "unit": .text(observation.value?.unit), "comparator": .text(observation.value?.comparator),
                "text": .text(observation.text), "time": .text(observation.time?.text),
                "original": observation.original.map(quantity) ?? .null, "flag": .text(observation.flag),
                "warning": .text(observation.warning), "note": .text(observation.note),
                "evidence": evidence(observation.evidence),
                "series": .number(Double(counts[observation.seriesKey] ?? 1)),
            ])
        }
    }

    private static func evidence(_ evidence: Evidence?) -> JSONValue {
        guard let evidence else { return .null }
        return .record([
            "text": .string(evidence.text), "line": .number(Double(evidence.line)),
            "start": .number(Double(evidence.start)), "end": .number(Double(evidence.end)),
        ])
    }

    private static func quantity(_ quantity: Quantity) -> JSONValue {
        .record(["value": .number(quantity.value), "unit": .text(quantity.unit)])
    }

    private static func report(_ report: Report) -> JSONValue {
        .record([
            "title": .string(report.title), "conclusion": .text(report.conclusion), "time": .text(report.time?.text),
            "status": .text(report.status),
        ])
    }

    private static func computed(_ index: Int, _ fact: ComputedFact) -> JSONValue {
        .record([
            "n": .string("C\(index + 1)"), "tool": .string(fact.tool),
            "inputs": .record(fact.inputs.mapValues(JSONValue.string)),
            "value": fact.value.map(JSONValue.number) ?? .null,
            "unit": .string(fact.unit), "text": .string(fact.english), "text_zh": .string(fact.chinese),
            "source": .string(fact.source), "status": .string(fact.status),
            "formula": .string(fact.formula.english), "limits": .string(fact.limits.english),
            "limits_zh": .string(fact.limits.chinese),
        ])
    }

    private static func alert(_ alert: ChartAlert) -> JSONValue {
        .record([
            "id": .string(alert.id), "kind": .string(alert.kind.rawValue), "severity": .string(alert.severity.rawValue),
            "text": .string(alert.english), "text_zh": .string(alert.chinese),
            "drugs": .array(alert.drugs.map(JSONValue.string)), "source": .string(alert.source),
            "status": .string(alert.status),
        ])
    }

    /// What else a reader must see first: allergies, also that none are recorded, prohibitions, doubtful results.
    private static func notes(of patient: Patient) -> [JSONValue] {
        let allergies = patient.activeAllergies.map { allergy in
            note("allergy", drugs: [allergy.text]) { $0.allergy + allergy.text }
        }
        let unknown = patient.allergyStatus == .notRecorded ? [note("allergy") { $0.allergiesNotRecorded }] : []
        let prohibitions = patient.medications.filter(\.isProhibition).map { drug in
            note("doubt", drugs: [drug.text]) { $0.doNotGive + drug.text }
        }
        let doubtful = patient.latestObservations.filter(\.isDoubtful).map { result in
            note("doubt") { "\(result.name)\($0.colon)\(result.warning(in: $0.language) ?? "")" }
        }
        return allergies + unknown + prohibitions + doubtful
    }

    private static func note(_ kind: String, drugs: [String] = [], _ text: (ChartWords) -> String) -> JSONValue {
        .record([
            "kind": .string(kind), "severity": .null, "text": .string(text(ChartWords("en"))),
            "text_zh": .string(text(ChartWords("zh-Hans"))), "drugs": .array(drugs.map(JSONValue.string)),
            "source": .string("The patient's chart"),
        ])
    }
}

extension JSONValue {
    fileprivate static func record(_ members: [String: JSONValue]) -> JSONValue {
        .object(members.map { JSONMember(name: $0.key, value: $0.value) })
    }

    /// Null where there is none.
    fileprivate static func text(_ text: String?) -> JSONValue {
        guard let text, !text.isEmpty else { return .null }
        return .string(text)
    }

    /// A status that the file doesn't state is null, not a word of our own.
    fileprivate static func status(_ status: String) -> JSONValue { status == "unknown" ? .null : .string(status) }
}
