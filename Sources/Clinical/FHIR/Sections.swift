/// A document's section may be empty and say why, instead of an entry.
enum Sections {
    static func read(_ composition: FHIRResource) -> [ChartEntry] {
        composition.content["section"].elements.flatMap { read(section: $0, depth: 0) }
    }

    private static func read(section: JSONValue, depth: Int) -> [ChartEntry] {
        let inner = depth < 3 ? section["section"].elements.flatMap { read(section: $0, depth: depth + 1) } : []
        guard let statement = AbsenceStatement(emptyReason: section["emptyReason"]) else { return inner }
        let codes = section["code"]["coding"].elements.compactMap { $0["code"].string }
        return codes.compactMap { parts[$0] }.prefix(1).map { ChartEntry.statement($0, statement) } + inner
    }

    /// LOINC: allergies, history of medication use, problem list.
    private static let parts: [String: ChartPart] = [
        "48765-2": .allergies, "10160-0": .medications, "11450-4": .problems,
    ]
}
