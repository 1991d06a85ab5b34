/// What is known of a document as a whole: what its file says, or what whoever adds it says.
public struct DocumentDetails: Sendable, Equatable {
    public var title: String?
    public var organisation: String?
    public var year: Int?
    /// Where the original is published.
    public var url: String?
    /// `en`, `zh-Hans` or `zh-Hant`.
    public var language: String?
    /// The id of the document of the same collection that this one replaces.
    public var supersedes: String?

    public init(
        title: String? = nil, organisation: String? = nil, year: Int? = nil, url: String? = nil,
        language: String? = nil, supersedes: String? = nil
    ) {
        self.title = title
        self.organisation = organisation
        self.year = year
        self.url = url
        self.language = language
        self.supersedes = supersedes
    }

    public static let languages = ["en", "zh-Hans", "zh-Hant"]
    public static let years = 1900...2100

    /// Whether this can only be said of one document.
    var isOfOneDocument: Bool { title != nil || url != nil || supersedes != nil }

    func apply(to guideline: inout Guideline) {
        if let title { guideline.title = title }
        if let organisation { guideline.organisation = organisation }
        if let year { guideline.year = year }
        if let url { guideline.url = url }
        if let language { guideline.language = language }
        if let supersedes {
            guideline.supersedes = supersedes.split(whereSeparator: { ", ".contains($0) }).map(String.init)
        }
    }

    /// The same, safe to store: what isn't of its kind is left out.
    func cleaned(noting findings: inout OutsideFindings) -> DocumentDetails {
        var clean = self
        clean.title = Self.line(title, &findings)
        clean.organisation = Self.line(organisation, &findings)
        clean.year = year.flatMap { Self.years.contains($0) ? $0 : nil }
        clean.url = Self.line(url, &findings).flatMap { Self.isAddress($0) ? $0 : nil }
        clean.language = language.flatMap { Self.languages.contains($0) ? $0 : nil }
        return clean
    }

    private static func line(_ text: String?, _ findings: inout OutsideFindings) -> String? {
        guard let text else { return nil }
        let line = OutsideText.documentLine(String(text.prefix(500)), noting: &findings)
        return line.isEmpty ? nil : line
    }

    public static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(where: \.isWhitespace)
    }
}
