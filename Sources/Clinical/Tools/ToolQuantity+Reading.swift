extension ToolQuantity {
    /// The value in this unit, and as it was stated.
    ///
    /// - Throws: what can't be read as a number, in a unit of something else, or outside the range. A bound such as
    ///   "<15" isn't a value.
    func read(_ given: GivenValue, field: String) throws(ToolError) -> (value: Double, stated: Quantity) {
        let stated: Quantity
        switch given {
        case .number(let value): stated = Quantity(value: value, unit: unit)
        case .text(let text):
            guard let quantity = Self.quantity(text) else {
                throw .notUnderstood(field: field, given: given.shown, accepted: accepted)
            }
            stated = quantity
        case .flag: throw .notUnderstood(field: field, given: given.shown, accepted: accepted)
        }
        guard let value = converted(stated.value, from: stated.unit) else {
            throw .foreignUnit(field: field, given: given.shown, accepted: accepted)
        }
        guard contains(value, isConverted: value != stated.value) else {
            throw .outOfRange(field: field, given: given.shown, accepted: accepted)
        }
        let name = stated.unit.isEmpty ? unit : canonical(stated.unit)
        return (value, Quantity(value: stated.value, unit: name))
    }

    /// Words such as "years" are spellings of the tool's own unit; the rest is named as UCUM does.
    private func canonical(_ given: String) -> String {
        guard let other = others.first(where: { $0.isWritten(given) }) else { return UnitConversion.normalised(given) }
        return other.isShown ? other.unit : unit
    }

    /// "1.2mg/dL" → 1.2 and "mg/dL".
    private static func quantity(_ text: String) -> Quantity? {
        let clean = (PlainText.clean(text, limit: 60) ?? "").map { fullWidth[$0] ?? $0 }
        let line = String(clean)
        guard let match = line.prefixMatch(of: /\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*/),
            let value = Double(match.1), value.isFinite
        else { return nil }
        let unit = line[match.range.upperBound...]
        guard let first = unit.first else { return Quantity(value: value, unit: "") }
        // "10*9/L" is a unit; any other figure after the figure makes the text unclear.
        let isUnclear = (first.isNumber && !unit.hasPrefix("10")) || ",.:;'–-".contains(first)
        return isUnclear ? nil : Quantity(value: value, unit: String(unit))
    }

    private static let fullWidth: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip("０１２３４５６７８９．％", "0123456789.%"))
}
