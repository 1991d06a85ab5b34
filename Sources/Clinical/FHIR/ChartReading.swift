/// Sorts the resources of a file into the charts of its patients.
struct ChartReading {
    private let resources: [FHIRResource]
    private let references: ReferenceIndex
    private var log: ReadingLog
    /// By the index of the Patient resource, in the order of the file.
    private var patients: [Int: Patient] = [:]
    private var order: [Int] = []

    init(_ file: PatientFile) {
        resources = file.resources
        references = ReferenceIndex(file.resources)
        log = file.log
        for (index, resource) in resources.enumerated() where resource.type == "Patient" {
            patients[index] = Demographics.patient(from: resource, log: &log)
            order.append(index)
        }
    }

    var hasPatients: Bool { !order.isEmpty }

    var reading: PatientReading {
        var log = log
        if order.count > 1 {
            log.warn("The file holds \(order.count) patients; each chart is kept apart.")
        }
        let charts = order.compactMap { patients[$0] }.map { AllergySummary.completed($0, log: &log) }
        return PatientReading(patients: charts, skipped: log.skipped, warnings: log.warnings)
    }

    mutating func readAll() {
        for resource in resources { read(resource) }
    }

    private mutating func read(_ resource: FHIRResource) {
        switch resource.type {
        case "Patient", "Medication": return
        case "Condition":
            add(resource, "subject", Conditions.read) { $0.problems.append($1) }
        case "AllergyIntolerance":
            add(resource, "patient", Allergies.read) { $0.allergies.append($1) }
        case "MedicationRequest", "MedicationStatement":
            let medications = Medications(resources: resources, references: references)
            add(resource, "subject", medications.read) { $0.medications.append($1) }
        case "Observation":
            add(resource, "subject", Observations.read) { $0.observations += $1 }
        case "DiagnosticReport":
            add(resource, "subject", Reports.read) { $0.reports.append($1) }
        case "Composition":
            add(resource, "subject", Allergies.emptySection) { $0.allergies.append($1) }
        default:
            log.skip(resource.type, id: resource.id, "this kind of resource isn't read")
        }
    }

    /// Reads one resource into the chart of the patient that it names.
    private mutating func add<Entry>(
        _ resource: FHIRResource, _ subject: String, _ read: (FHIRResource, inout ReadingLog) -> Entry?,
        _ append: (inout Patient, Entry) -> Void
    ) {
        guard let index = patient(of: resource, subject), var patient = patients[index] else { return }
        if !(resource.content["modifierExtension"].elements.isEmpty) {
            log.warn(
                "\(resource.type) \(resource.id ?? "without id") carries a modifier extension, which can change its "
                    + "meaning and isn't understood here: look at the source.")
        }
        guard let entry = read(resource, &log) else { return }
        patients[index] = nil  // hands over the only copy, so that appending doesn't copy the chart
        append(&patient, entry)
        patients[index] = patient
    }

    private mutating func patient(of resource: FHIRResource, _ name: String) -> Int? {
        let element = resource.content[name] ?? resource.content["patient"] ?? resource.content["subject"]
        switch references.target(of: element, from: resource) {
        case .resource(let index) where patients[index] != nil: return index
        case .resource(let index):
            log.skip(resource.type, id: resource.id, "it is about a \(resources[index].type), not about a patient")
        case .elsewhere(let text):
            log.skip(resource.type, id: resource.id, "it belongs to \(text), who isn't in the file")
        case .ambiguous(let text):
            log.skip(resource.type, id: resource.id, "it belongs to \(text), which fits several patients")
            log.warn("Resources for \(text) were left out: the reference fits several patients.")
        case .unstated where order.count == 1:
            log.warn("\(resource.type): names no patient; read as the only patient's.")
            return order.first
        case .unstated:
            log.skip(resource.type, id: resource.id, "it names no patient, and the file holds several")
        }
        return nil
    }
}
