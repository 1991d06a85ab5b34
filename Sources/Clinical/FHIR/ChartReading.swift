/// Reads resources as they come and keeps of each only what it says; when the file has ended, sorts that into the
/// charts of its patients, for a patient may stand anywhere in the file.
struct ChartReading {
    private enum Content {
        indirect case patient(Patient, identifiers: [(value: String, system: String?)])
        case drug(DrugName?)
        indirect case order(MedicationOrder)
        indirect case entries([ChartEntry])
        /// Not read; other resources may still point to it.
        case other
    }

    private struct Held {
        var header: FHIRHeader
        var version: FHIRVersion
        var subject: FHIRReference?
        var content: Content
        /// Told only if the resource gets into a chart.
        var log: ReadingLog
    }

    /// Differing copies of one resource that are kept; a hostile file could otherwise make them cost their square.
    private static let copyLimit = 8

    var log = ReadingLog()
    private var held: [Held] = []
    private var known: [String: [Int]] = [:]
    private var counts: [String: Int] = [:]
    private var insidePatients: [(content: JSONValue, url: String)] = []

    var hasPatients: Bool { held.contains { if case .patient = $0.content { true } else { false } } }

    /// How many resources of each type were seen.
    var types: [String: Int] { counts }

    // MARK: Taking resources in

    /// Keeps a resource once: of two versions the newer, of two copies one. Copies that differ without saying which
    /// is newer are both kept; for patients that makes references to them ambiguous, and so unused.
    mutating func add(_ resource: FHIRResource) {
        counts[resource.type, default: 0] += 1
        guard let identity = resource.header.identity else {
            held.append(read(resource))
            return
        }
        let version = resource.version
        for index in known[identity] ?? [] {
            if version.isCopy(of: held[index].version) { return }
            guard let isNewer = version.isNewer(than: held[index].version),
                resource.type != "Patient" || version.mayBeSamePerson(as: held[index].version)
            else { continue }
            if isNewer { held[index] = read(resource) }
            log.skip(resource.type, id: resource.id, "an older version; the newer one is used")
            return
        }
        guard known[identity, default: []].count < Self.copyLimit else {
            log.skip(
                resource.type, id: resource.id, "the file holds more than \(Self.copyLimit) differing copies of it")
            return
        }
        known[identity, default: []].append(held.count)
        held.append(read(resource))
    }

    private mutating func read(_ resource: FHIRResource) -> Held {
        var log = ReadingLog()
        let content = content(of: resource, log: &log)
        let subject = resource.content["subject"] ?? resource.content["patient"]
        if case .entries = content { warnOfModifiers(resource, log: &log) }
        if case .order = content { warnOfModifiers(resource, log: &log) }
        return Held(
            header: resource.header, version: resource.version, subject: reference(subject, inside: resource.content),
            content: content, log: log)
    }

    private func content(of resource: FHIRResource, log: inout ReadingLog) -> Content {
        switch resource.type {
        case "Patient":
            let identifiers = resource.content["identifier"].elements.compactMap { element in
                element["value"].string.map { (value: $0, system: element["system"].string) }
            }
            return .patient(Demographics.patient(from: resource, log: &log), identifiers: identifiers)
        case "Medication": return .drug(DrugName(medication: resource.content))
        case "MedicationRequest", "MedicationStatement":
            return MedicationOrder(resource, log: &log).map(Content.order) ?? .entries([])
        case "Condition": return .entries([Conditions.read(resource, log: &log)].compactMap { $0 })
        case "AllergyIntolerance":
            return .entries([Allergies.read(resource, log: &log).map(ChartEntry.allergy)].compactMap { $0 })
        case "Observation":
            return .entries([Observations.read(resource, log: &log).map(ChartEntry.observations)].compactMap { $0 })
        case "DiagnosticReport":
            return .entries([Reports.read(resource, log: &log).map(ChartEntry.report)].compactMap { $0 })
        case "Composition": return .entries(Sections.read(resource))
        default: return .other
        }
    }

    private func warnOfModifiers(_ resource: FHIRResource, log: inout ReadingLog) {
        guard !resource.content["modifierExtension"].elements.isEmpty else { return }
        log.warn(
            "\(resource.type) \(resource.id ?? "without id") carries a modifier extension, which can change its "
                + "meaning and isn't understood here: look at the source.")
    }

    /// A patient inside the resource ("#p1") becomes one of the file's; equal ones are one.
    private mutating func reference(_ element: JSONValue?, inside content: JSONValue) -> FHIRReference? {
        guard var reference = FHIRReference(element) else { return nil }
        guard let id = reference.containedID,
            let inside = content["contained"].elements.first(where: { $0["id"].string == id }),
            inside["resourceType"].string == "Patient"
        else { return reference }
        if let known = insidePatients.first(where: { $0.content == inside }) {
            reference.text = known.url
            return reference
        }
        let url = "urn:xinglin:contained:\(insidePatients.count)"
        guard insidePatients.count < 64, let patient = FHIRResource(inside, fullURL: url) else { return reference }
        insidePatients.append((inside, url))
        add(patient)
        reference.text = url
        return reference
    }

    // MARK: Sorting into charts

    /// The charts, in the order in which their patients stand in the file.
    mutating func finish() -> PatientReading {
        var (index, charts) = charts()
        let order = charts.keys.sorted()
        for resource in held {
            guard let target = chart(of: resource, index, charts, order) else { continue }
            log.absorb(resource.log)
            guard var patient = charts[target] else { continue }
            charts[target] = nil  // hands over the only copy, so that appending doesn't copy the chart
            for entry in entries(of: resource, index) { patient.add(entry) }
            charts[target] = patient
        }
        held = []
        if order.count > 1 { log.warn("The file holds \(order.count) patients; each chart is kept apart.") }
        let patients = order.compactMap { charts[$0] }.map { AllergySummary.completed($0, log: &log) }
        return PatientReading(patients: patients, skipped: log.skipped, warnings: log.warnings)
    }

    private mutating func charts() -> (ReferenceIndex, [Int: Patient]) {
        var index = ReferenceIndex()
        var persons = Persons()
        for (place, resource) in held.enumerated() {
            index.add(resource.header, at: place)
            guard case .patient(let patient, let identifiers) = resource.content else { continue }
            for identifier in identifiers {
                index.add(identifier: identifier.value, system: identifier.system, at: place)
            }
            let person = persons.add(patient, at: place, identifiers: identifiers)
            if person != place { index.unite(place, with: person) } else { log.absorb(resource.log) }
        }
        for text in persons.warnings { log.warn(text) }
        return (index, persons.charts)
    }

    private mutating func entries(of resource: Held, _ index: ReferenceIndex) -> [ChartEntry] {
        switch resource.content {
        case .entries(let entries): return entries
        case .order(let order):
            return [order.entry(drug(order.reference, from: resource, index), log: &log)].compactMap { $0 }
        default: return []
        }
    }

    private func drug(_ reference: FHIRReference?, from resource: Held, _ index: ReferenceIndex) -> DrugName? {
        guard case .resource(let place) = index.target(of: reference, from: resource.header),
            case .drug(let name) = held[place].content
        else { return nil }
        return name
    }

    private mutating func chart(
        of resource: Held, _ index: ReferenceIndex, _ charts: [Int: Patient], _ order: [Int]
    ) -> Int? {
        let header = resource.header
        switch resource.content {
        case .patient, .drug: return nil
        case .other:
            log.skip(header.type, id: header.id, "this kind of resource isn't read")
            return nil
        case .order, .entries: break
        }
        switch index.target(of: resource.subject, from: header) {
        case .resource(let place) where charts[place] != nil: return place
        case .resource(let place):
            log.skip(header.type, id: header.id, "it is about a \(held[place].header.type), not about a patient")
        case .elsewhere(let text):
            log.skip(header.type, id: header.id, "it belongs to \(text), who isn't in the file")
        case .ambiguous(let text):
            log.skip(header.type, id: header.id, "it belongs to \(text), which fits several patients")
            log.warn("Resources for \(text) were left out: the reference fits several patients.")
        case .unstated where order.count == 1:
            log.warn("\(header.type): names no patient; read as the only patient's.")
            return order.first
        case .unstated:
            log.skip(header.type, id: header.id, "it names no patient, and the file holds several")
        }
        return nil
    }
}
