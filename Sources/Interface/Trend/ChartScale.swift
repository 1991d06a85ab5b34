import Foundation

/// Round steps on an axis of values.
struct ValueScale: Sendable, Equatable {
    /// What the axis shows.
    var range: ClosedRange<Double>
    var ticks: [Double]
    private var step: Double

    /// - Parameters:
    ///   - range: what must be seen; one value is given room on both sides.
    ///   - most: ticks that there is room for.
    init(_ range: ClosedRange<Double>, most: Int) {
        // Beyond this the span itself would be no number.
        var (low, high) = (max(range.lowerBound, -1e300), min(range.upperBound, 1e300))
        if !(high - low > 0) {
            let room = max(abs(low) * 0.1, low == 0 ? 1 : abs(low) * 0.1)
            (low, high) = (low - room, high + room)
        }
        let room = (high - low) * Self.room
        // A measured quantity doesn't go below zero, nor does its axis.
        low = range.lowerBound >= 0 ? max(0, low - room) : low - room
        high += room
        let step = Self.step(for: (high - low) / Double(max(1, most)))
        self.range = low...high
        let first = (low / step).rounded(.up)
        let count = Int(min(200, max(0, (high / step).rounded(.down) - first)))
        ticks = (0...count).map { (first + Double($0)) * step }.filter { (low...high).contains($0) }
        self.step = step
    }

    /// Above and below the values, as a share of their span.
    private static let room = 0.04

    /// 1, 2 or 5 times a power of ten, at least that large.
    private static func step(for least: Double) -> Double {
        guard least > 0, least.isFinite else { return 1 }
        let power = pow(10, log10(least).rounded(.down))
        return ([1, 2, 5].first { $0 * power >= least * 0.999 } ?? 10) * power
    }

    /// With as many decimals as the step needs.
    func label(_ value: Double) -> String {
        let largest = max(abs(range.lowerBound), abs(range.upperBound))
        guard largest < 1e7, step >= 0.0001 else { return Wording.number(value) }
        let decimals = max(0, Int((-log10(step) - 0.0001).rounded(.up)))
        return String(format: "%.\(decimals)f", value)
    }

    /// 0 at the bottom, 1 at the top; outside of the axis it lies beyond.
    func share(of value: Double) -> Double {
        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
}

/// A stretch of time with round dates on it. Days are those of UTC: the axis names days and months, not hours.
struct TimeScale: Sendable, Equatable {
    struct Tick: Sendable, Equatable {
        var seconds: Double
        var label: String
    }

    /// Since 1970, in seconds.
    var range: ClosedRange<Double>

    static let day = 86_400.0
    static let year = 365.25 * day

    func share(of seconds: Double) -> Double {
        (seconds - range.lowerBound) / max(1, range.upperBound - range.lowerBound)
    }

    /// Ticks whose labels stand apart by a blank at least.
    func ticks(columns: Int) -> [Tick] {
        let most = max(1, columns / 10)
        let months = (range.upperBound - range.lowerBound) / Self.year * 12 / Double(most)
        if months < 0.7 { return days(most: most) }
        let step =
            [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000].first { Double($0) >= months } ?? 120_000
        let first = CivilDay(seconds: range.lowerBound)
        var month = (first.year * 12 + first.month - 1) / step * step
        var found: [Tick] = []
        while found.count <= most + 1 {
            let day = CivilDay(year: month / 12, month: month % 12 + 1, day: 1)
            guard day.seconds <= range.upperBound else { break }
            if day.seconds >= range.lowerBound {
                found.append(Tick(seconds: day.seconds, label: step >= 12 ? day.yearText : day.monthText))
            }
            month += step
        }
        return found
    }

    private func days(most: Int) -> [Tick] {
        let span = (range.upperBound - range.lowerBound) / Self.day / Double(most)
        let step = [1, 2, 5, 10, 20].first { Double($0) >= span } ?? 20
        var seconds = (range.lowerBound / Self.day).rounded(.up) * Self.day
        var found: [Tick] = []
        while seconds <= range.upperBound, found.count <= most + 1 {
            found.append(Tick(seconds: seconds, label: CivilDay(seconds: seconds).text))
            seconds += Double(step) * Self.day
        }
        return found
    }
}

/// A day of the calendar in UTC.
struct CivilDay: Sendable, Equatable {
    var year: Int
    var month: Int
    var day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(seconds: Double) {
        let parts = Self.calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: seconds.isFinite ? seconds : 0))
        self.init(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
    }

    var seconds: Double {
        let date = Self.calendar.date(from: DateComponents(year: year, month: month, day: day))
        return date?.timeIntervalSince1970 ?? 0
    }

    var yearText: String { String(format: "%04d", year) }
    var monthText: String { String(format: "%04d-%02d", year, month) }
    var text: String { String(format: "%04d-%02d-%02d", year, month, day) }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
