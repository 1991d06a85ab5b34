enum Observations {
    /// One observation for the resource's own value and one for each component. Nil where nothing may be used.
    static func read(_ resource: FHIRResource, log: inout ReadingLog) -> [Observation]? {
        let content = resource.content
        let status = content["status"].string?.lowercased()
        if let why = refusal(status, content) {
            log.skip("Observation", id: resource.id, why)
            return nil
        }
        let (time, timeDoubt) = time(of: content)
        let notes = [status == "preliminary" ? ObservationDoubt.preliminary : nil, timeDoubt].compactMap { $0 }
        let components = content["component"].elements
        var found = components.compactMap { observation(from: $0, time: time, notes: notes) }
        let isPanel = !components.isEmpty || !content["hasMember"].elements.isEmpty
        if !isPanel || ObservationValue.hasValue(content) {
            guard let own = observation(from: content, time: time, notes: notes) else {
                log.skip("Observation", id: resource.id, "it doesn't say what was observed")
                return nil
            }
            found.insert(own, at: 0)
        }
        if let note = note(of: content) { for index in found.indices { found[index].note = note } }
        for doubtful in found where doubtful.isDoubtful {
            log.warn("\(doubtful.name): \(doubtful.warning ?? "doubtful")")
        }
        return found
    }

    private static func note(of content: JSONValue) -> String? {
        let texts = content["note"].elements.compactMap { PlainText.clean($0["text"].string) }
        return PlainText.clean(texts.prefix(6).joined(separator: "; "))
    }

    private static func refusal(_ status: String?, _ content: JSONValue) -> String? {
        switch status {
        case "entered-in-error": return "entered-in-error"
        case "cancelled": return "cancelled"
        case "registered": return "registered, without a result yet"
        default: break
        }
        return content["focus"].elements.isEmpty ? nil : "it is about something else than the patient (focus)"
    }

    private static func time(of content: JSONValue) -> (PartialDate?, ObservationDoubt?) {
        if let time = content.moment("effective") ?? content.date("issued") { return (time, nil) }
        let isGiven = content["effectiveDateTime"] != nil || content["effectiveInstant"] != nil
        return (nil, isGiven ? .unreadableTime : nil)
    }

    /// - Parameter element: the resource itself or one of its components.
    private static func observation(from element: JSONValue, time: PartialDate?, notes: [ObservationDoubt])
        -> Observation?
    {
        let loinc = loinc(of: element["code"])
        let analyte = loinc.flatMap { Analyte.byCode[$0] }
        guard let name = element["code"]?.conceptText.flatMap({ $0 == loinc ? nil : $0 }) ?? analyte?.english ?? loinc
        else { return nil }
        let reading = ObservationValue(element, loinc: loinc, analyte: analyte)
        return Observation(
            loinc: loinc, name: name, value: reading.value, text: reading.text, time: time,
            original: reading.original, flag: ReferenceRange.flag(of: element, value: reading.stated),
            doubts: reading.doubts + notes,
            reference: ReferenceRange.interval(of: element, value: reading.stated))
    }

    /// The first LOINC code of a pack's analyte, else the first LOINC code; codes of other systems are never taken
    /// for LOINC.
    private static func loinc(of code: JSONValue?) -> String? {
        let codes = code["coding"].elements.compactMap { coding -> String? in
            guard let system = coding["system"].string,
                system.hasPrefix("http://loinc.org") || system.hasPrefix("https://loinc.org")
                    || system == "urn:oid:2.16.840.1.113883.6.1"
            else { return nil }
            return coding["code"].string.flatMap { LOINC.isCode($0) ? $0 : nil }
        }
        return codes.first { Analyte.byCode[$0] != nil } ?? codes.first
    }
}

/// High or low: what the file says, else where the value lies in the file's own range.
enum ReferenceRange {
    static func flag(of element: JSONValue, value: Quantity?) -> String? {
        for interpretation in element["interpretation"].elements {
            if let code = interpretation.conceptCode { return code == "N" ? nil : code }
        }
        return computed(element["referenceRange"].elements, value)
    }

    static func interval(of element: JSONValue, value: Quantity?) -> ReferenceInterval? {
        guard let value, let range = plain(element["referenceRange"].elements) else { return nil }
        let low = bound(range["low"], unit: value.unit)
        let high = bound(range["high"], unit: value.unit)
        return low == nil && high == nil ? nil : ReferenceInterval(low: low, high: high, unit: value.unit)
    }

    private static func plain(_ ranges: [JSONValue]) -> JSONValue? {
        guard ranges.count == 1, let range = ranges.first, range["appliesTo"].elements.isEmpty, range["age"] == nil
        else { return nil }
        return range
    }

    /// Only a single plain range in the value's own unit is compared.
    private static func computed(_ ranges: [JSONValue], _ value: Quantity?) -> String? {
        guard let value, value.comparator == nil, let range = plain(ranges) else { return nil }
        if let low = bound(range["low"], unit: value.unit), value.value < low { return "L" }
        if let high = bound(range["high"], unit: value.unit), value.value > high { return "H" }
        return nil
    }

    private static func bound(_ element: JSONValue?, unit: String) -> Double? {
        guard let bound = element["value"].number, bound.isFinite else { return nil }
        guard let text = element["code"].string ?? element["unit"].string else { return bound }
        return UnitName.normalised(text) == unit ? bound : nil
    }
}
