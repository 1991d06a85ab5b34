/// Whether two documents speak for the same body, however its name is written.
enum Organisations {
    /// "ADA" and "American Diabetes Association (ADA)", "ACC/AHA" and "AHA/ACC", "NICE" and "a summary of NICE guidance".
    static func areSame(_ one: String, _ other: String) -> Bool {
        let first = Folding.fold(one)
        let second = Folding.fold(other)
        if first == second || first.contains(second) || second.contains(first) { return true }
        return !abbreviations(one).isDisjoint(with: abbreviations(other))
    }

    /// Words in capitals, and the initials of a name that is written out.
    private static func abbreviations(_ name: String) -> Set<String> {
        let words = name.split { !$0.isLatinLetter && !$0.isASCIIDigit }.map(String.init)
        let capitals = words.filter { $0.count >= 3 && $0.allSatisfy { $0.isUppercase || $0.isASCIIDigit } }
        let initials = String(
            words.filter { $0.first?.isUppercase == true && !countries.contains($0) }.compactMap(\.first))
        return Set(capitals + (initials.count >= 3 ? [initials] : [])).subtracting(countries)
    }

    private static let countries: Set<String> = ["USA", "CHN", "GBR", "US", "UK", "EU", "NHS"]
}
