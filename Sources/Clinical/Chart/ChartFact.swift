/// Where a fact stands in the chart; the order of the cases is the order of reading.
public enum ChartSection: String, Sendable, Codable, CaseIterable {
    case identity, allergies, medications, problems, values, computed
}

/// One line of the chart, ready for a prompt or a pane. It never holds a name or an identifier.
public struct ChartFact: Sendable, Hashable, Codable, Identifiable {
    /// Stable within one patient: `allergies.0`, `values.4548-4`, `computed.egfr-ckd-epi-2021`.
    public var id: String
    public var section: ChartSection
    public var text: String
    public var isAbnormal: Bool
    /// Allergies and medications: a prompt that can't hold them must be refused, not shortened.
    public var isEssential: Bool
    /// Analytes of the packs; other values may be dropped from a prompt first.
    public var isKey: Bool
    public var loinc: String?

    public init(
        id: String, section: ChartSection, text: String, isAbnormal: Bool = false, isEssential: Bool = false,
        isKey: Bool = true, loinc: String? = nil
    ) {
        self.id = id
        self.section = section
        self.text = text
        self.isAbnormal = isAbnormal
        self.isEssential = isEssential
        self.isKey = isKey
        self.loinc = loinc
    }
}
