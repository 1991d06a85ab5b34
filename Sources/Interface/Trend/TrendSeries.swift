import Clinical
import Consultation
import Foundation
import Screen

/// One dated value of a series.
struct TrendPoint: Sendable, Equatable {
    enum Certainty: Sendable, Equatable {
        case plain, preliminary, doubtful
        /// A limit and not a value: `<0.01`.
        case bound(String)
    }

    var time: PartialDate
    /// Since 1970, in seconds: the place on the time axis.
    var seconds: Double
    /// In the series' unit.
    var value: Double
    /// As the file has it.
    var stated: Quantity
    var flag: String?
    var doubts: [ObservationDoubt]
    var certainty: Certainty

    /// By the file's flag, or by the reference band where the file gives none.
    var isAbnormal = false
    var day: String { time.dayText }
}

/// All results of one analyte (under any of its codes) or of one code or name, in one unit.
///
/// Values of unlike units are never mixed: what can't be converted is counted and left out.
public struct TrendSeries: Sendable, Equatable, Identifiable {
    /// `hba1c`, or the code, or `name:` and the file's name where there is no code.
    public var id: String
    var analyte: Analyte?
    /// As the newest result names it.
    var ownName: String
    var codes: Set<String>
    /// The newest result's own (UCUM): what the reader of this chart is used to.
    var unit: String
    /// Oldest first; all dated.
    var points: [TrendPoint] = []
    var undated: [Observation] = []
    var otherUnits: [Observation] = []
    var band: ReferenceBand?

    var plain: [TrendPoint] { points.filter { $0.certainty == .plain } }

    func name(in language: Language) -> String { analyte?.name(in: language.rawValue) ?? ownName }

    /// What a narrow place shows: the abbreviation where there is one.
    func shortName(in language: Language) -> String { analyte?.abbreviation ?? name(in: language) }

    /// What completes and is understood without a blank in it.
    var word: String { analyte?.id ?? codes.min() ?? ownName }

    /// Two results of one analyte under different codes belong together.
    static func key(of observation: Observation) -> String {
        guard let loinc = observation.loinc else { return "name:" + observation.name.lowercased() }
        return UnitConversion.analyte(loinc: loinc)?.id ?? loinc
    }

    /// Nil where no result is a number.
    init?(id: String, observations: [Observation], band: ReferenceBand?) {
        let numbers = observations.filter { $0.stated?.value.isFinite ?? false }
        let newest = numbers.filter { !$0.isDoubtful }.max(by: Self.isEarlier) ?? numbers.max(by: Self.isEarlier)
        guard let newest, let stated = newest.stated else { return nil }
        self.id = id
        analyte = newest.loinc.flatMap(UnitConversion.analyte(loinc:))
        ownName = newest.name
        codes = Set(observations.compactMap(\.loinc))
        unit = stated.unit
        for observation in numbers { add(observation) }
        points.sort { $0.seconds < $1.seconds }
        self.band = band?.converted(to: unit, loinc: newest.loinc)
        for index in points.indices { points[index].isAbnormal = isOutside(points[index]) }
    }

    private func isOutside(_ point: TrendPoint) -> Bool {
        if let flag = point.flag { return flag != "N" }
        return point.certainty == .plain && band.map { $0.side(of: point.value) != .within } ?? false
    }

    private static func isEarlier(_ left: Observation, _ right: Observation) -> Bool {
        guard let first = left.time else { return right.time != nil }
        return right.time.map { first < $0 } ?? false
    }

    private mutating func add(_ observation: Observation) {
        guard let stated = observation.stated else { return }
        guard let value = Self.value(of: stated, in: unit, loinc: observation.loinc) else {
            otherUnits.append(observation)
            return
        }
        guard let time = observation.time, let seconds = time.date?.timeIntervalSince1970 else {
            undated.append(observation)
            return
        }
        points.append(
            TrendPoint(
                time: time, seconds: seconds, value: value, stated: stated, flag: observation.flag,
                doubts: observation.doubts, certainty: Self.certainty(of: observation, stated)))
    }

    static func value(of quantity: Quantity, in unit: String, loinc: String?) -> Double? {
        if quantity.unit == unit { return quantity.value }
        return UnitConversion.convert(quantity, to: unit, loinc: loinc ?? "")?.value
    }

    private static func certainty(of observation: Observation, _ stated: Quantity) -> TrendPoint.Certainty {
        if observation.isDoubtful { return .doubtful }
        if let comparator = stated.comparator { return .bound(comparator) }
        return observation.doubts.contains(.preliminary) ? .preliminary : .plain
    }
}

extension TrendSeries {
    /// Where the newest plain value stands to the one before: a drawing rule, no clinical judgement.
    enum Direction: Sendable { case rising, falling, level }

    /// Changes below this share are drawn level.
    private static let levelShare = 0.02

    var direction: Direction? {
        let values = plain.suffix(2).map(\.value)
        guard values.count == 2 else { return nil }
        return Self.direction(from: values[0], to: values[1])
    }

    static func direction(from first: Double, to second: Double) -> Direction {
        let change = second - first
        if abs(change) <= levelShare * max(abs(first), abs(second)) { return .level }
        return change > 0 ? .rising : .falling
    }

    /// The chart's series in the order of the chart.
    ///
    /// - Parameter order: LOINC code to place; codes that aren't in it come last, by name.
    static func all(of patient: Patient, order: [String: Int], bands: [String: ReferenceBand]) -> [TrendSeries] {
        let groups = Dictionary(grouping: patient.observations, by: key(of:))
        let series = groups.compactMap { TrendSeries(id: $0.key, observations: $0.value, band: bands[$0.key]) }
        func place(_ series: TrendSeries) -> Int { series.codes.compactMap { order[$0] }.min() ?? .max }
        return series.sorted { (place($0), $0.ownName, $0.id) < (place($1), $1.ownName, $1.id) }
    }
}

extension ChartSymbols {
    func sign(_ direction: TrendSeries.Direction) -> String {
        switch direction {
        case .rising: self == .unicode ? "↑" : "^"
        case .falling: self == .unicode ? "↓" : "v"
        case .level: self == .unicode ? "→" : "="
        }
    }
}
