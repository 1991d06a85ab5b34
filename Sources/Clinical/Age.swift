public import Foundation

extension Patient {
    /// Completed years on a day (as the local calendar has it), or at death. Nil where the birth date is missing,
    /// lies in the future or is too vague to tell.
    public func age(on date: Date) -> Int? {
        guard let years = possibleAges(on: date), years.lowerBound == years.upperBound else { return nil }
        return years.lowerBound
    }

    /// The ages that a vague birth date ("1961") allows; one age where it is exact.
    public func possibleAges(on date: Date) -> ClosedRange<Int>? {
        let today = CivilDay(date)
        let end = deceasedDate.flatMap { CivilDay($0, roundingUp: true) }.map { min($0, today) } ?? today
        return possibleAges(on: end)
    }

    /// The same on a recorded date; a vague one widens the range.
    func possibleAges(on date: PartialDate) -> ClosedRange<Int>? {
        guard let first = CivilDay(date, roundingUp: false), let last = CivilDay(date, roundingUp: true),
            let young = possibleAges(on: first), let old = possibleAges(on: last)
        else { return nil }
        return young.lowerBound...old.upperBound
    }

    private func possibleAges(on day: CivilDay) -> ClosedRange<Int>? {
        if birthDate == nil, let statedAge {
            return statedAge.years...statedAge.years + yearsSince(statedAge.on, to: day)
        }
        guard let birthDate, let earliest = CivilDay(birthDate, roundingUp: false),
            let latest = CivilDay(birthDate, roundingUp: true)
        else { return nil }
        let young = latest.completedYears(to: day)
        let old = earliest.completedYears(to: day)
        guard young >= 0, old < 150 else { return nil }
        return young...old
    }

    /// How many birthdays may have passed since an age was written down; none where the writing has no date.
    private func yearsSince(_ date: PartialDate?, to day: CivilDay) -> Int {
        guard let date, let written = CivilDay(date, roundingUp: false), written < day else { return 0 }
        return min(written.completedYears(to: day) + 1, 150)
    }
}

/// A day of the calendar, without a clock or a time zone.
private struct CivilDay: Comparable {
    var year: Int
    var month: Int
    var day: Int

    init(_ date: Date) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .current
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        (year, month, day) = (parts.year ?? 1, parts.month ?? 1, parts.day ?? 1)
    }

    init?(_ date: PartialDate, roundingUp: Bool) {
        year = date.year
        month = date.month ?? (roundingUp ? 12 : 1)
        day = date.day ?? (roundingUp ? daysInMonth(month, year: date.year) : 1)
    }

    func completedYears(to end: CivilDay) -> Int {
        end.year - year - ((end.month, end.day) < (month, day) ? 1 : 0)
    }

    static func < (left: CivilDay, right: CivilDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
