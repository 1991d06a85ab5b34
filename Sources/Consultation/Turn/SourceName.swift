extension Citation {
    /// "ADA 2026": the organisation's own abbreviation where it stands in brackets behind the name; other words in
    /// brackets only explain: "AHA/ACC (multisociety)" is AHA/ACC.
    public var sourceName: String {
        let whole = PlainText.line(organisation)
        let plain = whole.replacing(/\ *[(（][^()（）]*[)）]$/, with: "")
        let name = abbreviation ?? (plain.isEmpty ? whole : plain)
        return [name, year.map(String.init)].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The organisation's own, where its name ends with it in brackets.
    public var abbreviation: String? {
        PlainText.line(organisation).firstMatch(of: /[(（]([A-Z]{2}[^()（）]{0,14})[)）]$/).map { String($0.1) }
    }
}
