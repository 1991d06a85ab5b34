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
        let others = measures.dropFirst().map { (results: DatedResults(usable($0)), days: $0.withinDays) }
        // What wasn't measured together within the last fifty samples isn't current.
        for anchor in usable(first).suffix(50).reversed() {
            let found = others.compactMap { $0.results.closest(to: anchor, within: $0.days) }
            if found.count == others.count { return [anchor] + found }
        }
        return nil
    }

    /// The result closest to another one.
    func sample(_ measure: ChartMeasure, near anchor: Observation?) -> Observation? {
        anchor.flatMap { DatedResults(usable(measure)).closest(to: $0, within: measure.withinDays) }
    }
}

/// Results with the number of their day, oldest first; a result without an exact day has none.
private struct DatedResults {
    private let results: [(day: Int?, result: Observation)]

    init(_ results: [Observation]) {
        self.results = results.map { ($0.time?.dayNumber, $0) }
    }

    /// The newest where any day will do; else the nearest within so many days, of two the later one.
    func closest(to anchor: Observation, within days: Int?) -> Observation? {
        guard let days else { return results.last?.result }
        guard let wanted = anchor.time?.dayNumber else { return nil }
        var best: (distance: Int, result: Observation)?
        for (day, result) in results {
            guard let day, abs(day - wanted) <= days, abs(day - wanted) <= best?.distance ?? .max else { continue }
            best = (abs(day - wanted), result)
        }
        return best?.result
    }
}

extension PartialDate {
    /// The day as the file writes it, counted from 1970; nil where the date is vaguer than a day.
    fileprivate var dayNumber: Int? {
        guard let month, let day else { return nil }
        return civilDays(year: year, month: month, day: day)
    }
}
