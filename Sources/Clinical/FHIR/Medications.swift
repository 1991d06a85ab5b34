/// Reads MedicationRequest and MedicationStatement; the drug may stand in the resource, inside it or elsewhere.
struct Medications {
    let resources: [FHIRResource]
    let references: ReferenceIndex

    private static let statuses: Set<String> = [
        "active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown", "intended",
        "not-taken", "recorded",
    ]

    func read(_ resource: FHIRResource, log: inout ReadingLog) -> Medication? {
        let content = resource.content
        let stated = content["status"].string?.lowercased() ?? "unknown"
        guard stated != "entered-in-error" else {
            log.skip(resource.type, id: resource.id, "entered-in-error")
            return nil
        }
        let drug = drug(of: resource)
        if let absence = drug.concept?.absenceCode {
            log.skip(resource.type, id: resource.id, "it states \"\(PlainText.clean(absence) ?? "")\", not a drug")
            return nil
        }
        guard let text = drug.concept?.conceptText ?? drug.name else {
            log.skip(resource.type, id: resource.id, "it names no drug")
            log.warn("A \(resource.type) without a readable drug was left out: look at the source.")
            return nil
        }
        let code = drug.concept?.codeAndSystem
        let date = content.date("authoredOn") ?? content.moment("effective") ?? content.date("dateAsserted")
        return Medication(
            text: text, code: code?.code, system: code?.system,
            status: status(stated, of: content, named: text, log: &log), dosage: Dosage.text(of: content), date: date)
    }

    private func status(
        _ stated: String, of content: JSONValue, named text: String, log: inout ReadingLog
    ) -> String {
        if content["doNotPerform"].bool == true {
            let isValid = !["stopped", "cancelled", "completed"].contains(stated)
            if isValid { log.warn("\(text): the file holds an order NOT to give it.") }
            return isValid ? "do-not-give" : stated
        }
        let intent = content["intent"].string
        if intent == "proposal" || intent == "option", stated == "active" { return "proposed" }
        // R5 says "recorded" of a statement that stands; R4 says "active".
        if stated == "recorded" { return "active" }
        return Self.statuses.contains(stated) ? stated : "unknown"
    }

    /// The drug's concept, or failing that the words of the reference to it.
    private func drug(of resource: FHIRResource) -> (concept: JSONValue?, name: String?) {
        let content = resource.content
        let own = content["medicationCodeableConcept"] ?? content["medication"]["concept"]
        if let own, own.conceptText != nil { return (own, nil) }
        guard let reference = content["medicationReference"] ?? content["medication"]["reference"] else {
            return (nil, nil)
        }
        let display = PlainText.clean(reference["display"].string)
        if let local = reference["reference"].string, local.hasPrefix("#") {
            let contained = content["contained"].elements.first { $0["id"].string == String(local.dropFirst()) }
            return (concept(of: contained), display)
        }
        guard case .resource(let index) = references.target(of: reference, from: resource),
            resources[index].type == "Medication"
        else { return (nil, display) }
        return (concept(of: resources[index].content), display)
    }

    /// A Medication's code, else its ingredients.
    private func concept(of medication: JSONValue?) -> JSONValue? {
        guard let medication else { return nil }
        if let code = medication["code"], code.conceptText != nil { return code }
        let ingredients = medication["ingredient"].elements.compactMap {
            ($0["itemCodeableConcept"] ?? $0["item"]["concept"])?.conceptText
        }
        guard !ingredients.isEmpty else { return nil }
        return .object([JSONMember(name: "text", value: .string(ingredients.joined(separator: " + ")))])
    }
}

/// How a drug is taken, in the file's own words where it has them.
enum Dosage {
    static func text(of content: JSONValue) -> String? {
        let dosages = content["dosageInstruction"] ?? content["dosage"]
        let texts = dosages.elements.compactMap { dosage in
            PlainText.clean(dosage["text"].string) ?? structured(dosage)
                ?? PlainText.clean(dosage["patientInstruction"].string)
        }
        return texts.isEmpty ? nil : PlainText.clean(texts.prefix(6).joined(separator: "; "))
    }

    private static func structured(_ dosage: JSONValue) -> String? {
        let rate = dosage["doseAndRate"].elements.first
        let dose = quantity(rate["doseQuantity"]) ?? range(rate["doseRange"])
        let route = dosage["route"]?.conceptText
        let timing = dosage["timing"]["code"]?.conceptText ?? repetition(dosage["timing"]["repeat"])
        let asNeeded = dosage["asNeededBoolean"].bool == true || dosage["asNeededCodeableConcept"] != nil
        let parts = [dose, route, timing, asNeeded ? "as needed" : nil].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func quantity(_ element: JSONValue?) -> String? {
        guard let value = element["value"].number, value.isFinite else { return nil }
        let unit = PlainText.clean(element["unit"].string ?? element["code"].string, limit: 40)
        return [NumberText.exact(value), unit].compactMap { $0 }.joined(separator: " ")
    }

    private static func range(_ element: JSONValue?) -> String? {
        guard let low = quantity(element["low"]), let high = quantity(element["high"]) else { return nil }
        return "\(low) – \(high)"
    }

    private static func repetition(_ element: JSONValue?) -> String? {
        guard let count = element["frequency"].number, let period = element["period"].number, count.isFinite,
            period.isFinite, let unit = PlainText.clean(element["periodUnit"].string, limit: 8)
        else { return nil }
        return "\(NumberText.exact(count)) × / \(NumberText.exact(period)) \(unit)"
    }
}
