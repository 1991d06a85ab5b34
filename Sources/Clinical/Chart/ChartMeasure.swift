/// A measured input of a tool: where its results stand in a chart.
struct ChartMeasure: Sendable {
    /// The name of the tool's input.
    var input: String
    /// Ids in the table of analytes.
    var analytes: [String] = []
    /// LOINC codes of what isn't in that table.
    var codes: Set<String> = []
    /// How far it may lie from the first measure of the recipe; nil for any time (the height of an adult).
    var withinDays: Int? = 0

    static func analyte(_ input: String, _ analytes: String..., withinDays: Int? = 0) -> ChartMeasure {
        ChartMeasure(input: input, analytes: analytes, withinDays: withinDays)
    }

    static func codes(_ input: String, _ codes: Set<String>, withinDays: Int? = 0) -> ChartMeasure {
        ChartMeasure(input: input, codes: codes, withinDays: withinDays)
    }
}

extension ChartMeasure {
    // LOINC's codes of analytes that the packs' table lacks.
    static let chloride = codes("chloride", ["2075-0", "2069-3"])
    static let bicarbonate = ChartMeasure(
        input: "bicarbonate", analytes: ["bicarbonate"], codes: ["2028-9", "20565-8"])
    static let albumin = codes("albumin", ["1751-7"])
    static let platelets = codes("platelets", ["777-3", "26515-7", "778-1"], withinDays: 90)
}

extension Patient {
    /// Results that can be computed with, oldest first.
    func usable(_ measure: ChartMeasure) -> [Observation] {
        observations.filter { observation in
            guard observation.isUsable, let loinc = observation.loinc else { return false }
            return measure.codes.contains(loinc)
                || Analyte.byCode[loinc].map { measure.analytes.contains($0.id) } ?? false
        }.inOrderOfTime
    }

    /// The newest results of all the measures that lie close enough together; nil where there are none.
    func samples(_ measures: [ChartMeasure]) -> [Observation]? {
        guard let first = measures.first else { return nil }
        let others = measures.dropFirst().map { (measure: $0, results: usable($0)) }
        // A chart that was never measured together within its last fifty samples has nothing current to tell.
        for anchor in usable(first).suffix(50).reversed() {
            let found = others.compactMap { closest($0.results, to: anchor, within: $0.measure.withinDays) }
            if found.count == others.count { return [anchor] + found }
        }
        return nil
    }

    private func closest(_ results: [Observation], to anchor: Observation, within days: Int?) -> Observation? {
        guard let days else { return results.last }
        guard let time = anchor.time else { return nil }
        let near = results.filter { result in
            result.time.map { $0.dayText == time.dayText || (days > 0 && distance($0, time) <= days) } ?? false
        }
        // Of results equally near, the later one.
        return near.reversed().min { distance($0.time, time) < distance($1.time, time) }
    }

    private func distance(_ left: PartialDate?, _ right: PartialDate) -> Int {
        guard let left else { return .max }
        return abs(
            civilDays(year: left.year, month: left.month ?? 1, day: left.day ?? 1)
                - civilDays(year: right.year, month: right.month ?? 1, day: right.day ?? 1))
    }
}
