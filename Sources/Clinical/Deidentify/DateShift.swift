/// Moves dates by one number of days, so that the time between them stays.
struct DateShift {
    let days: Int
    /// How many dates were moved.
    private(set) var count = 0

    init(days: Int) { self.days = days }

    /// As precise as before; the time of day and its zone stay.
    mutating func moved(_ date: PartialDate?) -> PartialDate? {
        guard let date else { return nil }
        count += 1
        return Self.moved(date, by: days)
    }

    static func moved(_ date: PartialDate, by days: Int) -> PartialDate? {
        let start = civilDays(year: date.year, month: date.month ?? 1, day: date.day ?? 1)
        let (year, month, day) = civilDate(days: start + days)
        guard (1...9999).contains(year) else { return nil }
        let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        var text = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
        if date.month != nil { text += "-" + two(month) }
        if date.day != nil { text += "-" + two(day) }
        if date.hasTime { text += String(date.text.dropFirst(10)) }
        return PartialDate(text)
    }
}

/// The day of the proleptic Gregorian calendar that lies so many days after 1970-01-01 (H. Hinnant, "chrono-compatible
/// low-level date algorithms"); `civilDays` the other way round.
func civilDate(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * part + 2) / 5 + 1)
}
