/// FHIR's common elements, read forgivingly: an element of the wrong type reads as absent, never as a guess.
extension JSONValue {
    /// A CodeableConcept's words: its text, else the display a user chose, else any display, else a code. Older files
    /// give a bare string.
    var conceptText: String? {
        if let text = PlainText.clean(string ?? self["text"].string) { return text }
        let codings = self["coding"].elements
        let chosen = codings.first { $0["userSelected"].bool == true }
        for coding in [chosen].compactMap({ $0 }) + codings {
            if let display = PlainText.clean(coding["display"].string) { return display }
        }
        return codings.lazy.compactMap { PlainText.clean($0["code"].string) }.first
    }

    var conceptCode: String? { codeAndSystem?.code }

    var codeAndSystem: (code: String, system: String?)? {
        for coding in self["coding"].elements {
            if let code = PlainText.clean(coding["code"].string, limit: 80) {
                return (code, PlainText.clean(coding["system"].string))
            }
        }
        return nil
    }

    /// The first of the known codes in a status element, be it a `code`, a CodeableConcept or its text.
    func status(among known: Set<String>) -> String? {
        let candidates = [string] + self["coding"].elements.map { $0["code"].string } + [self["text"].string]
        return candidates.lazy.compactMap { $0?.lowercased() }.first { known.contains($0) }
    }

    /// The resource's own logical id.
    var logicalID: String? { PlainText.clean(self["id"].string, limit: 128) }

    func date(_ name: String) -> PartialDate? { self[name].string.flatMap(PartialDate.init) }

    /// The first date among `prefixDateTime`, `prefixInstant`, `prefixDate` and a `prefixPeriod`.
    func moment(_ prefix: String) -> PartialDate? {
        date(prefix + "DateTime") ?? date(prefix + "Instant") ?? date(prefix + "Date")
            ?? self[prefix + "Period"]?.date("start") ?? self[prefix + "Period"]?.date("end")
    }
}
