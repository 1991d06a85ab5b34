/// Where a tool's formula or table comes from, and how well that is known.
public struct ToolSource: Sendable, Hashable {
    public enum Status: String, Sendable, Codable, CaseIterable {
        /// The figures were seen on a page.
        case verified
        /// Seen on a weaker secondary page only.
        case secondary
        /// Not seen on a page.
        case unverified

        public var name: BilingualText {
            switch self {
            case .verified: BilingualText("verified", "已核对来源")
            case .secondary: BilingualText("secondary source", "二级来源")
            case .unverified: BilingualText("unverified", "未经核实")
            }
        }
    }

    /// Authors, year and journal, or the document.
    public var citation: String
    /// The page on which the figures were seen; nil where none was.
    public var seenAt: String?
    public var status: Status
    /// Which parts are known less well, or where sources differ.
    public var note: BilingualText?

    public init(_ citation: String, seenAt: String?, status: Status, note: BilingualText? = nil) {
        self.citation = citation
        self.seenAt = seenAt
        self.status = status
        self.note = note
    }
}

/// A worked example: inputs and what must come out. One test runs them all.
public struct ToolExample: Sendable {
    public enum Expectation: Sendable, Hashable {
        case number(Double)
        /// The English category.
        case category(String)
    }

    public var inputs: [String: GivenValue]
    public var expected: Expectation
    /// How far a number may lie off, usually half of its last digit.
    public var tolerance: Double
    /// Further figures by name, such as the DuBois value of a body surface.
    public var figures: [String: Double]

    public init(
        _ inputs: [String: GivenValue], _ expected: Double, within tolerance: Double = 0.051,
        figures: [String: Double] = [:]
    ) {
        self.inputs = inputs
        self.expected = .number(expected)
        self.tolerance = tolerance
        self.figures = figures
    }

    public init(_ inputs: [String: GivenValue], _ category: String) {
        self.inputs = inputs
        expected = .category(category)
        tolerance = 0
        figures = [:]
    }
}
