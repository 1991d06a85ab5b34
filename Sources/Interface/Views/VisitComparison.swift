import Clinical
import Consultation

/// What changed between two days of a chart.
struct VisitComparison: Sendable, Equatable {
    /// Where a value went, as its reference band or else the file's flags see it.
    enum Course: Sendable, Equatable, CaseIterable {
        case stayedWithin, entered, left, nearer, farther, unchangedOutside
    }

    struct Row: Sendable, Equatable {
        var series: TrendSeries
        var first: TrendPoint?
        var second: TrendPoint?
        /// In the series' unit, and as a share of the first; nil where one of the two isn't a plain value.
        var change: Double?
        var share: Double?
        var course: Course?
    }

    /// A problem or drug that began or ended after the first day and up to the second.
    struct Event: Sendable, Equatable {
        var text: String
        var day: String
    }

    var rows: [Row]
    var begun: [Event]
    var ended: [Event]
    /// Entries that are over at an unknown time: perhaps between these days.
    var endsUnknown: Int

    init(_ loaded: LoadedPatient, from first: String, to second: String) {
        rows = loaded.series.compactMap { Self.row($0, first, second) }
        let patient = loaded.patient
        let supplement = loaded.supplement
        func events(_ all: [(String, PartialDate?)]) -> [Event] {
            all.compactMap { text, date in
                guard let day = date?.dayText, day > first, day <= second else { return nil }
                return Event(text: text, day: day)
            }
            .sorted { ($0.day, $0.text) < ($1.day, $1.text) }
        }
        let drugs = DrugCourse.all(of: patient, supplement)
        begun = events(patient.problems.map { ($0.text, $0.onset) } + drugs.map { ($0.text, $0.firstOrder) })
        ended = events(
            patient.problems.map { ($0.text, supplement.problemEnds[$0]) } + drugs.map { ($0.text, $0.end) })
        endsUnknown =
            patient.problems.count { !$0.isActive && supplement.problemEnds[$0] == nil }
            + drugs.count { !$0.isActive && $0.end == nil }
    }

    /// The days on which anything was measured as a number, oldest first.
    static func days(of loaded: LoadedPatient) -> [String] {
        Set(loaded.series.flatMap { $0.points.map(\.day) }).sorted()
    }

    private static func row(_ series: TrendSeries, _ first: String, _ second: String) -> Row? {
        let one = best(series.points.filter { $0.day == first })
        let two = best(series.points.filter { $0.day == second })
        guard one != nil || two != nil else { return nil }
        var row = Row(series: series, first: one, second: two)
        guard let one, let two, one.certainty == .plain, two.certainty == .plain else { return row }
        row.change = two.value - one.value
        if one.value != 0 { row.share = (two.value - one.value) / abs(one.value) }
        row.course = course(series, one, two)
        return row
    }

    /// Of several values of a day the last that is sure.
    private static func best(_ points: [TrendPoint]) -> TrendPoint? {
        points.last { $0.certainty == .plain } ?? points.last { $0.certainty != .doubtful } ?? points.last
    }

    private static func course(_ series: TrendSeries, _ first: TrendPoint, _ second: TrendPoint) -> Course? {
        guard let before = side(first, series.band), let after = side(second, series.band) else { return nil }
        switch (before, after) {
        case (.within, .within): return .stayedWithin
        case (.within, _): return .left
        case (_, .within): return .entered
        default: break
        }
        guard before == after else { return .left }
        let change = TrendSeries.direction(from: first.value, to: second.value)
        if change == .level { return .unchangedOutside }
        return (after == .above) == (change == .falling) ? .nearer : .farther
    }

    private static func side(_ point: TrendPoint, _ band: ReferenceBand?) -> ReferenceBand.Side? {
        if let flag = point.flag {
            if flag.hasPrefix("H") { return .above }
            if flag.hasPrefix("L") { return .below }
        }
        return band?.side(of: point.value)
    }
}

/// All orders of one drug, which charts repeat at every visit.
struct DrugCourse: Sendable, Equatable {
    var text: String
    /// The first order that the chart holds; the drug may be older.
    var firstOrder: PartialDate?
    var isActive: Bool
    /// Where it is known.
    var end: PartialDate?

    static func all(of patient: Patient, _ supplement: ChartSupplement) -> [DrugCourse] {
        var found: [DrugCourse] = []
        var places: [String: Int] = [:]
        for drug in patient.medications where !drug.isProhibition {
            let key = drug.text.lowercased()
            let end = supplement.medicationEnds[drug]
            guard let place = places[key] else {
                places[key] = found.count
                found.append(
                    DrugCourse(text: drug.text, firstOrder: drug.date, isActive: drug.isActive, end: end))
                continue
            }
            found[place].isActive = found[place].isActive || drug.isActive
            if let date = drug.date, found[place].firstOrder.map({ date < $0 }) ?? true {
                found[place].firstOrder = date
            }
            if let end, found[place].end.map({ end > $0 }) ?? true { found[place].end = end }
        }
        return found.map { course in
            var course = course
            if course.isActive { course.end = nil }
            return course
        }
    }
}
