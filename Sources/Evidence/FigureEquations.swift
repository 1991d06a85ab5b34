/// Conversions in a row: "7% = 53, 8% = 64, 10% = 86 mmol/mol" writes the second unit once, behind the last.
extension [FigureGroup] {
    /// With the unit of a row's last right side at those before it, so that 64 there is no "64%".
    func sharingUnits(in characters: [Character]) -> [FigureGroup] {
        guard count > 3 else { return self }
        var groups = self
        for right in indices.dropFirst().dropLast(2).reversed() where groups[right].unit == nil {
            let next = right + 2
            guard let unit = groups[next].unit, let left = groups[right - 1].unit, left == groups[next - 1].unit,
                Self.isEquation(groups[right - 1], groups[right], in: characters),
                Self.isEquation(groups[next - 1], groups[next], in: characters),
                Self.isNeighbour(groups[right], groups[next - 1], in: characters)
            else { continue }
            groups[right].unit = unit
        }
        return groups
    }

    private static func isEquation(_ left: FigureGroup, _ right: FigureGroup, in characters: [Character]) -> Bool {
        let between = characters[left.place.upperBound..<right.place.lowerBound]
        return between.contains { "=＝≈".contains($0) } && between.allSatisfy { " =＝≈".contains($0) }
    }

    private static func isNeighbour(_ one: FigureGroup, _ other: FigureGroup, in characters: [Character]) -> Bool {
        let between = String(characters[one.place.upperBound..<other.place.lowerBound])
        return between.wholeMatch(of: /[ ,，、;；]*(?:and|or|和|或|及)?[ ]*/) != nil
    }
}
