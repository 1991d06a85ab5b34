/// What a CodeableConcept or a Medication resource calls a drug, kept without its JSON.
struct DrugName {
    var text: String?
    var code: String?
    var system: String?
    /// Set where the concept says that no drug is known, or that nothing is.
    var absence: AbsenceStatement?

    init?(_ concept: JSONValue?) {
        guard let concept else { return nil }
        let code = concept.codeAndSystem
        text = concept.conceptText
        self.code = code?.code
        system = code?.system
        absence = AbsenceStatement(concept)
        if text == nil, absence == nil { return nil }
    }

    /// A Medication's code, else its ingredients.
    init?(medication: JSONValue?) {
        guard let medication else { return nil }
        if let named = DrugName(medication["code"]) {
            self = named
            return
        }
        let ingredients = medication["ingredient"].elements.compactMap {
            ($0["itemCodeableConcept"] ?? $0["item"]["concept"])?.conceptText
        }
        guard !ingredients.isEmpty else { return nil }
        text = ingredients.joined(separator: " + ")
    }
}

/// A MedicationRequest or MedicationStatement as read; its drug may be named by another resource of the file.
struct MedicationOrder {
    private var type: String
    private var id: String?
    private var drug: DrugName?
    /// The drug's resource elsewhere in the file.
    private(set) var reference: FHIRReference?
    private var status: String
    private var isForbidding: Bool
    private var dosage: String?
    private var date: PartialDate?
    private var end: PartialDate?

    private static let statuses: Set<String> = [
        "active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft", "unknown", "intended",
        "not-taken", "recorded",
    ]

    init?(_ resource: FHIRResource, log: inout ReadingLog) {
        let content = resource.content
        let stated = content["status"].string?.lowercased() ?? "unknown"
        guard stated != "entered-in-error" else {
            log.skip(resource.type, id: resource.id, "entered-in-error")
            return nil
        }
        type = resource.type
        id = resource.id
        isForbidding = content["doNotPerform"].bool == true
        status = Self.status(stated, intent: content["intent"].string)
        dosage = Dosage.text(of: content)
        date = content.date("authoredOn") ?? content.moment("effective") ?? content.date("dateAsserted")
        end = content["effectivePeriod"]?.date("end")
        drug = DrugName(content["medicationCodeableConcept"] ?? content["medication"]["concept"])
        if drug == nil {
            reference = FHIRReference(content["medicationReference"] ?? content["medication"]["reference"])
        }
        if let inside = reference?.containedID {
            drug = DrugName(medication: content["contained"].elements.first { $0["id"].string == inside })
            if drug != nil { reference = nil }
        }
    }

    private static func status(_ stated: String, intent: String?) -> String {
        if intent == "proposal" || intent == "option", stated == "active" { return "proposed" }
        // R5 says "recorded" of a statement that stands; R4 says "active".
        if stated == "recorded" { return "active" }
        return statuses.contains(stated) ? stated : "unknown"
    }

    /// - Parameter found: the drug that the reference leads to.
    func entry(_ found: DrugName?, log: inout ReadingLog) -> ChartEntry? {
        let drug = drug ?? found
        if let absence = drug?.absence { return .statement(.medications, absence) }
        guard let text = drug?.text ?? reference?.display else {
            log.skip(type, id: id, "it names no drug")
            log.warn("A \(type) without a readable drug was left out: look at the source.")
            return nil
        }
        return .medication(
            Medication(
                text: text, code: drug?.code, system: drug?.system, status: status(named: text, log: &log),
                dosage: dosage, date: date, end: end))
    }

    private func status(named text: String, log: inout ReadingLog) -> String {
        guard isForbidding, !["stopped", "cancelled", "completed"].contains(status) else { return status }
        log.warn("\(text): the file holds an order NOT to give it.")
        return "do-not-give"
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
