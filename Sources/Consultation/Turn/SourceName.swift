/// What a document's source is called in few words.
public enum SourceName {
    /// "ADA 2026": the organisation's own abbreviation where it stands in brackets behind the name; other words in
    /// brackets only explain: "AHA/ACC (multisociety)" is AHA/ACC.
    public static func short(_ organisation: String, _ year: Int?) -> String {
        let whole = PlainText.line(organisation)
        let plain = whole.replacing(/\ *[(（][^()（）]*[)）]$/, with: "")
        let name = abbreviation(organisation) ?? (plain.isEmpty ? whole : plain)
        return [name, year.map(String.init)].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The organisation's own, where its name ends with it in brackets.
    public static func abbreviation(_ organisation: String) -> String? {
        PlainText.line(organisation).firstMatch(of: /[(（]([A-Z]{2}[^()（）]{0,14})[)）]$/).map { String($0.1) }
    }
}

extension Citation {
    public var sourceName: String { SourceName.short(organisation, year) }
}
