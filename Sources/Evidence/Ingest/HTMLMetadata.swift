/// What a page says of itself in its head.
struct HTMLMetadata {
    private var values: [String: String] = [:]
    private(set) var language: String?
    private var canonical: String?
    var title = ""

    mutating func read(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "html": language = Self.language(attributes["lang"] ?? attributes["xml:lang"] ?? "")
        case "meta":
            guard let key = (attributes["name"] ?? attributes["property"])?.lowercased(),
                let value = attributes["content"]?.trimmed, !value.isEmpty, values[key] == nil
            else { return }
            values[key] = value
        case "link" where attributes["rel"]?.lowercased() == "canonical": canonical = attributes["href"]
        default: break
        }
    }

    /// - Parameter heading: the page's first heading of the first level.
    func details(heading: String?) -> DocumentDetails {
        DocumentDetails(
            title: first("citation_title", "dc.title", "dcterms.title") ?? heading ?? first("og:title")
                ?? (title.trimmed.isEmpty ? nil : title.trimmed),
            organisation: first(
                "citation_publisher", "dc.publisher", "dcterms.publisher", "citation_technical_report_institution",
                "og:site_name", "citation_journal_title"),
            year: first(
                "citation_publication_date", "citation_date", "citation_online_date", "dc.date", "dcterms.date",
                "dc.date.issued", "dcterms.issued", "article:published_time", "date"
            ).flatMap(Self.year),
            url: canonical ?? first("og:url", "citation_public_url", "citation_abstract_html_url"), language: language)
    }

    private func first(_ keys: String...) -> String? { keys.lazy.compactMap { values[$0] }.first }

    private static func year(_ date: String) -> Int? {
        date.firstMatch(of: /(?:19|20)\d{2}/).flatMap { Int($0.0) }
    }

    private static func language(_ tag: String) -> String? {
        let tag = tag.lowercased()
        if tag.hasPrefix("zh") {
            return ["hant", "tw", "hk", "mo"].contains { tag.contains($0) } ? "zh-Hant" : "zh-Hans"
        }
        return tag.hasPrefix("en") ? "en" : nil
    }

    /// The character set that a page declares in its first lines.
    static func charset(_ head: some Sequence<UInt8>) -> String? {
        let text = String(decoding: head.prefix(4_096).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        return text.firstMatch(of: /<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)/.ignoresCase())
            .map { String($0.1) }
            ?? text.firstMatch(of: /<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_\-]+)/).map { String($0.1) }
    }
}
