/// Finds documents of one series that nobody has put in their order.
public enum Editions {
    public struct Rivals: Equatable, Sendable {
        public var older: Guideline
        public var newer: Guideline
    }

    /// Pairs of one organisation and one series, of different years, of which the newer neither replaces nor amends the
    /// older one: both would be shown as current.
    public static func rivals(among guidelines: [Guideline]) -> [Rivals] {
        let replaced = Set(guidelines.flatMap(\.supersedes))
        let current = guidelines.filter { !replaced.contains($0.id) && $0.year != nil }
        let series = current.map { words(of: $0.title) }
        var found: [Rivals] = []
        for (one, first) in current.enumerated() {
            for (other, second) in current.enumerated().dropFirst(one + 1) where first.year != second.year {
                guard isSame(series[one], series[other]),
                    Organisations.areSame(first.organisation, second.organisation)
                else { continue }
                let isFirstNewer = (first.year ?? 0) > (second.year ?? 0)
                let rivals = Rivals(older: isFirstNewer ? second : first, newer: isFirstNewer ? first : second)
                if !rivals.newer.updates.contains(rivals.older.id) { found.append(rivals) }
            }
        }
        return found
    }

    private static func isSame(_ one: Set<String>, _ other: Set<String>) -> Bool {
        let all = one.union(other).count
        return all > 0 && one.intersection(other).count * 10 >= all * 9
    }

    /// What a title says of its subject, without its year.
    private static func words(of title: String) -> Set<String> {
        Set(Words.asked(title).filter { Int($0) == nil }).subtracting(ofEditions)
    }

    private static let ofEditions: Set<String> = [
        "edition", "update", "updated", "focused", "version", "revision", "revised", "guideline", "guidelines",
        "clinical", "practice",
    ]
}
