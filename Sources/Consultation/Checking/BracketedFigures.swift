import Clinical
import Evidence

extension Figure {
    /// The figures of a text that something may rest on. One in brackets that is the figure before it in another unit has that
    /// unit, written or not: in "<8.0% (64)" the 64 is mmol/mol, so that nothing that says 64% rests on it.
    static func stated(in text: String) -> [Figure] {
        let characters = Array(text)
        var places = Figure.places(in: text)
        for index in places.indices.dropFirst() {
            let (before, here) = (places[index - 1], places[index])
            guard here.figures.count == 1, here.figures[0].unit == nil, let left = before.figures.last,
                let unit = left.unit, isBracketed(here.characters, after: before.characters, in: characters)
            else { continue }
            let value = here.figures[0].value
            let other = UnitConversion.equivalents(of: left.value, unit: unit).first {
                abs($0.value - value) <= max(0.5, 0.012 * abs($0.value))
            }
            if let other { places[index].figures[0].unit = other.unit }
        }
        return places.flatMap(\.figures)
    }

    private static func isBracketed(_ here: Range<Int>, after before: Range<Int>, in characters: [Character]) -> Bool {
        guard before.upperBound < here.lowerBound, here.upperBound < characters.count else { return false }
        let between = characters[before.upperBound..<here.lowerBound].filter { !$0.isWhitespace }
        return between.count == 1 && "(（".contains(between[0]) && ")）".contains(characters[here.upperBound])
    }
}
