/// Who the patient is.
enum Demographics {
    static func patient(from resource: FHIRResource, log: inout ReadingLog) -> Patient {
        let content = resource.content
        let id = resource.id ?? resource.fullURL.flatMap { PlainText.clean($0.replacing("urn:uuid:", with: "")) } ?? ""
        let name = name(in: content["name"].elements)
        var patient = Patient(id: id, name: name ?? "")
        patient.sex = content["gender"].string.flatMap(Sex.init) ?? .unknown
        patient.birthDate = content.date("birthDate")
        patient.deceasedDate = content.date("deceasedDateTime")
        patient.deceased = content["deceasedBoolean"].bool ?? (content["deceasedDateTime"] != nil)
        patient.identifier = identifier(in: content["identifier"].elements)
        warn(about: patient, content, log: &log)
        return patient
    }

    private static func warn(about patient: Patient, _ content: JSONValue, log: inout ReadingLog) {
        let who = patient.name.isEmpty ? "Patient \(patient.id)" : patient.name
        if patient.name.isEmpty { log.warn("\(who): the file gives no name.") }
        if patient.birthDate == nil {
            let isGiven = content["birthDate"].string != nil
            log.warn("\(who): the birth date \(isGiven ? "can't be read" : "is missing"), so no age is known.")
        }
        if content["active"].bool == false { log.warn("\(who): the record is marked as no longer in use.") }
        let isReplaced = content["link"].elements.contains { $0["type"].string == "replaced-by" }
        if isReplaced { log.warn("\(who): the record is marked as replaced by another one.") }
    }

    /// Official before usual before unmarked ones; maiden, old and nicknames only where there is nothing else.
    private static func name(in names: [JSONValue]) -> String? {
        let ranks = ["official": 0, "usual": 1, "temp": 3, "anonymous": 3, "nickname": 4, "old": 5, "maiden": 5]
        let ordered = names.enumerated().sorted { left, right in
            let first = rank(left.element, ranks)
            let second = rank(right.element, ranks)
            return (first, left.offset) < (second, right.offset)
        }
        return ordered.lazy.compactMap { text(of: $0.element) }.first
    }

    private static func rank(_ name: JSONValue, _ ranks: [String: Int]) -> Int {
        let rank = ranks[name["use"].string ?? ""] ?? 2
        return name["period"]["end"] == nil ? rank : rank + 10
    }

    private static func text(of name: JSONValue) -> String? {
        if let text = PlainText.clean(name.string ?? name["text"].string, limit: 120) { return text }
        let family = name["family"].elements.compactMap { PlainText.clean($0.string, limit: 60) }
        let given = name["given"].elements.compactMap { PlainText.clean($0.string, limit: 60) }
        guard !family.isEmpty || !given.isEmpty else { return nil }
        return PersonName.joined(family: family.isEmpty ? nil : family.joined(separator: " "), given: given)
    }

    /// The medical record number before anything else: a national identity number has no place on a screen.
    private static func identifier(in identifiers: [JSONValue]) -> String? {
        let record = identifiers.first { $0["type"]["coding"].elements.contains { $0["code"].string == "MR" } }
        let usual = identifiers.first { $0["use"].string == "usual" }
        return PlainText.clean((record ?? usual ?? identifiers.first)?["value"].string, limit: 60)
    }
}
