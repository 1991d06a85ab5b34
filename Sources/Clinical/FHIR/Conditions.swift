enum Conditions {
    private static let clinical: Set<String> = ["active", "recurrence", "relapse", "inactive", "remission", "resolved"]
    private static let verification: Set<String> = [
        "unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error",
    ]

    static func read(_ resource: FHIRResource, log: inout ReadingLog) -> ChartEntry? {
        let content = resource.content
        let verified = content["verificationStatus"]?.status(among: verification)
        if let verified, verified == "refuted" || verified == "entered-in-error" {
            log.skip("Condition", id: resource.id, verified)
            return nil
        }
        if let absence = content["code"].flatMap(AbsenceStatement.init) { return .statement(.problems, absence) }
        guard let text = content["code"]?.conceptText else {
            log.skip("Condition", id: resource.id, "it names no condition")
            log.warn("A condition without a name was left out: look at the source.")
            return nil
        }
        let code = content["code"]?.codeAndSystem
        return .problem(
            Problem(
                text: text, code: code?.code, system: code?.system, status: status(of: content, named: text, log: &log),
                onset: content.moment("onset"), abatement: content.moment("abatement"),
                verification: verified == "confirmed" ? nil : verified))
    }

    /// The clinical status; an end date makes an unended one resolved, as FHIR's rule con-4 has it.
    private static func status(of content: JSONValue, named text: String, log: inout ReadingLog) -> String {
        let stated = content["clinicalStatus"]?.status(among: clinical)
        let hasEnded =
            ["abatementDateTime", "abatementPeriod", "abatementAge", "abatementRange", "abatementString"]
            .contains { content[$0] != nil } || content["abatementBoolean"].bool == true
        let isOpen = stated.map { ["active", "recurrence", "relapse"].contains($0) } ?? true
        guard hasEnded, isOpen else { return stated ?? "unknown" }
        if let stated { log.warn("\(text): marked \(stated) but has an end; read as resolved.") }
        return "resolved"
    }
}
